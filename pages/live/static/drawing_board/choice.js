// Buttons of which one is chosen: with the pointer, or with the arrow keys.
// @ts-check

import { buttonData, queryAll } from "../ui/elements.js";

/** @type {Record<string, number>} */
const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Choice {
  value = "";

  /**
   * @param {HTMLElement} box a radiogroup
   * @param {(value: string) => void} onChoice
   */
  constructor(box, onChoice) {
    this.box = box;
    this.onChoice = onChoice;
    box.addEventListener("click", (event) => {
      const { value } = buttonData(event);
      if (value !== undefined) this.choose(value);
    });
    box.addEventListener("keydown", (event) => this.turn(event));
  }

  /**
   * Show buttons, that of `value` chosen, or the first where there is none of it.
   * @param {string} markup
   * @param {string} value
   */
  show(markup, value) {
    if (this.box.dataset.markup !== markup) {
      this.box.innerHTML = markup;
      this.box.dataset.markup = markup;
    }
    const values = queryAll(this.box, "button").map((button) => button.dataset.value ?? "");
    this.choose(values.includes(value) ? value : values[0]);
  }

  /** @param {string} value */
  choose(value) {
    this.value = value;
    for (const button of queryAll(this.box, "button")) {
      const isChosen = button.dataset.value === value;
      button.setAttribute("aria-checked", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    this.onChoice(value);
  }

  /** @param {KeyboardEvent} event */
  turn(event) {
    const step = MOVES[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = queryAll(this.box, "button");
    const index = buttons.findIndex((button) => button.dataset.value === this.value);
    const next = buttons[(index + step + buttons.length) % buttons.length];
    this.choose(next.dataset.value ?? "");
    next.focus();
  }
}
