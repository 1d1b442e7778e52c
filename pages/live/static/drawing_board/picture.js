// The picture of the board: the plane with its axes, the points, the cross of the keyboard and the reach of the tool.
// @ts-check

import { pixelsOf, REACH } from "../boundary/plane.js";
import { contextOf } from "../ui/elements.js";

/** @import { Coordinates } from "../boundary/points.js" */
/** @import { Point } from "./letters.js" */
/**
 * @typedef {object} BoardModel
 * @property {Point[]} points
 * @property {string[]} colors of the classes
 * @property {string[]} axes their names
 * @property {Coordinates | null} cross
 * @property {Coordinates | null} pointer
 * @property {number} radius that the tool reaches from the pointer
 * @property {boolean} isUpright it reaches up and down alone
 */

const RADIUS = 4; // pixels of a point
const CROSS = 9; // pixels of half the cross
const MARGIN = 6; // pixels between letters and lines
const TICKS = [-1, 0, 1];

/**
 * Draw all of it anew.
 * @param {HTMLCanvasElement} canvas whose style has the colours: color, background, and border for the grid
 * @param {BoardModel} model
 */
export function drawBoard(canvas, model) {
  const size = canvas.clientWidth;
  if (!size) return;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const pixels = Math.round(size * ratio);
  if (canvas.width !== pixels || canvas.height !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  const context = contextOf(canvas);
  const style = getComputedStyle(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  context.font = style.font;
  const at = (/** @type {Coordinates} */ place) => pixelsOf(place, [-REACH, REACH], size);
  drawAxes(context, style, size, model.axes, at);
  context.strokeStyle = style.backgroundColor;
  for (const point of model.points) {
    context.fillStyle = model.colors[point.label];
    context.beginPath();
    context.arc(...at(point), RADIUS, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.strokeStyle = style.color;
  if (model.pointer) drawReach(context, at(model.pointer), (model.radius / (2 * REACH)) * size, model.isUpright);
  if (model.cross) {
    const [x, y] = at(model.cross);
    context.lineWidth = 2;
    lines(context, [x - CROSS, y, x + CROSS, y], [x, y - CROSS, x, y + CROSS]);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {CSSStyleDeclaration} style
 * @param {number} size
 * @param {string[]} names
 * @param {(place: Coordinates) => [number, number]} at
 */
function drawAxes(context, style, size, [across, up], at) {
  context.lineWidth = 1;
  context.strokeStyle = style.borderTopColor;
  context.fillStyle = style.color;
  for (const value of TICKS) {
    const [x, y] = at({ x1: value, x2: value }).map((pixel) => Math.round(pixel) + 0.5);
    lines(context, [x, 0, x, size], [0, y, size, y]);
    const text = String(value).replace("-", "−");
    context.fillText(text, x + MARGIN / 2, size - MARGIN);
    if (value) context.fillText(text, MARGIN, y - MARGIN / 2);
  }
  context.textAlign = "right";
  context.fillText(across, size - MARGIN, size - MARGIN);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(up, MARGIN, MARGIN);
  context.textBaseline = "alphabetic";
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} center
 * @param {number} radius in pixels
 * @param {boolean} isUpright
 */
function drawReach(context, [x, y], radius, isUpright) {
  context.lineWidth = 1;
  if (isUpright) {
    lines(
      context,
      [x, y - radius, x, y + radius],
      [x - 4, y - radius, x + 4, y - radius],
      [x - 4, y + radius, x + 4, y + radius],
    );
    return;
  }
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[][]} ends x and y of the one end and of the other
 */
function lines(context, ...ends) {
  context.beginPath();
  for (const [x0, y0, x1, y1] of ends) {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  }
  context.stroke();
}
