// The pagers of arrays too large to be shown whole: which rows or columns are shown, and buttons to others.
// @ts-check

import { buttonData, inputOf } from "../ui/elements.js";
import { fill } from "../ui/format.js";

/** @import { PackedAxis } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { AxisWindow } from "./share.js" */

export class Pagers {
  /** The cut axes that are shown, as JSON. */
  written = "";

  /**
   * @param {HTMLElement} box
   * @param {(axis: string, start: number) => void} onScroll
   */
  constructor(box, onScroll) {
    this.box = box;
    box.addEventListener("click", (event) => {
      const { axis, to } = buttonData(event);
      if (axis) onScroll(axis, Number(to));
    });
    box.addEventListener("change", (event) => {
      const input = inputOf(event);
      if (!input) return;
      const { axis = "", size, count } = input.dataset;
      const start = Math.round(Number(input.value)) - 1;
      if (Number.isFinite(start)) onScroll(axis, Math.min(Math.max(0, start), Number(size) - Number(count)));
    });
  }

  /**
   * Show a pager for each axis that is not shown whole.
   * @param {Record<string, AxisWindow>} shown
   * @param {Record<string, PackedAxis>} axes
   * @param {Texts} texts
   */
  show(shown, axes, texts) {
    const cut = Object.entries(shown).filter(([axis, { count }]) => count < axes[axis].size);
    const written = JSON.stringify([cut, texts.window]);
    if (this.written === written) return;
    this.written = written;
    this.box.replaceChildren(...cut.map(([axis, window]) => pager(axis, window, axes[axis], texts)));
  }
}

/**
 * @param {string} axis
 * @param {AxisWindow} window
 * @param {PackedAxis} of
 * @param {Texts} texts
 */
function pager(axis, { start, count }, { title, size }, texts) {
  const box = document.createElement("span");
  box.className = "dnn-step-pager";
  box.dataset.axis = axis;
  const words = document.createElement("span");
  const last = Math.min(size, start + count);
  words.textContent = fill(texts.window, { title, first: start + 1, last, size });
  const number = document.createElement("input");
  number.type = "number";
  number.min = "1";
  number.max = String(size);
  number.value = String(start + 1);
  Object.assign(number.dataset, { axis, size, count });
  number.setAttribute("aria-label", fill(texts.go_to, { title }));
  box.append(
    button("‹", axis, Math.max(0, start - count), start === 0, fill(texts.earlier, { title })),
    words,
    button("›", axis, Math.min(size - count, start + count), last === size, fill(texts.later, { title })),
    number,
  );
  return box;
}

/**
 * @param {string} sign
 * @param {string} axis
 * @param {number} to the first row or column that it goes to
 * @param {boolean} isDisabled
 * @param {string} title
 */
function button(sign, axis, to, isDisabled, title) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = sign;
  element.title = title;
  element.disabled = isDisabled;
  Object.assign(element.dataset, { axis, to });
  element.setAttribute("aria-label", title);
  return element;
}
