// Plays the steps, one after the other, at a speed in steps a second.
// @ts-check

export class Player {
  speed = 1;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer = undefined;

  /**
   * @param {() => void} onStep
   * @param {() => void} onChange called when it starts or stops
   */
  constructor(onStep, onChange) {
    this.onStep = onStep;
    this.onChange = onChange;
  }

  get isPlaying() {
    return this.timer !== undefined;
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
    this.timer = undefined;
    this.onChange();
  }

  /** @param {number} speed steps a second */
  setSpeed(speed) {
    this.speed = speed;
    if (this.isPlaying) this.start();
  }
}
