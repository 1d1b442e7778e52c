// The axes and the labels of the charts of the gradients, as the layout that Plotly takes. No DOM, no state.
// @ts-check

import { wholeTicks } from "../cost/cost_figure.js";
import { isNumber } from "../ui/format.js";
import { css } from "../ui/shades.js";
import { layerName, MAX_NAMED, QUANTITIES } from "./gradient_lines.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { GradientModel, Trace } from "./gradient_lines.js" */
/** @import { Norms } from "./norms.js" */

/** @typedef {[number, number]} Domain of an axis, as shares of what lies within the margins */

const TITLES = ["‖dW<sup>[l]</sup>‖", "‖db<sup>[l]</sup>‖", "‖ΔW<sup>[l]</sup>‖ / ‖W<sup>[l]</sup>‖"];
const NARROW = 640;
const GUTTER = 46; // pixels between charts, for the labels of the axis
const HEIGHT = 0.28; // of a chart under others

/**
 * Whole decades about all values of a chart, so that the axis has labels however little they differ.
 * @param {Trace[]} lines
 */
function decades(lines) {
  const values = lines.flatMap(({ y }) => y.filter(isNumber));
  if (!values.length) return { range: [-3, 1], dtick: 1, showticklabels: false };
  const low = values.reduce((minimum, value) => Math.min(minimum, value), Infinity);
  const high = values.reduce((maximum, value) => Math.max(maximum, value), 0);
  const range = [Math.floor(Math.log10(low) - 0.05), Math.ceil(Math.log10(high) + 0.05)];
  return { range, dtick: Math.ceil((range[1] - range[0]) / 6) };
}

/**
 * The domains of a chart's axes.
 * @param {number} chart
 * @param {boolean} isNarrow
 * @param {number} room pixels of width
 * @param {number} rise between charts, as a share of the height
 * @param {number} gutter between charts, in pixels
 * @returns {{ x: Domain, y: Domain }}
 */
function domains(chart, isNarrow, room, rise, gutter) {
  if (isNarrow)
    return { x: [0, 1], y: [Math.max(0, 1 - chart * (HEIGHT + rise) - HEIGHT), 1 - chart * (HEIGHT + rise)] };
  const wide = (1 - (2 * gutter) / room) / 3;
  const from = chart * (wide + gutter / room);
  return { x: [from, Math.min(1, from + wide)], y: [0, 1] };
}

/**
 * Axes, legend and labels.
 * @param {GradientModel} model
 * @param {Trace[]} lines
 * @param {{ width: number, height: number, letters?: number }} size pixels, and the scale of letters
 */
export function layout(model, lines, { width, height, letters = 1 }) {
  const { texts, colors, font, relative, layers, norms } = model;
  const isNarrow = width < NARROW;
  const margin = { l: 52 * letters, r: 12, t: 52 * letters, b: 40 * letters };
  /** @type {Record<string, any>} */
  const shown = {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    width,
    height,
    uirevision: "gradients",
    font: { family: font, color: css(colors.text), size: 12 * letters },
    margin,
    hovermode: "x unified",
    hoverlabel: { bgcolor: css(colors.page), font: { family: font } },
    legend: { orientation: "h", y: 1, yref: "container", yanchor: "top", x: 0 },
    showlegend: layers <= MAX_NAMED,
    annotations: [],
  };
  const tick = { color: css(colors.muted), size: 12 * letters };
  const axis = { gridcolor: css(colors.grid), linecolor: css(colors.grid), zeroline: false, ticks: "", tickfont: tick };
  const title = { text: texts.iterations, standoff: 6, font: { size: 12 * letters } };
  TITLES.forEach((text, chart) => {
    const suffix = chart ? String(chart + 1) : "";
    const { x, y } = domains(chart, isNarrow, width - margin.l - margin.r, 0.08, GUTTER * letters);
    shown[`xaxis${suffix}`] = {
      ...axis,
      domain: x,
      anchor: `y${suffix}`,
      showgrid: false,
      showline: true,
      nticks: 4,
      tickformat: ",~d",
      ...wholeTicks(norms.rows.at(-1)?.iteration),
      ...(chart === 0 || isNarrow ? {} : { matches: "x" }),
      ...(norms.rows.length ? {} : { showticklabels: false }),
      title: chart === 2 || !isNarrow ? title : undefined,
    };
    const own = lines.slice(chart * layers, (chart + 1) * layers);
    shown[`yaxis${suffix}`] = {
      ...axis,
      domain: y,
      anchor: `x${suffix}`,
      type: "log",
      exponentformat: "power",
      automargin: false,
      tickfont: { ...tick, size: 10 * letters }, // Plotly draws powers a quarter larger
      ...decades(own),
    };
    shown.annotations.push({
      text: `<b>${text}</b>${relative ? ` ÷ ${layerName(texts, layers)}` : ""}`,
      xref: "paper",
      yref: "paper",
      x: x[0],
      y: y[1],
      xanchor: "left",
      yanchor: "bottom",
      yshift: 3,
      showarrow: false,
      font: { size: 13 * letters },
    });
    const words = emptiness(chart, norms, texts);
    if (words) shown.annotations.push(within(words, x, y, tick));
  });
  return shown;
}

/**
 * The words in a chart without a line.
 * @param {number} chart
 * @param {Norms} norms
 * @param {Texts} texts
 */
function emptiness(chart, { rows }, texts) {
  if (!rows.length) return chart === 1 ? texts.gradients_none : "";
  const areAll = (/** @type {0 | null} */ expected) =>
    rows.every((row) => row[QUANTITIES[chart]].every((value) => value === expected));
  return areAll(0) ? texts.gradients_zero : areAll(null) ? texts.gradients_undefined : "";
}

/** @type {(text: string, x: Domain, y: Domain, font: object) => object} */
const within = (text, x, y, font) => ({
  text,
  font,
  xref: "paper",
  yref: "paper",
  x: (x[0] + x[1]) / 2,
  y: (y[0] + y[1]) / 2,
  xanchor: "center",
  yanchor: "middle",
  showarrow: false,
});
