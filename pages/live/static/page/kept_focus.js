// The focus of the keyboard on the buttons of a run: one that a rerun of the page takes away or disables while it has the focus
// leaves it to the one in its place, Train to Pause and Pause to Train.
// @ts-check

import { targetOf } from "../ui/elements.js";

const ROW = '[class*="st-key-transport"]';

export class KeptFocus {
  /** @type {{ row: Element, key: string } | null} The row and the key of the button that keys have reached. */
  held = null;

  constructor() {
    this.observer = new MutationObserver(() => this.giveBack());
    this.onFocus = (/** @type {Event} */ event) => this.hold(targetOf(event));
    this.onPointer = () => this.forget();
    document.addEventListener("focusin", this.onFocus);
    document.addEventListener("pointerdown", this.onPointer);
  }

  /** @param {HTMLElement | null} element */
  hold(element) {
    this.forget();
    const row = element?.closest(ROW);
    if (!element || !row || !element.matches("button:focus-visible")) return;
    this.held = { row, key: keyOf(element) };
    this.observer.observe(row, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  }

  forget() {
    this.held = null;
    this.observer.disconnect();
  }

  giveBack() {
    const focused = document.activeElement;
    const isLost = focused === document.body || (focused instanceof HTMLButtonElement && focused.disabled);
    if (!this.held || !isLost) return;
    const { row, key } = this.held;
    const buttons = [...row.querySelectorAll("button")].filter((button) => !button.disabled);
    const found =
      buttons.find((button) => keyOf(button) === key) ?? buttons.find((button) => follows(keyOf(button), key));
    (found ?? buttons[0])?.focus({ preventScroll: true });
  }

  destroy() {
    this.forget();
    document.removeEventListener("focusin", this.onFocus);
    document.removeEventListener("pointerdown", this.onPointer);
  }
}

/**
 * The key that the page has given a button.
 * @param {Element} button
 * @returns {string}
 */
function keyOf(button) {
  const names = button.closest('[class*="st-key-"]')?.className.split(" ") ?? [];
  return names.find((name) => name.startsWith("st-key-")) ?? "";
}

/**
 * True if a button takes the place of another.
 * @param {string} key
 * @param {string} before
 * @returns {boolean}
 */
export function follows(key, before) {
  return before === key.replace("train", "pause") || before === key.replace("pause", "train");
}
