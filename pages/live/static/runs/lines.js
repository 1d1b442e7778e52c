// The curves of other runs beside that of the page, as the traces that Plotly takes. No DOM.
// @ts-check

import { Series } from "../cost/series.js";
import { colorOf, dashOf } from "./appearance.js";
import { positions } from "./axis.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { OtherCurve } from "./curves.js" */

const MAX_ENDS = 4;
const REST_POINTS = 160; // of a curve that is one of fifty

/**
 * @typedef {object} Line a curve of another run
 * @property {string} id
 * @property {string} name
 * @property {number[]} x
 * @property {number[]} y
 * @property {string} color
 * @property {string} dash
 * @property {string} end what stands at its end
 * @property {boolean} isGhost
 * @property {boolean} isMarked drawn thicker, the others paler
 * @property {boolean} [isRest] one of more than have a colour: thin, grey, and not read
 * @property {{ low: number[], high: number[] }} [band] the range of several seeds, or of the costs of mini-batches
 */

/**
 * @param {object} run
 * @param {string} run.id
 * @param {string} run.name
 * @param {NotebookRow | undefined} run.row
 * @param {OtherCurve} run.curve
 * @param {boolean} run.isGhost
 * @param {boolean} run.isMarked
 * @param {{ axis: string, measure: string, colors: Record<string, string> }} view
 * @returns {Line}
 */
export function lineOf({ id, name, row, curve, isGhost, isMarked }, { axis, measure, colors }) {
  const isTest = measure === "test" && curve.test.length > 0;
  const noise = isTest ? null : curve.noise;
  const { x, y } = isTest ? curve.test : noise ? { x: noise.x, y: noise.mean } : curve.train;
  const isPlain = isGhost || !row;
  return {
    ...{ id, name, isGhost, isMarked },
    x: x.map(positions(axis, curve.course)),
    y: [...y],
    ...(noise ? { band: { low: noise.low, high: noise.high } } : {}),
    color: isPlain ? colors.reference : colorOf(row, colors),
    dash: isPlain ? "solid" : dashOf(row),
    end: row ? `#${row.number}` : "",
  };
}

/**
 * One of the curves that are more than have a colour, in few points: the lowest and the highest of each stretch.
 * @param {Parameters<typeof lineOf>[0]} run
 * @param {Parameters<typeof lineOf>[1]} view
 * @returns {Line}
 */
export function restLine(run, view) {
  const { band, ...line } = lineOf(run, view);
  const few = new Series(REST_POINTS);
  few.append(line.x, line.y);
  return { ...line, x: few.x, y: few.y, dash: "solid", isRest: true };
}

/**
 * @param {Line[]} all
 * @returns {Record<string, any>[]}
 */
export function lineTraces(all) {
  const lines = all.filter(({ isRest }) => !isRest);
  const isAnyMarked = lines.some(({ isMarked }) => isMarked);
  const traces = lines.map(({ id, name, x, y, color, dash, isGhost, isMarked }) => ({
    ...{ type: "scatter", mode: x.length === 1 ? "markers" : "lines", hoverinfo: "none", x, y }, // reading.js reads it
    uid: `${isGhost ? "ghost" : "run"}-${id}`,
    name: literal(name),
    meta: id,
    opacity: isAnyMarked && !isMarked ? 0.25 : isGhost ? 0.75 : 1,
    line: { color, dash, width: isMarked ? 3.4 : isGhost ? 1.6 : 2 },
    marker: { color, size: 7 },
  }));
  return [...restTraces(all.filter(({ isRest }) => isRest)), ...lines.flatMap(bandTraces), ...traces];
}

/**
 * All curves without a colour as one trace, with a gap between each and the next.
 * @param {Line[]} rest
 */
function restTraces(rest) {
  if (!rest.length) return [];
  return [
    {
      ...{ type: "scatter", mode: "lines", uid: "rest", hoverinfo: "skip", showlegend: false, connectgaps: false },
      x: rest.flatMap(({ x }) => [...x, null]),
      y: rest.flatMap(({ y }) => [...y, null]),
      opacity: 0.45,
      line: { color: rest[0].color, width: 1 },
    },
  ];
}

/**
 * The area between the lowest and the highest.
 * @param {Line} line
 */
function bandTraces({ id, x, color, band }) {
  if (!band) return [];
  const edge = { type: "scatter", mode: "lines", line: { width: 0, color }, showlegend: false, hoverinfo: "skip" };
  return [
    { ...edge, uid: `low-${id}`, x: [...x], y: [...band.low] },
    { ...edge, uid: `high-${id}`, x: [...x], y: [...band.high], fill: "tonexty", fillcolor: `${color}26` },
  ];
}

/**
 * A text that Plotly, which reads markup, shows as it is.
 * @param {string} text
 */
export const literal = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/**
 * The numbers of the runs at the ends of their curves.
 * @param {Line[]} lines
 * @param {string} scale "linear" or "log"
 * @param {number} size of the letters
 */
export function lineEnds(lines, scale, size) {
  const named = lines.filter(({ x, end, isGhost, isRest }) => x.length > 0 && end && !isGhost && !isRest);
  if (named.length > MAX_ENDS) return []; // they would cover each other
  return named.map(({ x, y, color, end }) => ({
    ...{ x: x[x.length - 1], xanchor: "left", yanchor: "middle", showarrow: false, xshift: 3 },
    y: scale === "log" ? Math.log10(y[y.length - 1]) : y[y.length - 1],
    text: end,
    font: { color, size },
  }));
}
