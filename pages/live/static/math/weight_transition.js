// The transition of the weights from one answer of the server to the next, so that the picture moves instead of jumping.
// @ts-check

const MILLISECONDS = 300;

export class WeightTransition {
  /** @type {Float64Array | null} */
  from = null;
  /** @type {Float64Array | null} The newest weights θ (P,); null while there are none. */
  target = null;
  began = 0;
  isMoving = false;

  constructor() {
    this.reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  }

  forget() {
    this.from = null;
    this.target = null;
    this.began = 0;
    this.isMoving = false;
  }

  /**
   * Go to other weights: from where the picture is now, or at once.
   * @param {Float64Array} theta (P,)
   * @param {boolean} isJump
   */
  to(theta, isJump) {
    const now = performance.now();
    const current = isJump || this.reducedMotion.matches ? null : this.at(now);
    this.from = current ? Float64Array.from(current) : theta;
    this.target = theta;
    this.began = performance.now();
  }

  /**
   * The weights (P,) at a time; afterwards `isMoving` says whether they are still under way. Null while there are none.
   * @param {number} now in milliseconds, as performance.now() gives it
   * @returns {Float64Array | null}
   */
  at(now) {
    const { from, target } = this;
    const share = Math.min(1, (now - this.began) / MILLISECONDS);
    this.isMoving = share < 1 && from !== target;
    if (!this.isMoving || !from || !target) return target;
    return target.map((value, i) => from[i] + (value - from[i]) * share);
  }
}
