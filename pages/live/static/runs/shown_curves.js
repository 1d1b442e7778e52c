// Which curves of other runs are on the chart. No DOM.
// @ts-check

/** @import { NotebookRow } from "../connection/wire.js" */

/** Curves in their colours. */
export const MAX_LINES = 12;
/** Curves with those in grey. */
export const MAX_CURVES = 50;

/**
 * Ids of the runs whose curves are to be drawn.
 * @param {object} chosen
 * @param {Iterable<string>} chosen.ticked the latest last
 * @param {NotebookRow[]} chosen.single runs of sweeps whose curves are drawn one by one
 * @param {string | null} chosen.hovered
 * @param {string | null} chosen.current the run on the page, which has a curve of its own
 * @param {string | null} chosen.readOnly the same where it has none, since it cannot be continued
 * @param {(id: string) => NotebookRow | undefined} rowOf
 * @returns {Set<string>}
 */
export function shownCurves({ ticked, single, hovered, current, readOnly }, rowOf) {
  const ids = new Set([...ticked].filter(rowOf).slice(-MAX_LINES));
  for (const { id } of [...single].reverse()) ids.add(id);
  if (hovered) ids.add(hovered);
  if (readOnly) ids.add(readOnly);
  else if (current) ids.delete(current);
  return ids;
}

/**
 * Ids of the runs whose curves are drawn in grey, since there are more than have a colour.
 * @param {Iterable<string>} ticked the latest last
 * @param {Set<string>} shown those in colour
 * @param {string | null} current
 * @param {(id: string) => NotebookRow | undefined} rowOf
 * @returns {Set<string>}
 */
export function restOfCurves(ticked, shown, current, rowOf) {
  const others = [...ticked].filter((id) => id !== current && !shown.has(id) && rowOf(id));
  return new Set(others.slice(-Math.max(1, MAX_CURVES - shown.size)));
}
