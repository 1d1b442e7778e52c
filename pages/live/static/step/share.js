// The rows and columns of each axis that are shown, so that all arrays of an equation fit beside one another. No DOM.
// @ts-check

/** @import { ArrayReference, PackedAxis } from "../connection/wire.js" */

/** @typedef {{ start: number, count: number }} AxisWindow the rows or columns of an axis that are shown, from 0 */
/** @typedef {{ width: number, rows: number, signs: string[] }} Room pixels, the most rows, and the signs between arrays */

const CELL = 45; // pixels, like those below
const FIGURE = 26; // of an array, beside its cells
const SIGN = 22;
const LETTER = 8;
const MIN_COUNT = 3;

/**
 * Share the room: every array that has an axis shows the same rows or columns of it, so that those which belong together
 * stand together.
 * @param {Pick<ArrayReference, "axes">[]} references
 * @param {Record<string, Pick<PackedAxis, "size">>} axes
 * @param {Record<string, number>} starts the first row or column of an axis that was asked for
 * @param {Room} room
 * @returns {Record<string, AxisWindow>} by axis
 */
export function share(references, axes, starts, { width, rows, signs }) {
  const between = signs.reduce((sum, text) => sum + SIGN + LETTER * text.length, 0);
  const across = references.map(({ axes: [, column] }) => column);
  const free = Math.max(4, Math.floor((width - FIGURE * references.length - between) / CELL));
  const columnAxes = [...new Set(across)].filter((axis) => axis !== "one");
  const uses = (/** @type {string} */ axis) => across.filter((other) => other === axis).length;
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(columnAxes.map((axis) => [axis, 0]));
  let left = free - across.filter((axis) => axis === "one").length;
  for (;;) {
    const growing = columnAxes
      .filter((axis) => counts[axis] < Math.min(axes[axis].size, limit(axis, references, rows)))
      .filter((axis) => uses(axis) <= left || counts[axis] < MIN_COUNT)
      .sort((a, b) => counts[a] - counts[b])[0];
    if (!growing) break;
    counts[growing] += 1;
    left -= uses(growing);
  }
  const rowAxes = new Set(references.map(({ axes: [row] }) => row).filter((axis) => axis !== "one"));
  for (const axis of rowAxes) counts[axis] ??= Math.min(rows, axes[axis].size);
  return Object.fromEntries(
    Object.entries(counts).map(([axis, count]) => {
      const start = Math.max(0, Math.min(starts[axis] ?? 0, axes[axis].size - count));
      return [axis, { start, count }];
    }),
  );
}

/**
 * The most columns of an axis: one that counts the rows of another array is as long in both.
 * @param {string} axis
 * @param {Pick<ArrayReference, "axes">[]} references
 * @param {number} rows
 */
function limit(axis, references, rows) {
  return references.some(({ axes: [row] }) => row === axis) ? rows : Infinity;
}
