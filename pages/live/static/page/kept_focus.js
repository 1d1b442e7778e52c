// The focus of the keyboard: a control that a rerun of the page takes away or disables while it has the focus leaves it to the
// one in its place, Train to Pause and a field to the field that shows another value.
// @ts-check

import { targetOf } from "../ui/elements.js";

/** @typedef {{ key: string, kind: string }} Identity the key that the page has given a control, and which part of it is meant */

const ROW = '[class*="st-key-transport"]';
const PLACES = `${ROW}, .st-key-controls, .st-key-page`;
const CONTROLS = "button, input, textarea, [role=slider]";
const RENEWAL = /-\d+$/; // what a control's key ends with once it was given another value

export class KeptFocus {
  /** @type {(Identity & { place: Element }) | null} The control that keys have reached, and the part of the page it is in. */
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
    const place = element?.closest(PLACES);
    if (!element || !place || !element.matches(CONTROLS) || !element.matches(":focus-visible")) return;
    const identity = identityOf(element);
    if (!identity.key) return;
    this.held = { ...identity, place };
    this.observer.observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  }

  forget() {
    this.held = null;
    this.observer.disconnect();
  }

  giveBack() {
    const focused = document.activeElement;
    const isLost = focused === document.body || (focused instanceof HTMLButtonElement && focused.disabled);
    if (!this.held || !isLost) return;
    const { place, ...lost } = this.held;
    const controls = [...place.querySelectorAll(CONTROLS)].filter((control) => !control.matches(":disabled"));
    const found = controls.find((control) => replaces(identityOf(control), lost));
    const [first] = place.matches(ROW) ? controls : [];
    const chosen = found ?? first;
    if (chosen instanceof HTMLElement) chosen.focus({ preventScroll: true });
  }
}

/**
 * What tells a control from the others: the key that the page has given it, and its part where it has several.
 * @param {Element} control
 * @returns {Identity}
 */
function identityOf(control) {
  const names = control.closest('[class*="st-key-"]')?.className.split(" ") ?? [];
  const key = names.find((name) => name.startsWith("st-key-")) ?? "";
  return { key, kind: [control.tagName, control.getAttribute("data-testid"), control.getAttribute("type")].join(" ") };
}

/**
 * True if a control takes the place of another: the same under a renewed key, or Train that of Pause.
 * @param {Identity} now
 * @param {Identity} before
 * @returns {boolean}
 */
export function replaces(now, before) {
  if (now.kind !== before.kind) return false;
  const [key, other] = [now.key, before.key].map((each) => each.replace(RENEWAL, ""));
  return key === other || other === key.replace("train", "pause") || other === key.replace("pause", "train");
}
