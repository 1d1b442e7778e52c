// The tooltip of the picture: what is said of a weight or a unit, beside the pointer.
// @ts-check

import { tip } from "../network/readings.js";

/** @import { Values } from "../network/readings.js" */
/** @import { Description, Pointed } from "../network/types.js" */
/** @import { Texts } from "../ui/skeleton.js" */

export class Tooltip {
  pointer = { x: 0, y: 0 };
  /** What is shown, and the widest that it has been: numbers that change do not move the tooltip to and fro. */
  shown = "";

  /**
   * @param {HTMLElement} box within which it stays
   * @param {HTMLElement} element
   */
  constructor(box, element) {
    this.box = box;
    this.element = element;
  }

  hide() {
    this.element.hidden = true;
  }

  /**
   * Let the tooltip be as wide as it was for the same weight or unit.
   * @param {string} shown
   */
  widen(shown) {
    const { style } = this.element;
    if (shown !== this.shown) style.minWidth = "";
    this.shown = shown;
    style.minWidth = `${this.element.offsetWidth}px`;
  }

  /**
   * Go to where an event happened: to the pointer, or to the unit that has the focus.
   * @param {Event} event
   */
  follow(event) {
    const box = this.box.getBoundingClientRect();
    if (event instanceof MouseEvent) this.pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    else if (event.target instanceof Element) {
      const { right, top } = event.target.getBoundingClientRect();
      this.pointer = { x: right - box.left, y: top - box.top };
    }
  }

  /**
   * Show the text, if anything is pointed at and its values are known; returns whether it is shown.
   * @param {Pointed | null} pointed
   * @param {Values | null} values
   * @param {Description} description
   * @param {Texts} texts
   */
  show(pointed, values, description, texts) {
    const { element } = this;
    element.hidden = !pointed || !values;
    if (!pointed || !values) return false;
    const html = tip(pointed, values, description, texts);
    if (element.innerHTML !== html) element.innerHTML = html;
    this.widen(JSON.stringify(pointed));
    const { x, y } = this.pointer;
    const { clientWidth } = this.box;
    const beside = x > clientWidth / 3 ? x - element.offsetWidth - 14 : x + 14; // the boundary stays in sight
    const left = Math.max(4, Math.min(beside, clientWidth - element.offsetWidth - 4));
    const above = y - element.offsetHeight - 12;
    Object.assign(element.style, { left: `${left}px`, top: `${above < 0 ? y + 18 : above}px` });
    return true;
  }
}
