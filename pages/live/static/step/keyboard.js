// The stepper by keyboard: arrow keys step, unless they belong to a field or to a table.
// @ts-check

const IGNORED =
  "input, select, textarea, [contenteditable], [role=grid], [role=radiogroup], [role=slider], [role=tablist]";
/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * The steps to go by for a key that was pressed; 0 where it is none of the stepper's. Outside of its element only the keys
 * to the left and the right are, and only while nothing has the focus.
 * @param {KeyboardEvent} event
 * @param {Element} box the stepper's element
 * @returns {number}
 */
export function stepsOf({ target, key, altKey, ctrlKey, metaKey, shiftKey }, box) {
  if (altKey || ctrlKey || metaKey || shiftKey) return 0;
  if (target instanceof Element && target.closest(IGNORED)) return 0;
  const isInside = target instanceof Node && box.contains(target);
  if (!isInside && (target !== document.body || /Up|Down/.test(key))) return 0;
  return ARROWS[key] ?? 0;
}
