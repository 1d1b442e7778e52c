// The curves of compared runs in one chart, with a line at the iteration that is looked at.
// @ts-check

import { loadPlotly } from "../cost/cost_chart.js";
import { literal } from "../runs/lines.js";
import { isNumber } from "../ui/format.js";
import { textScale } from "../ui/text_scale.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Measure, Replayed } from "./frames.js" */

/**
 * @typedef {object} CurvesModel
 * @property {{ name: string, color: string, dash: string, replayed: Replayed }[]} runs
 * @property {number} iteration
 * @property {number} last
 * @property {"linear" | "log"} scale
 * @property {Measure} measure
 * @property {Texts} texts
 * @property {Record<string, string>} colors
 * @property {string} font
 */

const HEIGHT = 300;
const NARROW = 560;

/**
 * The points of a curve: of training batches as they were, or of evaluations of the test part.
 * @param {Replayed} replayed
 * @param {Measure} measure
 * @returns {{ x: number[], y: (number | null)[] }}
 */
export function pointsOf({ curve }, measure) {
  if (measure === "test" && curve.test_cost.some(isNumber)) return { x: curve.iteration, y: curve.test_cost };
  return { x: curve.points[0], y: curve.points[1] };
}

/**
 * The curves, as the traces that Plotly takes; with arrays of their own, since it takes one that it knows for unchanged.
 * @param {Pick<CurvesModel, "runs" | "measure">} model
 */
export function tracesOf({ runs, measure }) {
  return runs.map(({ name, color, dash, replayed }) => {
    const { x, y } = pointsOf(replayed, measure);
    return {
      ...{ type: "scatter", mode: x.length === 1 ? "markers" : "lines", x: [...x], y: [...y] },
      ...{ name: literal(name), hovertemplate: "%{y:.6~g}" },
      line: { color, dash, width: 2 },
      marker: { color },
    };
  });
}

/** @param {CurvesModel} model */
export function layoutOf({ iteration, last, scale, measure, texts, colors, font }, width = 1000, letters = 1) {
  const size = 13 * letters;
  const axis = {
    gridcolor: colors.grid,
    linecolor: colors.grid,
    zeroline: false,
    tickfont: { color: colors.muted, size },
  };
  const title = (/** @type {string} */ text) => ({ text, font: { color: colors.muted, size }, standoff: 6 });
  return {
    ...{ uirevision: `${scale}`, width, height: HEIGHT * Math.min(1.5, letters), hovermode: "x unified" },
    ...{ paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", dragmode: "zoom" },
    font: { family: font, color: colors.text, size },
    margin: { l: 62 * letters, r: 14, t: 34 * letters, b: 46 * letters },
    hoverlabel: {
      bgcolor: colors.background,
      bordercolor: colors.grid,
      font: { family: font, color: colors.text, size },
    },
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { color: colors.text, size } },
    showlegend: width >= NARROW,
    xaxis: { ...axis, title: title(texts.axis_iterations), range: [0, last], showgrid: false, tickformat: ",~d" },
    yaxis: {
      ...{ ...axis, title: title(texts[`${measure}_cost`]), type: scale, tickformat: "~g", nticks: 6 },
      rangemode: scale === "linear" ? "tozero" : "normal",
    },
    shapes: [
      {
        ...{ type: "line", xref: "x", yref: "paper", x0: iteration, x1: iteration, y0: 0, y1: 1 },
        line: { color: colors.muted, width: 1.5, dash: "dot" },
      },
    ],
  };
}

export class CurvesChart {
  /** @type {PlotlyLibrary | null} */ Plotly = null;
  /** @type {CurvesModel | null} */ model = null;
  /** @type {Record<string, any>[]} */ traces = [];
  /** The curves that the traces are of. @type {Replayed["curve"][]} */ curves = [];
  /** What else the traces depend on. */
  appearance = "";

  /**
   * @param {HTMLElement} element
   * @param {() => void} onResize
   */
  constructor(element, onResize) {
    this.element = element;
    this.width = 0;
    this.observer = new ResizeObserver(() => element.clientWidth !== this.width && onResize());
    this.observer.observe(element);
  }

  /**
   * @param {CurvesModel} model
   * @param {string} url of plotly.js
   */
  async draw(model, url) {
    this.model = model;
    this.Plotly ??= await loadPlotly(url);
    const width = this.element.clientWidth;
    this.width = width;
    if (!width || this.model !== model) return;
    const layout = layoutOf(model, width, textScale(width));
    this.element.setAttribute("aria-label", model.texts.compare_chart);
    this.Plotly.react(this.element, this.tracesFor(model), layout, { displayModeBar: false, responsive: false });
  }

  /**
   * The traces of a model: those of the drawing before where only the iteration is another one, so that a step of the slider
   * has no curve worked out again.
   * @param {CurvesModel} model
   */
  tracesFor(model) {
    const curves = model.runs.map(({ replayed }) => replayed.curve);
    const appearance = JSON.stringify([model.measure, model.runs.map(({ name, color, dash }) => [name, color, dash])]);
    const isSame = appearance === this.appearance && curves.every((curve, index) => curve === this.curves[index]);
    if (!isSame) this.traces = tracesOf(model);
    this.appearance = appearance;
    this.curves = curves;
    return this.traces;
  }

  destroy() {
    this.observer.disconnect();
    this.model = null;
    this.Plotly?.purge(this.element);
  }
}
