// The moments to draw: the browser's next frame after a request, at most some forty times a second, with a rest after each
// drawing, and never while the tab is hidden.
// @ts-check

const FRAME_MS = 20;
const REST = 0.4; // of the time that a drawing took

export class Frames {
  /** @type {ReturnType<typeof setTimeout> | null} */
  timer = null;
  /** @type {number | null} */
  frame = null;
  next = 0;

  /** @param {() => boolean} draw draws, and returns whether it is to be called again */
  constructor(draw) {
    this.draw = draw;
    this.resume = () => this.request();
    document.addEventListener("visibilitychange", this.resume);
  }

  /** Draw soon. */
  request() {
    if (this.frame !== null || this.timer !== null || document.hidden) return;
    const wait = this.next - performance.now();
    if (wait > 4) this.timer = setTimeout(() => this.ask(), wait);
    else this.ask();
  }

  ask() {
    this.timer = null;
    this.frame = requestAnimationFrame(() => this.tick());
  }

  tick() {
    this.frame = null;
    if (document.hidden) return;
    const began = performance.now();
    const isUnfinished = this.draw();
    const took = performance.now() - began;
    this.next = performance.now() + Math.max(REST * took, FRAME_MS - took);
    if (isUnfinished) this.request();
  }

  destroy() {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    document.removeEventListener("visibilitychange", this.resume);
  }
}
