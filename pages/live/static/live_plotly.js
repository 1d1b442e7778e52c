// The steady chart: a figure made by the server, drawn into the same node whenever it is another.

import { loadPlotly } from "./cost/cost_chart.js";

const CHART = Symbol.for("dnn.steady-chart");
const NARROW = 560; // pixels

export function mount({ parentElement, data, setTriggerValue }) {
  const chart = (parentElement[CHART] ??= new SteadyChart(parentElement.querySelector(".dnn-steady")));
  chart.show(data).catch((error) => {
    console.warn("The chart could not be drawn.", error);
    setTriggerValue("unreachable", true);
  });
  return () => {
    chart.destroy();
    delete parentElement[CHART];
  };
}

class SteadyChart {
  constructor(element) {
    Object.assign(this, { element, Plotly: null, figure: null, narrow: {}, width: 0 });
    this.observer = new ResizeObserver(() => this.element.clientWidth !== this.width && this.draw());
    this.observer.observe(element);
  }

  async show({ figure, narrow, alt, plotly_url: url }) {
    Object.assign(this, { figure: JSON.parse(figure), narrow });
    this.element.setAttribute("aria-label", alt);
    this.draw();
    this.Plotly ??= await loadPlotly(url);
    this.draw();
  }

  draw() {
    if (!this.figure) return;
    const width = (this.width = this.element.clientWidth);
    const { data, layout: wide } = this.figure;
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

// Objects of the layout are added to, all else is replaced.
function merged(layout, changes) {
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, isObject(value) ? { ...layout[name], ...value } : value]),
  );
}
