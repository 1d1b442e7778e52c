// One of several panels at a time, chosen by buttons or arrow keys.
// @ts-check

import { buttonData, query, queryAll } from "../ui/elements.js";

/** @type {Record<string, (at: number, count: number) => number>} */
const MOVES = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

export class Tabs {
  /**
   * Buttons have data-tab, panels data-panel; what belongs to one panel only has data-with.
   * @param {HTMLElement} element
   * @param {string[]} names
   * @param {() => void} onTurn
   */
  constructor(element, names, onTurn) {
    this.element = element;
    this.onTurn = onTurn;
    this.current = names[0];
    element.addEventListener("click", (event) => {
      const { tab } = buttonData(event);
      if (tab) this.turnTo(tab);
    });
    query(element, "[role=tablist]").addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      if (!move) return;
      event.preventDefault();
      this.turnTo(names[move(names.indexOf(this.current), names.length)]);
      query(element, `[data-tab="${this.current}"]`).focus();
    });
    this.show();
  }

  /** @param {string} name */
  turnTo(name) {
    this.current = name;
    this.show();
    this.onTurn();
  }

  show() {
    for (const button of queryAll(this.element, "[data-tab]")) {
      const isChosen = button.dataset.tab === this.current;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    for (const panel of queryAll(this.element, "[data-panel]")) panel.hidden = panel.dataset.panel !== this.current;
    for (const part of queryAll(this.element, "[data-with]")) part.hidden = part.dataset.with !== this.current;
  }
}
