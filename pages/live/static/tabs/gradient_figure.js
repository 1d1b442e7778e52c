// What the charts of the gradients show, as the traces and the layout that Plotly takes. No DOM, no state.

import { wholeTicks } from "../cost/cost_figure.js";
import { fill } from "../ui/format.js";
import { css } from "../ui/shades.js";

const QUANTITIES = ["gradient_norms", "bias_gradient_norms", "update_ratios"];
const TITLES = ["‖dW<sup>[l]</sup>‖", "‖db<sup>[l]</sup>‖", "‖ΔW<sup>[l]</sup>‖ / ‖W<sup>[l]</sup>‖"];
const DASHES = ["solid", "dot", "dash", "dashdot"];
const NARROW = 640;
const MAX_NAMED = 8; // layers that have an entry each in the legend; more have a bar of colours
const GUTTER = 46; // pixels between charts, for the labels of the axis
const HEIGHT = 0.28; // of a chart under others

const layerName = (texts, number) => fill(texts.layer, { number });

// A line a layer: from orange (the first) over green to blue (the last); few layers differ in dash as well.
export function traces({ norms, texts, colors, relative, layers }) {
  const isNamed = layers <= MAX_NAMED;
  const lines = QUANTITIES.flatMap((quantity, chart) =>
    Array.from({ length: layers }, (_, index) => {
      const y = norms.rows.map((row) => {
        const value = row[quantity][index];
        const last = row[quantity][layers - 1];
        const shown = relative ? value / last : value;
        return Number.isFinite(shown) && shown > 0 ? shown : null;
      });
      return {
        type: "scatter",
        mode: norms.rows.length === 1 ? "markers" : "lines",
        x: norms.rows.map((row) => row.iteration),
        y,
        name: layerName(texts, index + 1),
        legendgroup: String(index),
        showlegend: chart === 0 && isNamed,
        ...axes(chart),
        line: {
          color: layerColor(index, layers, colors),
          width: isNamed ? 1.9 : 1.2,
          dash: isNamed ? DASHES[index % 4] : "solid",
        },
        ...(isNamed ? {} : { hoverinfo: ends(index, layers) ? "all" : "skip" }),
        hovertemplate: `${layerName(texts, index + 1)}: %{y:.3~e}<extra></extra>`,
      };
    }),
  );
  return isNamed ? lines : [...lines, key(layers, colors)];
}

// Of many layers every eighth is read out, so that the list of them has room.
const ends = (index, layers) => index === layers - 1 || index % Math.ceil(layers / 5) === 0;

const axes = (chart) => ({ xaxis: chart ? `x${chart + 1}` : "x", yaxis: chart ? `y${chart + 1}` : "y" });

// A trace without a point that brings the bar of colours with it.
function key(layers, colors) {
  const scale = Array.from({ length: 11 }, (_, i) => [i / 10, layerColor(i, 11, colors)]);
  const ticks = [1, Math.round((layers + 1) / 2), layers];
  return {
    type: "scatter",
    mode: "markers",
    x: [null],
    y: [null],
    showlegend: false,
    hoverinfo: "skip",
    marker: {
      color: [1],
      cmin: 1,
      cmax: layers,
      colorscale: scale,
      showscale: true,
      colorbar: {
        orientation: "h",
        x: 0,
        xanchor: "left",
        y: 1,
        yref: "container",
        yanchor: "top",
        len: 220,
        lenmode: "pixels",
        thickness: 8,
        xpad: 4,
        ypad: 0,
        outlinewidth: 0,
        tickvals: ticks,
        ticktext: ticks.map((tick) => `l = ${tick}`),
        ticks: "",
        tickfont: { color: css(colors.muted) },
      },
    },
  };
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
  if (!values.length) return { range: [-3, 1], dtick: 1, showticklabels: false };
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, 0],
  );
  const range = [Math.floor(Math.log10(low) - 0.05), Math.ceil(Math.log10(high) + 0.05)];
  return { range, dtick: Math.ceil((range[1] - range[0]) / 6) };
}

// Where a chart is, in shares of what lies within the margins: {x: [from, to], y: [low, high]}.
function place(chart, isNarrow, room, rise, gutter) {
  if (isNarrow)
    return { x: [0, 1], y: [Math.max(0, 1 - chart * (HEIGHT + rise) - HEIGHT), 1 - chart * (HEIGHT + rise)] };
  const wide = (1 - (2 * gutter) / room) / 3;
  const from = chart * (wide + gutter / room);
  return { x: [from, Math.min(1, from + wide)], y: [0, 1] };
}

export function layout(model, lines, width, height) {
  const { texts, colors, font, relative, layers, norms, letters = 1 } = model;
  const isNarrow = width < NARROW;
  const margin = { l: 52 * letters, r: 12, t: 52 * letters, b: 40 * letters };
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
    const { x, y } = place(chart, isNarrow, width - margin.l - margin.r, 0.08, GUTTER * letters);
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

// What is said in a chart without a line.
function emptiness(chart, { rows }, texts) {
  if (!rows.length) return chart === 1 ? texts.gradients_none : "";
  const areAll = (wanted) => rows.every((row) => row[QUANTITIES[chart]].every((value) => value === wanted));
  return areAll(0) ? texts.gradients_zero : areAll(null) ? texts.gradients_undefined : "";
}

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
