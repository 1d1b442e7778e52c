// Which units and layers of a network are drawn: large ones fold, with a window that can be moved. No DOM.

export const MAX_UNITS = 8;
const FOLD = 0.5; // widths of a column that folded layers take

// A window of at most `most` of `count`, beginning as near to `start` as may be: {first, shown, count, folded}.
export function windowOf(count, start, most) {
  const shown = Math.min(count, most);
  const first = Math.max(0, Math.min(start, count - shown));
  return { first, shown, count, folded: count > shown };
}

// sizes [n^[0], …, n^[L]], where the windows begin, how many hidden layers there is room for -> the columns to draw:
// {layer, first, shown, count, folded}, from the input to the output; and the window of hidden layers.
export function columns(sizes, { layers = 0, units = [] }, most) {
  const last = sizes.length - 1;
  const hidden = windowOf(last - 1, layers, most);
  const drawn = [0, ...Array.from({ length: hidden.shown }, (_, i) => hidden.first + i + 1), last];
  return {
    hidden,
    columns: drawn.map((layer) => ({ layer, ...windowOf(sizes[layer], units[layer] ?? 0, MAX_UNITS) })),
  };
}

// Where columns stand, in widths of a column from the left edge, and how many widths they take: folded layers between
// two of them take half a one.
export function spread(columns) {
  let total = 0;
  const middles = columns.map(({ layer }, index) => {
    if (index > 0 && layer !== columns[index - 1].layer + 1) total += FOLD;
    total += 1;
    return total - 0.5;
  });
  return { middles, total };
}

// How many hidden layers there is room for in `widths` of a column, beside input and output.
export function roomFor(hidden, widths) {
  const all = Math.floor(widths) - 2;
  return Math.max(1, hidden <= all ? all : Math.floor(widths - FOLD) - 2);
}
