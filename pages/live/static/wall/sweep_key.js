// The key to the colours of a sweep: a ramp between two numbers, or each name with its colour.
// @ts-check

import { setting } from "../ui/format.js";
import { colorAt, RAMP } from "./class_curves.js";

/** @typedef {{ title: string, values: (number | string)[], names: Map<string, string> }} SweepKey `names` are titles of values */

export class SweepKeyView {
  made = "";

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
  }

  /** @param {SweepKey} key without values there is none to be shown */
  show({ title, values, names }) {
    const made = JSON.stringify([title, values]);
    if (made === this.made) return;
    this.made = made;
    this.box.hidden = values.length < 2;
    const said = (/** @type {number | string} */ value) => names.get(String(value)) ?? setting(value);
    const isRange = values.every((value) => typeof value === "number");
    const parts = isRange
      ? [said(values[0]), swatch(`linear-gradient(to right, ${RAMP.join()})`, true), said(values[values.length - 1])]
      : values.flatMap((value, place) => [swatch(colorAt(place, values.length), false), said(value)]);
    this.box.replaceChildren(...(values.length < 2 ? [] : [`${title}:`, ...parts].map(spanned)));
  }
}

/** @param {string | HTMLElement} part */
function spanned(part) {
  const span = document.createElement("span");
  span.append(part);
  return span;
}

/**
 * @param {string} background
 * @param {boolean} isWide
 */
function swatch(background, isWide) {
  const found = document.createElement("i");
  found.style.background = background;
  found.className = isWide ? "dnn-wall-ramp" : "dnn-wall-swatch";
  return found;
}
