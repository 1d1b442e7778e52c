// The key to the colours of a sweep: a ramp between two numbers, or each name with its colour.
// @ts-check

import { valueWords } from "../member_words.js";
import { colorAt } from "./class_curves.js";

/** @import { Swept } from "../member_words.js" */

export class SweepKeyView {
  made = "";

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
  }

  /**
   * @param {Swept} swept
   * @param {(number | string)[]} values without which there is none to be shown
   * @param {string[]} ramp
   */
  show(swept, values, ramp) {
    const { title } = swept;
    const made = JSON.stringify([title, values, ramp]);
    if (made === this.made) return;
    this.made = made;
    this.box.hidden = values.length < 2;
    const said = (/** @type {number | string} */ value) => valueWords(value, swept);
    const isRange = values.every((value) => typeof value === "number");
    const parts = isRange
      ? [said(values[0]), swatch(`linear-gradient(to right, ${ramp.join()})`, true), said(values[values.length - 1])]
      : values.flatMap((value, place) => [swatch(colorAt(place, values.length, ramp), false), said(value)]);
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
