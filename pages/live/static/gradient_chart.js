// The size of the gradients and of the updates of every layer over the iterations: three charts beside each other.

import { fill } from "./format.js";
import { css } from "./shades.js";

const PAUSE_MS = 600;
const KEPT = 600;
const NARROW = 640;
const QUANTITIES = ["gradient_norms", "bias_gradient_norms", "update_ratios"];

// Rows of the milestones: {iteration, gradient_norms: [per layer], …}, thinned when they become many.
export class Norms {
  constructor() {
    this.rows = [];
  }

  clear() {
    this.rows = [];
  }

  append(milestones) {
    const { norms_iteration: iteration = [] } = milestones;
    iteration.forEach((number, i) => {
      const row = { iteration: number };
      for (const quantity of QUANTITIES) row[quantity] = milestones[quantity]?.[i] ?? [];
      if (number > (this.rows.at(-1)?.iteration ?? -1) && row.gradient_norms.length) this.rows.push(row);
    });
    while (this.rows.length > KEPT) {
      const last = this.rows.length - 1;
      this.rows = this.rows.filter((_, i) => i % 2 === 0 || i === last);
    }
  }
}

export class GradientChart {
  constructor(Plotly, element) {
    Object.assign(this, { Plotly, element, drawn: false, next: 0, timer: null });
    this.observer = new ResizeObserver(() => this.drawn && this.element.clientWidth && this.show(this.model));
    this.observer.observe(element);
  }

  // model: {norms, texts, colors, font, relative, layers: L}
  show(model) {
    this.model = model;
    this.timer ??= setTimeout(() => this.draw(), Math.max(0, this.next - performance.now()));
  }

  draw() {
    this.timer = null;
    if (!this.element.clientWidth) return;
    const began = performance.now();
    const { clientWidth: width, clientHeight: height } = this.element;
    const lines = traces(this.model);
    this.Plotly.react(this.element, lines, layout(this.model, lines, width, height), {
      displayModeBar: false, responsive: false, showSendToCloud: false, plotlyServerURL: "",
    });
    this.drawn = true;
    this.next = performance.now() + Math.max(PAUSE_MS, 3 * (performance.now() - began));
    this.element.dataset.points = this.model.norms.rows.length;
  }

  destroy() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    if (this.drawn) this.Plotly.purge(this.element);
  }
}

const layerName = (texts, number) => fill(texts.layer, { number });

// A line a layer: from light (the first) to dark (the last), so that order can be seen without colour.
function traces({ norms, texts, colors, relative, layers }) {
  return QUANTITIES.flatMap((quantity, chart) =>
    Array.from({ length: layers }, (_, index) => {
      const y = norms.rows.map((row) => {
        const value = row[quantity][index];
        const last = row[quantity][layers - 1];
        const shown = relative ? value / last : value;
        return Number.isFinite(shown) && shown > 0 ? shown : null;
      });
      return {
        type: "scatter", mode: norms.rows.length === 1 ? "markers" : "lines", x: norms.rows.map((row) => row.iteration), y,
        name: layerName(texts, index + 1), legendgroup: String(index), showlegend: chart === 0,
        xaxis: chart ? `x${chart + 1}` : "x", yaxis: chart ? `y${chart + 1}` : "y",
        line: { color: layerColor(index, layers, colors), width: 1.9, dash: ["solid", "dot", "dash", "dashdot"][index % 4] },
        hovertemplate: `${layerName(texts, index + 1)}: %{y:.3~e}<extra></extra>`,
      };
    }),
  );
}

function layerColor(index, layers, colors) {
  const share = layers > 1 ? index / (layers - 1) : 1;
  const [from, to] = [colors.negative, colors.positive];
  const middle = [0, 158, 115];
  const [low, high, part] = share < 0.5 ? [from, middle, 2 * share] : [middle, to, 2 * share - 1];
  return css(low.map((channel, i) => Math.round(channel + (high[i] - channel) * part)));
}

// Whole decades about all values of a chart, so that the axis has labels however little they differ.
function decades(lines) {
  const values = lines.flatMap(({ y }) => y.filter((value) => value !== null));
  if (!values.length) return { range: [-3, 1], dtick: 1 };
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, 0]);
  const range = [Math.floor(Math.log10(low) - 0.05), Math.ceil(Math.log10(high) + 0.05)];
  return { range, dtick: Math.ceil((range[1] - range[0]) / 6) };
}

function layout({ texts, colors, font, relative, layers }, lines, width, height) {
  const isNarrow = width < NARROW;
  const titles = ["‖dW<sup>[l]</sup>‖", "‖db<sup>[l]</sup>‖", `‖ΔW<sup>[l]</sup>‖ / ‖W<sup>[l]</sup>‖`];
  const shown = {
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", width, height, uirevision: "gradients",
    font: { family: font, color: css(colors.text), size: 12 },
    margin: { l: 52, r: 12, t: 48, b: 40 }, hovermode: "x unified",
    hoverlabel: { bgcolor: css(colors.page), font: { family: font } },
    legend: { orientation: "h", y: 1, yref: "container", yanchor: "top", x: 0 }, showlegend: layers <= 8,
    annotations: [],
  };
  const grid = css(colors.grid);
  titles.forEach((title, chart) => {
    const suffix = chart ? String(chart + 1) : "";
    const [from, to] = isNarrow ? [0, 1] : [chart * 0.345, chart * 0.345 + 0.31];
    const [low, high] = isNarrow ? [1 - chart * 0.36 - 0.28, 1 - chart * 0.36] : [0, 1];
    const axis = { gridcolor: grid, linecolor: grid, zeroline: false, ticks: "", tickfont: { color: css(colors.muted), size: 12 } };
    shown[`xaxis${suffix}`] = {
      ...axis, domain: [from, to], anchor: `y${suffix}`, showgrid: false, showline: true, nticks: 5, tickformat: ",~d",
      ...(chart === 0 || isNarrow ? {} : { matches: "x" }),
      title: chart === 2 || !isNarrow ? { text: texts.iterations, standoff: 6, font: { size: 12 } } : undefined,
    };
    shown[`yaxis${suffix}`] = {
      ...axis, domain: [low, high], anchor: `x${suffix}`, type: "log", exponentformat: "power", automargin: false,
      tickfont: { ...axis.tickfont, size: 10 }, // Plotly draws powers a quarter larger
      ...decades(lines.slice(chart * layers, (chart + 1) * layers)),
    };
    shown.annotations.push({
      text: `<b>${title}</b>${relative ? ` ÷ ${layerName(texts, layers)}` : ""}`, xref: "paper", yref: "paper", x: from, y: high,
      xanchor: "left", yanchor: "bottom", yshift: 3, showarrow: false, font: { size: 13 },
    });
  });
  return shown;
}
