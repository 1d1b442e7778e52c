// The weights as lines between units: how one is drawn, and which one is near a position.
// @ts-check

import { contextOf } from "../ui/elements.js";
import { css } from "../ui/shades.js";
import { keyOf } from "./units.js";

/** @import { Channels, Rgb } from "../ui/shades.js" */
/** @import { Layer } from "../math/network.js" */
/** @import { Column, Line, Pointed, WeightAt } from "./types.js" */

/** @typedef {"plain" | "faded" | "pointed"} Emphasis of a line while something is pointed at */
/** @typedef {{ x0: number, y0: number, x1: number, y1: number }} Ends of a line, in pixels */

const NEAR = 7; // pixels from a line within which it is pointed at

/**
 * The lines between columns that follow each other.
 * @param {Pick<Column, "layer" | "first" | "shown">[]} columns
 * @param {Map<string, { x: number, y: number }>} positions of units
 * @param {number} size of a unit, in pixels
 * @param {{ layers: Pick<Layer, "W" | "before">[], largest: number }} weights and the largest of them
 * @returns {Line[]}
 */
export function linesBetween(columns, positions, size, { layers, largest }) {
  const lines = [];
  for (const { layer, first, shown } of columns) {
    const before = columns.find((column) => column.layer === layer - 1);
    if (!before || layer === 0) continue;
    const { W, before: width } = layers[layer - 1];
    for (let row = first; row < first + shown; row++) {
      for (let column = before.first; column < before.first + before.shown; column++) {
        const [from, to] = [positions.get(keyOf(layer - 1, column)), positions.get(keyOf(layer, row))];
        if (!from || !to) continue;
        const ends = { x0: from.x + size / 2, x1: to.x - size / 2, y0: from.y, y1: to.y };
        lines.push({ layer, row, column, share: W[row * width + column] / (largest || 1), ...ends });
      }
    }
  }
  return lines;
}

/**
 * Draw lines anew, the one that is pointed at above the others.
 * @param {HTMLCanvasElement} canvas
 * @param {number} ratio pixels of the canvas to one of the page
 * @param {Line[]} lines
 * @param {Channels} colors
 * @param {Pointed | null} pointed
 */
export function drawLines(canvas, ratio, lines, colors, pointed) {
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const emphasised = lines.map((line) => ({ line, emphasis: emphasisOf(line, pointed) }));
  const isAbove = (/** @type {{ emphasis: Emphasis }} */ { emphasis }) => emphasis === "pointed";
  const ordered = [...emphasised.filter((each) => !isAbove(each)), ...emphasised.filter(isAbove)];
  for (const { line, emphasis } of ordered) drawLine(context, line, line.share, colors, emphasis);
}

/**
 * Draw a line.
 * @param {CanvasRenderingContext2D} context
 * @param {Ends} line
 * @param {number} share the weight, from -1 to 1, or no finite number
 * @param {Channels} colors
 * @param {Emphasis} emphasis
 */
function drawLine(context, line, share, colors, emphasis) {
  const hasShare = Number.isFinite(share);
  const strength = hasShare ? Math.abs(share) : 0.2;
  if (emphasis === "pointed") {
    stroke(context, line, { color: colors.text, width: 4.5 + 5 * strength, alpha: 0.9 });
    stroke(context, line, { color: colors.page, width: 2 + 5 * strength, alpha: 1 });
  }
  const color = !hasShare ? colors.muted : share < 0 ? colors.negative : colors.positive;
  const alpha = emphasis === "pointed" ? 1 : (0.35 + 0.65 * Math.sqrt(strength)) * (emphasis === "faded" ? 0.3 : 1);
  stroke(context, line, { color, width: 0.5 + 5 * strength, alpha, dash: hasShare ? [] : [4, 4] });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Ends} line
 * @param {{ color: Rgb, width: number, alpha: number, dash?: number[] }} style
 */
function stroke(context, { x0, y0, x1, y1 }, { color, width, alpha, dash = [] }) {
  const middle = (x0 + x1) / 2;
  context.globalAlpha = alpha;
  context.strokeStyle = css(color);
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  context.stroke();
}

/**
 * The emphasis of a line while a line or a unit is pointed at.
 * @param {WeightAt} line
 * @param {Pointed | null} pointed
 * @returns {Emphasis}
 */
export function emphasisOf({ layer, row, column }, pointed) {
  if (!pointed) return "plain";
  if (pointed.unit === undefined) {
    return pointed.layer === layer && pointed.row === row && pointed.column === column ? "pointed" : "plain";
  }
  const leadsIn = pointed.layer === layer && pointed.unit === row;
  const leadsOut = pointed.layer === layer - 1 && pointed.unit === column;
  return leadsIn || leadsOut ? "plain" : "faded";
}

/**
 * The line nearest to a position; null where none is near.
 * @param {(WeightAt & Ends)[]} lines
 * @param {number} x
 * @param {number} y
 * @returns {WeightAt | null}
 */
export function nearestLine(lines, x, y) {
  /** @type {WeightAt | null} */
  let best = null;
  let distance = NEAR;
  for (const line of lines) {
    if (x < line.x0 || x > line.x1) continue;
    const away = Math.abs(heightAt(line, (x - line.x0) / (line.x1 - line.x0)) - y);
    if (away >= distance) continue;
    best = { layer: line.layer, row: line.row, column: line.column };
    distance = away;
  }
  return best;
}

/**
 * The height of a line at a share of its width: x(t) of the curve is inverted by halving, its y is the smooth step.
 * @param {Ends} line
 * @param {number} share
 */
function heightAt({ y0, y1 }, share) {
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < share) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return y0 + (y1 - y0) * t * t * (3 - 2 * t);
}
