// The axes of the chart: where a cost stands on a linear or a logarithmic one, and its ticks. No DOM.
// @ts-check

import { scientific } from "../ui/format.js";

/** @typedef {{ low: number, high: number, scale: string }} CostRange `scale` is "linear" or "log" */

const PLAIN = { least: 1e-3, most: 1e5 }; // numbers that are written out
const PLAIN_LOG = { least: 1e-2, most: 1e3 }; // likewise on a logarithmic axis, where powers of ten stand side by side
const STEPS = [1, 2, 5, 10];
const BETWEEN = [1, 2, 5]; // times a power of ten
const ROUNDING = 1e-9; // of a step

/**
 * The height of a cost: 0 at the lower end of the axis, 1 at the upper one, beyond where the cost is.
 * @param {number} cost
 * @param {CostRange} range
 */
export function heightOf(cost, { low, high, scale }) {
  if (scale !== "log") return (cost - low) / (high - low);
  if (cost <= 0) return -Infinity;
  return Math.log(cost / low) / Math.log(high / low);
}

/**
 * The cost at a height.
 * @param {number} height
 * @param {CostRange} range
 */
export function costAt(height, { low, high, scale }) {
  return scale === "log" ? low * (high / low) ** height : low + height * (high - low);
}

/**
 * About `count` round numbers from `low` to `high`; none lie closer than `least`.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 * @param {number} [least]
 * @returns {number[]}
 */
export function linearTicks(low, high, count, least = 0) {
  const rough = Math.max(least, (high - low) / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough) + ROUNDING);
  const step = Math.max(least, (STEPS.find((each) => each * power >= rough * (1 - ROUNDING)) ?? 10) * power);
  const [first, last] = [Math.ceil(low / step - ROUNDING), Math.floor(high / step + ROUNDING)];
  const digits = Math.max(0, -Math.floor(Math.log10(step) + ROUNDING));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(Math.min(20, digits))));
}

/**
 * At most about `count` ticks of a logarithmic axis: powers of ten, some of them left out where there are many, 2 and 5 times
 * them where there is room, and round numbers where it spans less than that.
 * @param {number} low above 0
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
export function logTicks(low, high, count) {
  const [first, last] = [Math.floor(Math.log10(low) + ROUNDING), Math.ceil(Math.log10(high) - ROUNDING)];
  const isInside = (/** @type {number} */ value) => value >= low * (1 - ROUNDING) && value <= high * (1 + ROUNDING);
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const fine = powers.flatMap((k) => BETWEEN.map((times) => tenTo(k, times))).filter(isInside);
  if (fine.length <= Math.max(3, count)) return fine.length > 1 ? fine : linearTicks(low, high, count);
  const whole = powers.map((k) => tenTo(k, 1)).filter(isInside);
  const every = Math.ceil(whole.length / Math.max(2, count));
  return whole.filter((value) => Math.round(Math.log10(value)) % every === 0);
}

/**
 * `times` · 10^k without the noise of multiplying.
 * @param {number} k
 * @param {number} times
 */
const tenTo = (k, times) => Number(`${times}e${k}`);

/**
 * The ticks of the cost axis.
 * @param {CostRange} range
 * @param {number} count
 */
export const costTicks = ({ low, high, scale }, count) => (scale === "log" ? logTicks : linearTicks)(low, high, count);

/**
 * A cost at a tick: 0.25, 10⁻⁴, 2×10⁶.
 * @param {number} value
 * @param {string} [scale]
 * @returns {string}
 */
export function tickText(value, scale) {
  const size = Math.abs(value);
  const plain = scale === "log" ? PLAIN_LOG : PLAIN;
  if (size === 0 || (size >= plain.least && size < plain.most)) return String(Number(value.toPrecision(6)));
  return scientific(value)
    .replace(/\.?0+×/, "×")
    .replace(/^1×/, "");
}
