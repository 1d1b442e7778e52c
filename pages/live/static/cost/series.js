// A curve of bounded size: points arrive for ever, and the lowest and the highest of each interval remain.
// @ts-check

import { isNumber } from "../ui/format.js";

export class Series {
  /** @type {number[]} */
  x = [];
  /** @type {number[]} */
  y = [];

  /** @param {number} [limit] the largest number of points */
  constructor(limit = 2000) {
    this.limit = limit;
  }

  clear() {
    this.x = [];
    this.y = [];
  }

  get length() {
    return this.x.length;
  }

  get lastX() {
    return this.x.length ? this.x[this.x.length - 1] : -Infinity;
  }

  /**
   * Add points in order; those that are known already, or are not numbers, are left out.
   * @param {number[]} xs
   * @param {(number | null)[]} ys
   * @returns {number} the number of new points
   */
  append(xs, ys) {
    let added = 0;
    for (let i = 0; i < xs.length; i++) {
      const y = ys[i];
      if (xs[i] <= this.lastX || !isNumber(y)) continue;
      this.x.push(xs[i]);
      this.y.push(y);
      added += 1;
      if (this.x.length > this.limit) this.thin();
    }
    return added;
  }

  /**
   * Halve the number of points: of each of limit/4 equal intervals the minimum and the maximum stay, in their order; so do
   * the first point and the latest.
   */
  thin() {
    const { x, y } = this;
    const last = x.length - 1;
    const width = (x[last] - x[0]) / Math.floor(this.limit / 4);
    const remaining = [0];
    let start = 1;
    while (start < last) {
      const interval = Math.floor((x[start] - x[0]) / width);
      let [low, high, end] = [start, start, start];
      while (end < last && Math.floor((x[end] - x[0]) / width) === interval) {
        if (y[end] < y[low]) low = end;
        if (y[end] > y[high]) high = end;
        end += 1;
      }
      remaining.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]));
      start = Math.max(end, start + 1);
    }
    remaining.push(last);
    this.x = remaining.map((index) => x[index]);
    this.y = remaining.map((index) => y[index]);
  }
}

/**
 * Exponential moving average of a curve, corrected for its beginning.
 * @param {number[]} x iterations
 * @param {number[]} y costs
 * @param {number} weight from 0 to 1: the share of the past that is left after one iteration; in runs of more than 1,000
 *   iterations, after one thousandth of the run, so that a curve is equally smooth at any length
 * @returns {number[]}
 */
export function smoothed(x, y, weight) {
  if (!(weight > 0) || x.length === 0) return [...y];
  const step = Math.max(1, (x[x.length - 1] - x[0]) / 1000);
  let [sum, weights] = [0, 0];
  return y.map((value, i) => {
    const past = weight ** (i === 0 ? 1 : (x[i] - x[i - 1]) / step);
    sum = past * sum + (1 - past) * value;
    weights = past * weights + (1 - past);
    return sum / weights;
  });
}
