// The lines of the charts of the gradients, as the traces that Plotly takes. No DOM, no state.
// @ts-check

import { fill, isNumber } from "../ui/format.js";
import { css } from "../ui/shades.js";

/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Norms, Quantity } from "./norms.js" */

/**
 * @typedef {object} GradientModel
 * @property {Norms} norms
 * @property {Texts} texts
 * @property {Channels} colors
 * @property {string} font
 * @property {boolean} relative norms are divided by those of the last layer
 * @property {number} layers L
 */
/** @typedef {{ x: (number | null)[], y: (number | null)[], [name: string]: unknown }} Trace of Plotly */

/**
 * The quantities, a chart each.
 * @type {Quantity[]}
 */
export const QUANTITIES = ["gradient_norms", "bias_gradient_norms", "update_ratios"];
const DASHES = ["solid", "dot", "dash", "dashdot"];
/** The largest number of layers that have an entry each in the legend; more have a bar of colours. */
export const MAX_NAMED = 8;

/**
 * The name of a layer.
 * @type {(texts: Texts, number: number) => string}
 */
export const layerName = (texts, number) => fill(texts.layer, { number });

/**
 * A line a layer: from orange (the first) over green to blue (the last); few layers differ in dash as well.
 * @param {GradientModel} model
 * @returns {Trace[]}
 */
export function traces({ norms, texts, colors, relative, layers }) {
  const isNamed = layers <= MAX_NAMED;
  const lines = QUANTITIES.flatMap((quantity, chart) =>
    Array.from({ length: layers }, (_, index) => {
      const y = norms.rows.map((row) => {
        const value = row[quantity][index];
        const last = row[quantity][layers - 1];
        const shown = relative && isNumber(value) && isNumber(last) ? value / last : value;
        return isNumber(shown) && shown > 0 && (!relative || isNumber(last)) ? shown : null;
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

/**
 * Of many layers some five are read out, so that the list of them has room.
 * @type {(index: number, layers: number) => boolean}
 */
const ends = (index, layers) => index === layers - 1 || index % Math.ceil(layers / 5) === 0;

/** @param {number} chart */
const axes = (chart) => ({ xaxis: chart ? `x${chart + 1}` : "x", yaxis: chart ? `y${chart + 1}` : "y" });

/**
 * A trace without a point that brings the bar of colours with it.
 * @param {number} layers
 * @param {Channels} colors
 * @returns {Trace}
 */
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

/**
 * @param {number} index
 * @param {number} layers
 * @param {Channels} colors
 */
function layerColor(index, layers, colors) {
  const share = layers > 1 ? index / (layers - 1) : 1;
  const [from, to] = [colors.negative, colors.positive];
  const middle = [0, 158, 115];
  const [low, high] = share < 0.5 ? [from, middle] : [middle, to];
  const part = share < 0.5 ? 2 * share : 2 * share - 1;
  return css(low.map((channel, i) => Math.round(channel + (high[i] - channel) * part)));
}
