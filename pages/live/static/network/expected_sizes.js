// The sizes of the layers as edits make them that are on their way to the page. No DOM.
// @ts-check

/** @import { ArchitectureEdit, Edit } from "../connection/wire.js" */

/**
 * @param {number[]} sizes n^[0], …, n^[L]
 * @param {Edit[]} edits those that the page has not applied yet, in order; others than of the architecture change nothing
 * @param {{ max_units: number, max_layers: number }} limits
 * @returns {number[]} the sizes after them
 */
export function expectedSizes(sizes, edits, { max_units, max_layers }) {
  const hidden = sizes.slice(1, -1);
  for (const { name, value } of edits) {
    if (name !== "architecture") continue;
    const { op, layer } = /** @type {ArchitectureEdit} */ (value);
    const index = (layer ?? 0) - 1;
    if (op === "add_layer" && hidden.length < max_layers) hidden.push(hidden.at(-1) ?? 1);
    if (op === "remove_layer") hidden.pop();
    if (op === "add_unit" && index in hidden) hidden[index] = Math.min(max_units, hidden[index] + 1);
    if (op === "remove_unit" && index in hidden) hidden[index] = Math.max(1, hidden[index] - 1);
  }
  return [sizes[0], ...hidden, sizes[sizes.length - 1]];
}
