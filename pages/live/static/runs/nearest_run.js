// The run whose curve the pointer is at on the chart, and what there is to tell whether other runs are drawn. No DOM.
// @ts-check

/** @import { Line } from "./lines.js" */

const NEAR_PIXELS = 14;

/**
 * The runs that are drawn, and which of them is marked: a pointer waits for no quarter of a second.
 * @param {Line[]} lines
 */
export const drawnRuns = (lines) => lines.map(({ id, isMarked, isGhost }) => `${id} ${isMarked} ${isGhost}`).join();

/**
 * The other run whose curve is nearest to the pointer; null where its own is, or none is near.
 * @param {{ points?: any[], event?: MouseEvent }} event of Plotly
 * @param {PlotlyElement} element
 * @returns {string | null}
 */
export function nearestRun({ points = [], event }, element) {
  const axis = element._fullLayout?.yaxis;
  if (!event || !axis?.d2p) return null;
  const height = event.clientY - element.getBoundingClientRect().top - axis._offset;
  const near = points
    .map((point) => ({ run: point.data.meta, away: Math.abs(axis.d2p(point.y) - height) }))
    .filter(({ away }) => away < NEAR_PIXELS)
    .sort((a, b) => a.away - b.away);
  return near[0]?.run ?? null;
}
