// The curve to take away: a picture of the chart as it is shown, and the points as a table.
// @ts-check

/** @import { Chart } from "../cost/cost_chart.js" */
/** @import { Series } from "../cost/series.js" */

/**
 * Save the curve in a format.
 * @param {string} format "table" or "picture"
 * @param {Series} series
 * @param {Pick<Chart, "isDrawn" | "Plotly" | "element"> | null} chart
 * @param {string} background
 */
export function save(format, series, chart, background) {
  const name = `cost-${series.length ? series.lastX : 0}`;
  if (format === "table") downloadTable(series, name);
  else if (chart?.isDrawn) downloadPicture(chart.Plotly, chart.element, { background, name });
}

/**
 * Save the chart as it is shown as a PNG picture.
 * @param {PlotlyLibrary} Plotly
 * @param {HTMLElement & { data?: any, layout?: any }} element
 * @param {{ background: string, name: string }} options
 */
export function downloadPicture(Plotly, element, { background, name }) {
  const { width, height } = element.getBoundingClientRect();
  const figure = { data: element.data, layout: { ...element.layout, paper_bgcolor: background } };
  return Plotly.downloadImage(figure, { format: "png", filename: name, width, height, scale: 2 });
}

/**
 * Rows of iteration, cost: the points of the train curve, with all their digits.
 * @param {Pick<Series, "x" | "y">} series
 */
export function table(series) {
  return `iteration,cost\n${series.x.map((iteration, i) => `${iteration},${series.y[i]}`).join("\n")}\n`;
}

/**
 * Save the points of a curve as a CSV table.
 * @param {Series} series
 * @param {string} name
 */
export function downloadTable(series, name) {
  offer(new Blob([table(series)], { type: "text/csv" }), `${name}.csv`);
}

/**
 * Give a file to the visitor.
 * @param {Blob} blob
 * @param {string} name
 */
export function offer(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
