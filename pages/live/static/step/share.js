// How many rows and columns of each axis are shown, so that all arrays of an equation fit beside one another.

const CELL = 45;
const FIGURE = 26;
const SIGN = 22;
const LETTER = 8;
const MIN_COUNT = 3;

// references: arrays with their axes; starts: axis -> first row or column wanted. Returns axis -> {start, count}: the same
// for every array that has the axis, so that rows and columns which belong together stand there together.
export function share(references, axes, starts, { width, rows, signs }) {
  const between = signs.reduce((sum, text) => sum + SIGN + LETTER * text.length, 0);
  const across = references.map(({ axes: [, column] }) => column);
  const free = Math.max(4, Math.floor((width - FIGURE * references.length - between) / CELL));
  const wanted = [...new Set(across)].filter((axis) => axis !== "one");
  const uses = (axis) => across.filter((other) => other === axis).length;
  const counts = Object.fromEntries(wanted.map((axis) => [axis, 0]));
  let left = free - across.filter((axis) => axis === "one").length;
  for (;;) {
    const growing = wanted
      .filter((axis) => counts[axis] < Math.min(axes[axis].size, limit(axis, references, rows)))
      .filter((axis) => uses(axis) <= left || counts[axis] < MIN_COUNT)
      .sort((a, b) => counts[a] - counts[b])[0];
    if (!growing) break;
    counts[growing] += 1;
    left -= uses(growing);
  }
  const upright = new Set(references.map(({ axes: [row] }) => row).filter((axis) => axis !== "one"));
  for (const axis of upright) counts[axis] ??= Math.min(rows, axes[axis].size);
  return Object.fromEntries(
    Object.entries(counts).map(([axis, count]) => {
      const start = Math.max(0, Math.min(starts[axis] ?? 0, axes[axis].size - count));
      return [axis, { start, count }];
    }),
  );
}

// An axis that is upright in one array and lies across in another is as long in both.
function limit(axis, references, rows) {
  return references.some(({ axes: [row] }) => row === axis) ? rows : Infinity;
}
