// The marks at the upper edge of the cost chart where a curve goes on above it, as the trace that Plotly takes.
// @ts-check

import { cost, fill } from "../ui/format.js";
import { cuts } from "./cost_range.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Curve } from "./cost_range.js" */

/**
 * A triangle for each stretch in which a curve is cut off, with the cost that it has there; none where nothing is.
 * @param {(Curve & { color: string })[]} curves as they are drawn
 * @param {number | null} limit the upper end of the axis
 * @param {{ texts: Texts, touched: boolean }} words and whether the pointer is a finger, which has no double-click
 */
export function cutTraces(curves, limit, { texts, touched }) {
  if (limit === null) return [];
  const marks = curves
    .filter(({ y }) => y.length > 0)
    .flatMap(({ x, y, color }) => cuts({ x, y }, limit).map((cut) => ({ ...cut, color })))
    .sort((a, b) => a.x - b.x);
  if (marks.length === 0) return [];
  const highest = cost(marks.reduce((largest, mark) => Math.max(largest, mark.cost), 0));
  return [
    {
      type: "scatter",
      mode: "markers",
      uid: "cut",
      name: fill(touched ? texts.cut_off_touch : texts.cut_off, { cost: highest }),
      x: marks.map(({ x }) => x),
      y: marks.map(() => limit),
      text: marks.map((mark) => cost(mark.cost)),
      hovertemplate: "▲ %{text}<extra></extra>",
      cliponaxis: false,
      marker: { symbol: "triangle-up", size: 9, color: marks.map(({ color }) => color) },
    },
  ];
}
