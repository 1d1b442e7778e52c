// Plays the steps, one after the other, at a speed in steps a second.

export class Player {
  constructor(onStep, onChange) {
    Object.assign(this, { onStep, onChange, speed: 1, timer: null });
  }

  get isPlaying() {
    return this.timer !== null;
  }

  toggle() {
    if (this.isPlaying) this.stop();
    else this.start();
  }

  start() {
    clearInterval(this.timer);
    this.timer = setInterval(this.onStep, 1000 / this.speed);
    this.onChange();
  }

  stop() {
    if (!this.isPlaying) return;
    clearInterval(this.timer);
    this.timer = null;
    this.onChange();
  }

  setSpeed(speed) {
    this.speed = speed;
    if (this.isPlaying) this.start();
  }
}
