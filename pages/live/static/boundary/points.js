// The points of both parts on the plane: circles for training, squares for testing; the chosen one ringed.
// @ts-check

import { contextOf } from "../ui/elements.js";
import { css } from "../ui/shades.js";

/** @import { Part } from "../connection/documents.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { PlanePoints } from "./point_edits.js" */

/** @typedef {{ x1: number, x2: number }} Coordinates of a point of the plane */
/** @typedef {Coordinates & { part: Part, number: number }} NearPoint a point of a part */
/** @typedef {{ near: NearPoint | null, there: Coordinates, began: Coordinates }} Drag the point that is dragged, and to where */
/**
 * @typedef {object} PointsModel
 * @property {PlanePoints} plane
 * @property {boolean} tests the test points are drawn
 * @property {Drag | null} dragged
 * @property {Coordinates | null} chosen
 * @property {Coordinates | null} cross
 * @property {Pick<Channels, "edge" | "text">} colors
 * @property {(label: number) => string} color of CSS
 * @property {(point: Coordinates) => [number, number]} pixelsOf
 */

const RADIUS = 3.4;

/**
 * Draw the points anew.
 * @param {HTMLCanvasElement} canvas
 * @param {PointsModel} model
 */
export function drawPoints(canvas, { plane, tests, dragged, chosen, cross, colors, color, pixelsOf }) {
  const context = cleared(canvas);
  for (const part of /** @type {Part[]} */ (tests ? ["train", "test"] : ["train"])) {
    const { x1, x2, labels, count } = plane[part];
    context.lineWidth = 1;
    context.strokeStyle = css(colors.edge);
    for (let i = 0; i < count; i++) {
      const isDragged = dragged?.near?.part === part && dragged.near.number === i;
      const [x, y] = pixelsOf(isDragged ? dragged.there : { x1: x1[i], x2: x2[i] });
      context.fillStyle = color(labels[i]);
      mark(context, part, x, y);
    }
  }
  context.strokeStyle = css(colors.text);
  if (chosen) ring(context, ...pixelsOf(chosen));
  if (cross) crosshair(context, ...pixelsOf(cross));
}

/** @param {HTMLCanvasElement} canvas */
function cleared(canvas) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const size = canvas.clientWidth;
  const pixels = Math.round(size * ratio);
  if (canvas.width !== pixels || canvas.height !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  return context;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Part} part
 * @param {number} x
 * @param {number} y
 */
function mark(context, part, x, y) {
  context.beginPath();
  if (part === "train") context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  else context.rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
  context.fill();
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function ring(context, x, y) {
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, RADIUS + 5, 0, 2 * Math.PI);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function crosshair(context, x, y) {
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 9, y);
  context.lineTo(x + 9, y);
  context.moveTo(x, y - 9);
  context.lineTo(x, y + 9);
  context.stroke();
}
