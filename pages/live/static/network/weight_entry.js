// A weight as a text that is typed: read from a field, and written into it. No DOM.
// @ts-check

import { isNumber } from "../ui/format.js";
import { short } from "../ui/words.js";

/** The largest value that a weight may be given, as MAX_PARAMETER_VALUE in dnn/background/commands.py. */
export const MAX_PARAMETER_VALUE = 1_000_000;
/** Milliseconds for a weight that was set by hand to come back from the run. */
export const RETURN_MS = 3000;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A text as a value that a weight may be given; null where it is none.
 * @param {string} text
 * @returns {number | null}
 */
export function parse(text) {
  const plain = text.trim().replace("\u2212", "-");
  const value = NUMBER.test(plain) ? Number(plain) : NaN;
  return Math.abs(value) <= MAX_PARAMETER_VALUE ? value : null;
}

/**
 * A weight as a field shows it.
 * @param {number} value
 * @returns {string}
 */
export const typed = (value) => (isNumber(value) ? String(Number(value.toPrecision(5))) : short(value));
