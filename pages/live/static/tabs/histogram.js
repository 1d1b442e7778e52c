// Histograms of numbers, and the shares of saturated activations and of dead units. No DOM.
// @ts-check

import { ACTIVATIONS } from "../math/activations.js";

/** @typedef {number[] & { low: number, high: number, lost: number }} Counts a histogram: counts, the ends, see `histogram` */

const BINS = 24;
const UNIT_BINS = 14;
// As in dnn/lessons/diagnosis/evidence.py: how near its limits an activation counts as saturated.
export const NEAR_LIMIT = 0.02;

/**
 * Counts of the finite values in equal bins between the smallest (`low`) and the largest (`high`); `lost` is the share of
 * values that are not finite. Without any finite one, low and high are NaN.
 * @param {Float64Array} values
 * @param {number} [bins]
 * @returns {Counts}
 */
export function histogram(values, bins = BINS) {
  const finite = values.filter(Number.isFinite);
  let [low, high] = finite.length ? [Infinity, -Infinity] : [NaN, NaN];
  for (const value of finite) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const counts = new Array(bins).fill(0);
  const width = high - low || 1;
  for (const value of finite) counts[Math.min(bins - 1, Math.floor(bins * ((value - low) / width)))] += 1;
  return Object.assign(counts, { low, high, lost: 1 - finite.length / values.length });
}

/**
 * The histogram of each unit of a layer.
 * @param {Float64Array} A (n, m)
 * @param {number} m
 * @param {number} [bins]
 * @returns {Counts[]}
 */
export function unitHistograms(A, m, bins = UNIT_BINS) {
  return Array.from({ length: A.length / m }, (_, unit) => histogram(A.subarray(unit * m, (unit + 1) * m), bins));
}

/**
 * The share of saturated activations, and of units that are 0 for every example; null where the function has none.
 * @param {string} activation
 * @param {Float64Array} A (n, m)
 * @param {number} m
 * @returns {{ saturated: number | null, dead: number | null }}
 */
export function shares(activation, A, m) {
  const n = A.length / m;
  const own = ACTIVATIONS[activation]; // none for softmax
  const limits = own?.limits;
  let saturated = null;
  if (limits) {
    const margin = NEAR_LIMIT * (limits[1] - limits[0]);
    const isSaturated = (/** @type {number} */ a) => a < limits[0] + margin || a > limits[1] - margin;
    saturated = A.reduce((count, a) => count + Number(isSaturated(a)), 0) / A.length;
  }
  let dead = null;
  if (own?.g(-1) === 0 && own.slope(-1) === 0) {
    dead = 0;
    for (let unit = 0; unit < n; unit++) dead += A.subarray(unit * m, (unit + 1) * m).every((a) => a <= 0) ? 1 / n : 0;
  }
  return { saturated, dead };
}
