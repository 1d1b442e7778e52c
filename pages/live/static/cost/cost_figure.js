// What the cost chart shows, as the plain traces and layout that Plotly takes. No DOM, no state.
// @ts-check

import { lineEnds, lineTraces } from "../runs/lines.js";
import { cutTraces } from "./cost_cuts.js";
import { changeLabels, changeShapes, referenceLabels, referenceShapes } from "./cost_labels.js";
import { readingTraces } from "./reading.js";
import { smoothed } from "./series.js";

/** @import { ChangePayload, ReferenceLine } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Line } from "../runs/lines.js" */
/** @typedef {{ x: number[], y: number[], length: number, lastX: number }} Series a curve, wherever its points come from */

/**
 * @typedef {object} CostModel
 * @property {Series} train J, L2 included
 * @property {Series} trainData without L2
 * @property {boolean} hasPenalty whether the two differ
 * @property {Series} test
 * @property {Line[]} lines the curves of other runs
 * @property {string} axis what the horizontal axis counts
 * @property {string} scale "linear" or "log"
 * @property {number} smoothing from 0 to 0.95
 * @property {number | null} total where the run is to end on that axis
 * @property {boolean} hasEnded
 * @property {ReferenceLine[]} references
 * @property {ChangePayload[]} changes
 * @property {Texts} texts
 * @property {Record<string, string>} colors of CSS
 * @property {string} font
 * @property {string} revision changes with the run: while it is the same, Plotly preserves zoom and hidden curves
 */
/**
 * @typedef {{ width: number, height: number, touched: boolean, letters?: number }} ChartSize pixels, whether the pointer is a
 * finger, and the scale of letters
 */

const LABEL_ROWS = 2; // the band above the plot, where changes of hyperparameters are named
const LOW = 300; // pixels; a chart that is lower has one row of them
const FEW = 8; // iterations

/** @typedef {Pick<CostModel, "train" | "trainData" | "hasPenalty" | "test">} Measured */

/**
 * The costs as they were measured, whatever of them is smoothed.
 * @param {Measured} model
 * @returns {{ x: number[], y: number[] }[]}
 */
export const measured = ({ train, trainData, hasPenalty, test }) => [train, ...(hasPenalty ? [trainData] : []), test];

/**
 * The curves, and marks where they are cut off. Each has arrays of its own: Plotly takes an array that it has seen before for
 * one that has not changed.
 * @param {Measured & Pick<CostModel, "smoothing" | "texts" | "colors"> & Partial<Pick<CostModel, "lines">>} model
 * @param {number | null} [limit] the upper end of the cost axis, where it is below the highest cost
 * @param {boolean} [touched] whether the pointer is a finger
 */
export function traces(model, limit = null, touched = false) {
  const { train, trainData, hasPenalty, test, smoothing, texts, colors } = model;
  const smooth = smoothed(train.x, train.y, smoothing);
  const drawn = [
    ...measured(model).map(({ x, y }) => ({ x, y, color: y === test.y ? colors.test : colors.train })),
    ...(smoothing > 0 ? [{ x: train.x, y: smooth, color: colors.train }] : []),
  ];
  const line = { type: "scatter", mode: train.length === 1 ? "markers" : "lines", hovertemplate: "%{y:.6~g}" };
  const isSmooth = smoothing > 0;
  return [
    ...lineTraces(model.lines ?? []),
    {
      ...line,
      uid: "raw",
      name: texts.train_cost_raw,
      x: [...train.x],
      y: [...train.y],
      visible: isSmooth,
      showlegend: isSmooth,
      opacity: 0.28,
      line: { color: colors.train, width: 1.2 },
    },
    {
      ...line,
      uid: "train",
      name: hasPenalty ? texts.train_cost_with_penalty : texts.train_cost,
      x: [...train.x],
      y: smooth,
      line: { color: colors.train, width: isSmooth ? 2.4 : 1.8 },
      marker: { color: colors.train, size: 7 },
    },
    {
      ...line,
      uid: "train-data",
      name: texts.train_cost_without_penalty,
      x: hasPenalty ? [...trainData.x] : [],
      y: hasPenalty ? [...trainData.y] : [],
      visible: hasPenalty,
      showlegend: hasPenalty,
      line: { color: colors.train, width: 2.2, dash: "dash" },
      marker: { color: colors.train, size: 7 },
    },
    {
      ...line,
      uid: "test",
      name: hasPenalty ? texts.test_cost_without_penalty : texts.test_cost,
      x: [...test.x],
      y: [...test.y],
      showlegend: test.length > 0,
      line: { color: colors.test, width: 2.2, dash: "dash" },
      marker: { color: colors.test, size: 7 },
    },
    ...readingTraces(train, model.lines ?? [], { texts, colors }),
    ...cutTraces(drawn, limit, { texts, touched }),
  ];
}

