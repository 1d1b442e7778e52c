// The ghost: the curve of the run whose place the present one took, grey and behind it, until it is dismissed.
// @ts-check

import { query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { write } from "../ui/skeleton.js";

/** @import { Texts } from "../ui/skeleton.js" */

const STORED = "dnn-dismissed-ghosts";
const MAX_STORED = 50;

export class Ghost {
  /** Id of the run. @type {string | null} */ id = null;
  isOn = true;
  /** Those that the visitor has dismissed, in this tab. @type {string[]} */
  dismissed = read();

  /**
   * @param {HTMLElement} box the element of GHOST_MARKUP
   * @param {() => void} onChange
   */
  constructor(box, onChange) {
    this.box = box;
    this.onChange = onChange;
    box.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("button");
      if (button && button.dataset.ghost === "toggle") this.toggle();
      if (button && button.dataset.ghost === "dismiss") this.dismiss();
    });
  }

  /** Whether there is one, be it switched off. */
  get exists() {
    return this.id !== null && !this.dismissed.includes(this.id);
  }

  /** Id of the run whose curve is to be drawn; null where none is. */
  get shown() {
    return this.exists && this.isOn ? this.id : null;
  }

  toggle() {
    if (!this.exists) return;
    this.isOn = !this.isOn;
    this.onChange();
  }

  dismiss() {
    if (this.id === null) return;
    this.dismissed = [...this.dismissed, this.id].slice(-MAX_STORED);
    store(this.dismissed);
    this.onChange();
  }

  /**
   * @param {string} label its differences from the present run
   * @param {Texts} texts
   */
  draw(label, texts) {
    this.box.hidden = !this.exists;
    const [toggle, dismiss] = [query(this.box, "[data-ghost=toggle]"), query(this.box, "[data-ghost=dismiss]")];
    write(query(toggle, "span"), fill(texts.ghost, { differences: label }));
    toggle.setAttribute("aria-pressed", String(this.isOn));
    toggle.title = `${label}: ${texts.ghost_help}`;
    dismiss.title = texts.ghost_dismiss;
    dismiss.setAttribute("aria-label", texts.ghost_dismiss);
  }
}

/** @returns {string[]} */
function read() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
    return Array.isArray(stored) ? stored.map(String) : [];
  } catch {
    return []; // a browser that stores nothing shows it again after a reload
  }
}

/** @param {string[]} dismissed */
function store(dismissed) {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(dismissed));
  } catch {
    return; // likewise
  }
}
