// The weights on their way from one telling to the next, so that the picture moves instead of jumping.

const MILLISECONDS = 300;

export class Glide {
  constructor() {
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.forget();
  }

  forget() {
    Object.assign(this, { from: null, target: null, began: 0, moves: false });
  }

  // Go to θ (P,): from where the picture is now, or at once.
  to(theta, jumps) {
    const isFar = this.target && !jumps && !this.still.matches;
    this.from = isFar ? Float64Array.from(this.at(performance.now())) : theta;
    Object.assign(this, { target: theta, began: performance.now() });
  }

  // θ at a time; `moves` says then whether it is still on its way.
  at(now) {
    const share = Math.min(1, (now - this.began) / MILLISECONDS);
    this.moves = share < 1 && this.from !== this.target;
    if (!this.moves) return this.target;
    const { from, target } = this;
    return target.map((value, i) => from[i] + (value - from[i]) * share);
  }
}