/**
 * Axes, legend, lines and labels.
 * @param {CostModel} model
 * @param {ChartSize} size
 * @param {number | null} [limit] the upper end of the cost axis, where it is below the highest cost
 */
export function layout(model, { width, height, touched, letters = 1 }, limit = null) {
  const { train, test, scale, total, hasEnded, references, changes, texts, colors, font, revision } = model;
  const { lines, axis: counted } = model;
  const isWhole = counted === "iterations" || counted === "examples";
  const rows = height < LOW ? 1 : LABEL_ROWS;
  const narrow = width < 480;
  const sides = narrow ? { l: 54 * letters, r: 10 } : { l: 66 * letters, r: 18 };
  const [small, usual] = [12 * letters, 13 * letters];
  const plotWidth = width - sides.l - sides.r;
  const least = counted === "iterations" || counted === "examples" ? 1 : 1e-3;
  const last = Math.max(train.lastX, test.lastX, least, ...lines.map(({ x }) => x[x.length - 1] ?? 0));
  const right = hasEnded ? last : roundEnd(last, total, isWhole ? 10 : least);
  const inside = limit === null ? {} : { minallowed: 0, maxallowed: right }; // marks would want room beside them
  const axis = {
    gridcolor: colors.grid,
    linecolor: colors.grid,
    zeroline: false,
    ticks: "",
    automargin: false,
    tickfont: { color: colors.muted, size: small },
  };
  const title = (/** @type {string} */ text) => ({ text, font: { color: colors.muted, size: usual }, standoff: 6 });
  return {
    uirevision: "live",
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: font, color: colors.text, size: usual },
    margin: { ...sides, t: (30 + 17 * rows) * letters, b: 44 * letters },
    hovermode: "x unified",
    hoverlabel: {
      bgcolor: colors.background,
      bordercolor: colors.grid,
      font: { family: font, color: colors.text, size: usual },
    },
    dragmode: touched ? false : "zoom", // a finger on the chart scrolls the page
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      font: { color: colors.text, size: usual },
    },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: colors.muted, activecolor: colors.text },
    xaxis: {
      ...axis,
      title: title(texts[`axis_${counted}`]),
      uirevision: revision,
      showgrid: false,
      showline: true,
      tickformat: isWhole ? ",~d" : "~g",
      ...(counted === "iterations" ? wholeTicks(right) : {}),
      nticks: narrow ? 5 : 9,
      hoverformat: isWhole ? ",d" : ".3~g",
      unifiedhovertitle: { text: `${texts[`at_${counted}`]} %{x:${isWhole ? ",d" : ".4~g"}}` },
      spikecolor: colors.muted,
      spikethickness: -1,
      spikedash: "solid",
      ...(last > least
        ? { autorange: true, autorangeoptions: { include: [0, right], ...inside } }
        : { autorange: false, range: [0, total ?? 1000] }),
    },
    yaxis: {
      ...axis,
      title: title(texts.cost),
      uirevision: `${revision} ${scale}`,
      type: scale,
      tickformat: "~g",
      nticks: scale === "linear" ? 8 : narrow ? 3 : 4,
      rangemode: scale === "linear" ? "tozero" : "normal",
      // no range: the visitor's zoom would be lost with every other one
      ...(limit === null ? {} : { autorangeoptions: { maxallowed: limit } }),
    },
    shapes: [...referenceShapes(references, colors), ...changeShapes(changes, colors)],
    annotations: [
      ...referenceLabels(references, scale, colors, letters),
      ...lineEnds(lines, scale, small),
      ...changeLabels(changes, texts, colors, { pixels: plotWidth / right / letters, rows, size: small }),
    ],
  };
}

/**
 * The ticks of the iterations' axis: the first iterations have one each, where Plotly would put some between them.
 * @param {number | undefined} right the last iteration
 * @returns {{ dtick?: number }}
 */
export const wholeTicks = (right) => (right !== undefined && right <= FEW ? { dtick: 1 } : {});

/**
 * The right end of the iterations' axis: a round number a little ahead, so that the axis rests between its steps.
 * @param {number} last iteration
 * @param {number | null | undefined} total the iterations that the run is to make
 * @param {number} [least] the shortest axis
 * @returns {number}
 */
export function roundEnd(last, total, least = 10) {
  const power = 10 ** Math.floor(Math.log10(Math.max(last, least)));
  const end = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((candidate) => candidate >= last) ?? last;
  return total && total >= last ? Math.min(end, total) : end;
}
