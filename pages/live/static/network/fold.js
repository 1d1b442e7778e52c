// The units and layers of a network that are drawn: large ones fold, with a window that can be moved. No DOM.
// @ts-check

/** @typedef {{ first: number, shown: number, count: number, isFolded: boolean }} FoldWindow the part that is shown of `count` */
/** @typedef {{ layers?: number, units?: number[] }} Windows the first hidden layer (from 0), and of each layer the first unit */

export const MAX_UNITS = 8;
const FOLD = 0.5; // widths of a column that folded layers take

/**
 * A window of at most `maximum` of `count`, beginning as near to `start` as may be.
 * @param {number} count
 * @param {number} start
 * @param {number} maximum
 * @returns {FoldWindow}
 */
export function windowOf(count, start, maximum) {
  const shown = Math.min(count, maximum);
  const first = Math.max(0, Math.min(start, count - shown));
  return { first, shown, count, isFolded: count > shown };
}

/**
 * The columns to draw, from the input to the output, and the window of hidden layers.
 * @param {number[]} sizes n^[0], …, n^[L]
 * @param {Windows} windows
 * @param {number} maximum the hidden layers that there is room for
 * @returns {{ hidden: FoldWindow, columns: (FoldWindow & { layer: number })[] }}
 */
export function columns(sizes, { layers = 0, units = [] }, maximum) {
  const last = sizes.length - 1;
  const hidden = windowOf(last - 1, layers, maximum);
  const drawn = [0, ...Array.from({ length: hidden.shown }, (_, i) => hidden.first + i + 1), last];
  return {
    hidden,
    columns: drawn.map((layer) => ({ layer, ...windowOf(sizes[layer], units[layer] ?? 0, MAX_UNITS) })),
  };
}

/**
 * The middles of columns, in widths of a column from the left edge, and how many widths they take: folded layers between two
 * of them take half a one.
 * @param {{ layer: number }[]} columns
 * @returns {{ middles: number[], total: number }}
 */
export function spread(columns) {
  let total = 0;
  const middles = columns.map(({ layer }, index) => {
    if (index > 0 && layer !== columns[index - 1].layer + 1) total += FOLD;
    total += 1;
    return total - 0.5;
  });
  return { middles, total };
}

/**
 * The hidden layers that there is room for in `widths` of a column, beside input and output.
 * @param {number} hidden
 * @param {number} widths
 * @returns {number}
 */
export function roomFor(hidden, widths) {
  const all = Math.floor(widths) - 2;
  return Math.max(1, hidden <= all ? all : Math.floor(widths - FOLD) - 2);
}
