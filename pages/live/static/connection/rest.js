// Whether the visitor and the page are at rest. What the browser sends by itself waits for that: Streamlit forgets a press
// that another request overtakes before its script has begun.
// @ts-check

const REST_MS = 300; // since the visitor's last input
const INPUTS = ["pointerdown", "pointerup", "keydown", "keyup", "input", "change", "click"];
const BUSY = "[data-testid=stApp]:is([data-test-script-state=running], [data-test-script-state=rerunRequested])";

let lastInput = -Infinity;

const note = () => {
  lastInput = performance.now();
};

/** Take note of the visitor's inputs from now on, wherever on the page they are made. */
export function watchInput() {
  for (const type of INPUTS) addEventListener(type, note, { capture: true, passive: true });
}

/** @returns {boolean} whether nothing is under way that the visitor has just asked for */
export function isAtRest() {
  return performance.now() - lastInput >= REST_MS && isDrawn();
}

/** @returns {boolean} whether the page is drawn, and not asked to be drawn anew */
export const isDrawn = () => document.querySelector(BUSY) === null;
