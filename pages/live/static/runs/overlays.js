// The curves of other runs on the chart of the page: those that are chosen, those of sweeps, and the ghost. No DOM.
// @ts-check

import { fill } from "../ui/format.js";
import { hasPlace } from "./axis.js";
import { lineOf, restLine } from "./lines.js";

/** @import { Line } from "./lines.js" */
/** @import { Runs } from "./runs.js" */

/**
 * The lines, the ghost first.
 * @param {Runs} all
 * @param {string} axis
 * @returns {Line[]}
 */
export function overlays(all, axis) {
  const { data, colors } = all.shown();
  const { ghost, hovered, notebook, drawn } = all;
  const view = { axis, measure: all.choices.measure, colors };
  const runs = [...drawn].map((id) => ({ id, isGhost: false }));
  const bands = all.sweeps.bands(view);
  if (ghost.shown && !drawn.has(ghost.shown)) runs.unshift({ id: ghost.shown, isGhost: true });
  const lines = runs.flatMap(({ id, isGhost }) => {
    const row = notebook.row(id);
    const curve = all.curves.get(id, row);
    if (!curve || !hasPlace(axis, curve.course)) return [];
    const label = isGhost ? fill(data.texts.ghost, { differences: all.ghostLabel() }) : all.nameOf(row);
    const name = all.sweeps.nameOf(row) ?? (row && !isGhost ? `#${row.number} ${label}` : label);
    return [lineOf({ id, name, row, curve, isGhost, isMarked: id === hovered }, view)];
  });
  const rest = [...all.rest].flatMap((id) => {
    const curve = all.curves.get(id, notebook.row(id));
    if (!curve || !hasPlace(axis, curve.course)) return [];
    return [restLine({ id, name: "", row: undefined, curve, isGhost: false, isMarked: false }, view)];
  });
  return [...rest, ...bands, ...lines];
}
