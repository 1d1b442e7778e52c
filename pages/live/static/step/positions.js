// The positions of steps in an iteration: of a block of the flow chart, of the same equation for another example. No DOM.
// @ts-check

/** @import { PackedStep } from "../connection/wire.js" */

/**
 * The index of the first step of a block: of an example, if they go one by one.
 * @param {Pick<PackedStep, "block" | "example">[]} steps
 * @param {string} block
 * @param {number | null} example the current one, if there is one
 * @returns {number} -1 where there is none
 */
export function indexOfBlock(steps, block, example) {
  const found = steps.findIndex(
    (step) => step.block === block && (step.example === null || step.example === (example ?? 0)),
  );
  return found >= 0 ? found : steps.findIndex((step) => step.block === block);
}

/**
 * The index of the same equation `by` examples further on.
 * @param {Pick<PackedStep, "equation" | "example">[]} steps
 * @param {Pick<PackedStep, "equation" | "example">} current
 * @param {number} by
 * @returns {number} -1 where there is none
 */
export function indexOfExample(steps, { equation, example }, by) {
  if (example === null) return -1;
  return steps.findIndex((step) => step.equation === equation && step.example === example + by);
}
