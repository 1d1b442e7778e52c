// The geometry of the plane: from points to pixels and back, and which point is near another. No DOM.
// @ts-check

/** @import { Part, Range } from "../connection/documents.js" */
/** @import { PlanePoints } from "./point_edits.js" */
/** @import { Coordinates, NearPoint } from "./points.js" */

const NEAR = 11; // pixels from a point within which it is pointed at
/** Own points lie within, as in dnn/datasets/own_points.py. */
export const REACH = 2;

/**
 * A point of the plane, in pixels from the upper left.
 * @param {Coordinates} point
 * @param {Range} square the range of both coordinates
 * @param {number} size of the square, in pixels
 * @returns {[number, number]}
 */
export function pixelsOf({ x1, x2 }, [low, high], size) {
  return [((x1 - low) / (high - low)) * size, ((high - x2) / (high - low)) * size];
}

/**
 * The point of the plane at a share of the square's width and height, from the upper left.
 * @param {number} across from 0 to 1; beyond that the edge
 * @param {number} down
 * @param {Range} square
 * @returns {Coordinates}
 */
export function pointAt(across, down, [low, high]) {
  return { x1: low + (high - low) * clamp(across, 0, 1), x2: high - (high - low) * clamp(down, 0, 1) };
}

/**
 * A point moved to where own points may lie.
 * @param {Coordinates} point
 * @returns {Coordinates}
 */
export const within = ({ x1, x2 }) => ({ x1: clamp(x1, -REACH, REACH), x2: clamp(x2, -REACH, REACH) });

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * The point nearest to another; null where none is near.
 * @param {Coordinates} there
 * @param {PlanePoints} plane
 * @param {Part[]} parts those that are drawn
 * @param {(point: Coordinates) => [number, number]} pixels
 * @returns {NearPoint | null}
 */
export function nearestPoint(there, plane, parts, pixels) {
  const [x, y] = pixels(there);
  /** @type {NearPoint | null} */
  let best = null;
  let distance = NEAR;
  for (const part of parts) {
    const { x1, x2, count } = plane[part];
    for (let number = 0; number < count; number++) {
      const point = { x1: x1[number], x2: x2[number] };
      const [px, py] = pixels(point);
      const away = Math.hypot(px - x, py - y);
      if (away >= distance) continue;
      best = { part, number, ...point };
      distance = away;
    }
  }
  return best;
}
