// Symbols of the course and numbers in small letters, as HTML.
// @ts-check

import { cost, isNumber, scientific } from "./format.js";

const TURNS = { left: 180, right: 0, up: -90, down: 90 };

/**
 * An arrow that every machine can draw, whatever its fonts.
 * @param {keyof typeof TURNS} turn
 */
export const arrow = (turn) =>
  `<svg class="dnn-net-arrow" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" ` +
  `style="rotate:${TURNS[turn]}deg"><path d="M3 1l5 4-5 4z" fill="currentColor"/></svg>`;

const MINUS = "\u2212";
const SINGLE = 7; // significant digits of a number in single precision
const ROUND = 3; // those of a round number at most

/**
 * w, 2, 3, 1 -> w with superscript [2] and subscript 4,2 (counted from 1)
 * @param {string} letter
 * @param {number | string} layer
 * @param {...number} indices counted from 0
 */
export function symbol(letter, layer, ...indices) {
  const below = indices.length ? `<sub>${indices.map((index) => index + 1).join(",")}</sub>` : "";
  return `<span class="dnn-net-symbol"><i>${letter}</i><span><sup>[${layer}]</sup>${below}</span></span>`;
}

/**
 * Four significant digits with a true minus sign; a value that is missing is a dash.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function short(value) {
  if (typeof value === "number" && Number.isNaN(value)) return "NaN";
  if (value === Infinity || value === -Infinity) return value > 0 ? "∞" : `${MINUS}∞`;
  if (!isNumber(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text = size < 1e-3 || size >= 1e5 ? scientific(value) : String(Number(value.toPrecision(4)));
  return text.replace("-", MINUS);
}

/**
 * A number that changes while one looks at it, with a true minus sign: 0.1999, 0.2000, 0.2001. Zeros at its end stay, so that
 * it takes the same room. A round number, such as one that was set by hand, is written as it is: 0.5.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function fixedDigits(value) {
  if (!isNumber(value) || Number(value.toPrecision(SINGLE)) === Number(value.toPrecision(ROUND))) return short(value);
  const text = Math.abs(value) < 1e-3 ? scientific(value) : cost(value);
  return text.replace("-", MINUS);
}

/**
 * A term of a sum with its sign: "+ 0.3" or "− 0.3".
 * @param {number} value
 * @param {string} [text]
 */
export const signed = (value, text = fixedDigits(Math.abs(value))) => `${value < 0 ? MINUS : "+"} ${text}`;

/**
 * A text that HTML shows as it is.
 * @param {unknown} text
 */
export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
