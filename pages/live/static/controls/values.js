// Values of fields: numbers as they are written and read, and positions on a slider of a few numbers.
// @ts-check

const DIGITS = 6;

/**
 * A number as a field shows it: 0.30000000000000004 -> "0.3".
 * @param {number | string | null} value
 */
export function written(value) {
  if (value === null) return "";
  return typeof value === "number" ? String(Number(value.toPrecision(Number.isInteger(value) ? 15 : DIGITS))) : value;
}

/**
 * The number that somebody has typed, where it is one that a field may have.
 * @param {string} text
 * @param {{ low: number, high: number, isWhole: boolean, isLowExcluded: boolean }} range
 * @returns {number | null} null for none
 */
export function read(text, { low, high, isWhole, isLowExcluded }) {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const isInside = value >= low && value <= high && !(isLowExcluded && value === low);
  return isInside && (!isWhole || Number.isInteger(value)) ? value : null;
}

/**
 * A number a step further, which stays in its range; a first step from between two steps ends at the next one.
 * @param {number} value
 * @param {number} step with its sign
 * @param {{ low: number, high: number, isLowExcluded: boolean }} range
 */
export function stepped(value, step, { low, high, isLowExcluded }) {
  const next = Number((value + step).toPrecision(12));
  const isBelow = next < low || (isLowExcluded && next <= low);
  return isBelow ? (isLowExcluded ? value : low) : Math.min(high, next);
}

/**
 * The position on a slider that is nearest to a number, in ratios.
 * @param {number[]} positions rising, above 0
 * @param {number} value
 */
export function nearest(positions, value) {
  const distance = (/** @type {number} */ position) => (value > 0 ? Math.abs(Math.log(position / value)) : position);
  return positions.reduce(
    (best, position, index) => (distance(position) < distance(positions[best]) ? index : best),
    0,
  );
}
