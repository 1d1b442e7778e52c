// A Plotly chart that changes in its element: a figure made by the server, drawn anew whenever it is another.
// @ts-check

import { loadPlotly } from "./cost/cost_chart.js";
import { query } from "./ui/elements.js";

/** @import { LivePlotlyData, LivePlotlyValues } from "./connection/wire.js" */

const CHART = Symbol.for("dnn.live-plotly");
const NARROW = 560; // pixels

/**
 * Show a component's figure in its element; called again, it shows the new figure.
 * @param {StreamlitComponent<LivePlotlyData, LivePlotlyValues>} component
 * @returns {() => void} ends the chart
 */
export function mount({ parentElement, data, setTriggerValue }) {
  parentElement[CHART] ??= new LivePlotly(query(parentElement, ".dnn-live-plotly"));
  /** @type {LivePlotly} */
  const chart = parentElement[CHART];
  chart.show(data).catch((error) => {
    console.warn("The chart could not be drawn.", error);
    setTriggerValue("unreachable", true);
  });
  return () => {
    chart.destroy();
    delete parentElement[CHART];
  };
}

class LivePlotly {
  /** @type {PlotlyLibrary | null} */
  Plotly = null;
  /** @type {{ data: any[], layout: Record<string, any> } | null} of Plotly */
  figure = null;
  /** @type {Record<string, any>} */
  narrow = {};
  width = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.observer = new ResizeObserver(() => this.element.clientWidth !== this.width && this.draw());
    this.observer.observe(element);
  }

  /** @param {LivePlotlyData} data */
  async show({ figure, narrow, alt, plotly_url: url }) {
    this.figure = JSON.parse(figure);
    this.narrow = narrow;
    this.element.setAttribute("aria-label", alt);
    this.element.setAttribute("role", "img"); // which needs its name
    this.draw();
    this.Plotly ??= await loadPlotly(url);
    this.draw();
  }

  draw() {
    if (!this.figure) return;
    const width = this.element.clientWidth;
    this.width = width;
    const { data, layout: wide } = this.figure;
    /** @type {Record<string, any>} */
    const layout = { ...wide, ...(width < NARROW ? merged(wide, this.narrow) : {}), width };
    this.element.style.height = `${layout.height}px`; // before there is a chart, so that nothing jumps when it comes
    if (!this.Plotly || !width) return;
    this.Plotly.react(this.element, data, layout, { displayModeBar: false, responsive: false });
  }

  destroy() {
    this.observer.disconnect();
    this.figure = null;
    this.Plotly?.purge(this.element);
  }
}

/**
 * Changes of a layout, in which objects are added to, and all else is replaced.
 * @param {Record<string, any>} layout
 * @param {Record<string, any>} changes
 */
function merged(layout, changes) {
  const isObject = (/** @type {unknown} */ value) =>
    value !== null && typeof value === "object" && !Array.isArray(value);
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, isObject(value) ? { ...layout[name], ...value } : value]),
  );
}
