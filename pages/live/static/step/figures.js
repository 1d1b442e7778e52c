// How the numbers of an array are written: short in a cell, with more digits in a sum.

import { scientific } from "../ui/format.js";

const isPlain = (size) => size === 0 || (size >= 1e-3 && size < 1e4);

// For a cell: about four letters.
export function short(value) {
  if (value === undefined) return "…";
  if (!Number.isFinite(value)) return odd(value);
  const size = Math.abs(value);
  if (!isPlain(size)) return minus(value.toExponential(0).replace("e+", "e"));
  if (Number.isInteger(value)) return minus(String(value));
  return minus(value.toFixed(size < 9.9995 ? 3 : size < 99.995 ? 2 : 1));
}

// For a sum: five digits.
export function long(value) {
  if (value === undefined) return "…";
  if (!Number.isFinite(value)) return odd(value);
  const size = Math.abs(value);
  if (!isPlain(size)) return minus(scientific(value));
  return minus(String(Number(value.toPrecision(5))));
}

// Inside a product a negative number stands in brackets.
export function factor(value) {
  return value < 0 ? `(${long(value)})` : long(value);
}

function odd(value) {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}

function minus(text) {
  return text.replaceAll("-", "−");
}
