// The positions of the columns and units of the picture, for the room that there is. No DOM.
// @ts-check

import { columns as columnsOf, roomFor, spread } from "./fold.js";
import { keyOf, widestInput } from "./units.js";

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { FoldWindow, Windows } from "./fold.js" */
/** @import { Column } from "./types.js" */

/**
 * @typedef {object} Arrangement
 * @property {boolean} isDense not all layers fit
 * @property {FoldWindow} hidden the window of hidden layers
 * @property {Column[]} columns from the input to the output
 * @property {number} size of a unit, in pixels
 * @property {Map<string, { x: number, y: number }>} positions of the middles of units, by keyOf(layer, unit)
 */

// Pixels from column to column at least, and for what stands above and below; for a mouse, and for fingers, whose buttons
// are larger. Dense is where not all layers fit.
const FINE = { roomy: { pitch: 84, head: 50, foot: 26 }, dense: { pitch: 56, head: 70, foot: 26 } };
const COARSE = { roomy: { pitch: 84, head: 62, foot: 60 }, dense: { pitch: 78, head: 62, foot: 60 } };
const NO_FOOT = 8;
const LINE = 24; // pixels between columns for the weights, at least
const TAG = 34; // to the right of the output, for the names of the classes
const GAP = 6;
const MAX_UNIT_SIZE = 46;
const MIN_UNIT_SIZE = 20;

/**
 * Arrange a network.
 * @param {Pick<NetworkDescription, "sizes" | "task" | "inputs">} description
 * @param {Windows} windows of units and layers
 * @param {{ width: number, height: number, isCoarse: boolean }} room in pixels; coarse for fingers
 * @returns {Arrangement}
 */
export function arrangementOf(description, windows, { width, height, isCoarse }) {
  const right = description.task === "multiclass" ? TAG : 0;
  const layers = description.sizes.length - 2;
  const room = (/** @type {{ pitch: number }} */ { pitch }) => roomFor(layers, (width - right) / pitch);
  const { roomy, dense } = isCoarse ? COARSE : FINE;
  const isDense = layers > room(roomy);
  const chosen = isDense ? dense : roomy;
  const { hidden, columns } = columnsOf(description.sizes, windows, room(chosen));
  const foot = columns.some(({ isFolded }) => isFolded) ? chosen.foot : NO_FOOT;
  const rows = Math.max(...columns.map(({ shown }) => shown));
  const body = height - chosen.head - foot;
  const { middles, total } = spread(columns);
  const sizeFor = (/** @type {number} */ pitch) => {
    const fitting = Math.min(MAX_UNIT_SIZE, Math.floor(body / rows) - GAP, Math.floor(pitch) - LINE);
    return Math.max(MIN_UNIT_SIZE, fitting);
  };
  const free = ((width - right) / total - sizeFor((width - right) / total)) / 2; // beside the inputs
  const left = Math.max(0, widestInput(description, columns[0]) - free);
  const pitch = (width - right - left) / total;
  const size = sizeFor(pitch);
  const positions = new Map();
  const arranged = columns.map((column, index) => {
    const x = left + pitch * middles[index];
    const top = chosen.head + (body - column.shown * (size + GAP) + GAP) / 2;
    for (let i = 0; i < column.shown; i++) {
      positions.set(keyOf(column.layer, column.first + i), { x, y: top + i * (size + GAP) + size / 2 });
    }
    return { ...column, x };
  });
  return { isDense, hidden, columns: arranged, size, positions };
}

/**
 * The beginning of the window of the inputs: of an image its middle row, where pixels differ from image to image.
 * @param {Pick<NetworkDescription, "image_shape">} description
 * @returns {number}
 */
export function firstPixel({ image_shape: shape }) {
  return shape ? Math.floor(shape[0] / 2) * shape[1] : 0;
}
