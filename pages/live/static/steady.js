// The steady chart: a figure made by the server, drawn into the same node whenever it is another.

import { loadPlotly } from "./chart.js";

const CHART = Symbol.for("dnn.steady-chart");

export function mount({ parentElement, data }) {
  const chart = (parentElement[CHART] ??= new SteadyChart(parentElement.querySelector(".dnn-steady")));
  chart.show(data);
  return () => {
    chart.destroy();
    delete parentElement[CHART];
  };
}

class SteadyChart {
  constructor(element) {
    Object.assign(this, { element, Plotly: null, figure: null });
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(element);
  }

  async show({ figure, alt, plotly_url: url }) {
    this.figure = JSON.parse(figure);
    this.element.setAttribute("aria-label", alt);
    this.element.style.height = `${this.figure.layout.height}px`;
    this.Plotly ??= await loadPlotly(url);
    this.draw();
  }

  draw() {
    const width = this.element.clientWidth;
    if (!this.Plotly || !this.figure || !width) return;
    const { data, layout } = this.figure;
    this.Plotly.react(this.element, data, { ...layout, width }, { displayModeBar: false, responsive: false });
  }

  destroy() {
    this.observer.disconnect();
    this.figure = null;
    this.Plotly?.purge(this.element);
  }
}
