// Symbols of the course and numbers in small letters, as HTML.

import { isNumber, scientific } from "./format.js";

// Arrows that every machine can draw, whatever its fonts: left, right, up, down.
export const arrow = (turn) =>
  `<svg class="dnn-net-arrow" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" ` +
  `style="rotate:${{ left: 180, right: 0, up: -90, down: 90 }[turn]}deg"><path d="M3 1l5 4-5 4z" fill="currentColor"/></svg>`;

const MINUS = "\u2212";

// w, 2, 3, 1 -> w with superscript [2] and subscript 3,1 (counted from 1)
export function symbol(letter, layer, ...places) {
  const below = places.length ? `<sub>${places.map((place) => place + 1).join(",")}</sub>` : "";
  return `<span class="dnn-net-symbol"><i>${letter}</i><span><sup>[${layer}]</sup>${below}</span></span>`;
}

// Four significant digits with a true minus sign; what is not there is a dash.
export function short(value) {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity || value === -Infinity) return value > 0 ? "∞" : `${MINUS}∞`;
  if (!isNumber(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text = size < 1e-3 || size >= 1e5 ? scientific(value) : String(Number(value.toPrecision(4)));
  return text.replace("-", MINUS);
}

// A term of a sum with its sign: "+ 0.3" or "− 0.3".
export const signed = (value, text = short(Math.abs(value))) => `${value < 0 ? MINUS : "+"} ${text}`;

export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
