// The numbers of an array as text: short in a cell, with more digits in a sum.
// @ts-check

import { scientific } from "../ui/format.js";

const isPlain = (/** @type {number} */ size) => size === 0 || (size >= 1e-3 && size < 1e4);

/**
 * A number in a cell: about four letters.
 * @param {number | undefined} value undefined where it has not been sent
 * @returns {string}
 */
export function short(value) {
  if (value === undefined) return "…";
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  if (!isPlain(size)) return minus(value.toExponential(0).replace("e+", "e"));
  if (Number.isInteger(value)) return minus(String(value));
  return minus(value.toFixed(size < 9.9995 ? 3 : size < 99.995 ? 2 : 1));
}

/**
 * A number in a sum: five digits.
 * @param {number | undefined} value
 * @returns {string}
 */
export function long(value) {
  if (value === undefined) return "…";
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  if (!isPlain(size)) return minus(scientific(value));
  return minus(String(Number(value.toPrecision(5))));
}

/**
 * A number in a product: in brackets where it is negative.
 * @param {number | undefined} value
 * @returns {string}
 */
export function factor(value) {
  return value !== undefined && value < 0 ? `(${long(value)})` : long(value);
}

/** @param {number} value */
function nonFinite(value) {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}

/** @param {string} text */
function minus(text) {
  return text.replaceAll("-", "−");
}
