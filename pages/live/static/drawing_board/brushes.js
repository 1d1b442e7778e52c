// What a brush leaves on its way over the plane, and what an eraser takes away. No DOM.
// @ts-check

import { clamp, within } from "../boundary/plane.js";

/** @import { Coordinates } from "../boundary/points.js" */
/** @import { Point } from "./letters.js" */
/**
 * @typedef {object} Brush
 * @property {number} label of the points that it leaves
 * @property {number} size how far from its way points lie, at most, as a length in the plane
 * @property {boolean} isCurve its points lie off the way in x2 alone, as noise of the target
 */

export const SPACING = 0.07; // between two points, along the way
const BURST = 4; // points of a press that does not move
const MIN_ERASER = 0.06; // radius

/**
 * The places along a way at a distance from each other, without its beginning.
 * @param {Coordinates} from
 * @param {Coordinates} to
 * @param {number} spacing
 * @returns {Coordinates[]}
 */
export function along(from, to, spacing) {
  const [across, up] = [to.x1 - from.x1, to.x2 - from.x2];
  const length = Math.hypot(across, up);
  const count = Math.floor(length / spacing);
  return Array.from({ length: count }, (_, k) => {
    const share = ((k + 1) * spacing) / length;
    return { x1: from.x1 + share * across, x2: from.x2 + share * up };
  });
}

/**
 * The points that a brush leaves on its way from one place to another, and the place on the way of the last of them, from
 * which it goes on.
 * @param {Coordinates | null} from null where a stroke begins
 * @param {Coordinates} to
 * @param {Brush} brush
 * @param {() => number} [random] from 0 to 1
 * @returns {{ points: Point[], last: Coordinates }}
 */
export function brushed(from, to, brush, random = Math.random) {
  if (!from) {
    const count = brush.isCurve || !brush.size ? 1 : BURST;
    return { points: Array.from({ length: count }, () => scattered(to, brush, random)), last: to };
  }
  const places = along(from, to, SPACING);
  return { points: places.map((place) => scattered(place, brush, random)), last: places.at(-1) ?? from };
}

/**
 * A point near a place: anywhere in the disc of the brush, or above or below by its size at most.
 * @param {Coordinates} place
 * @param {Brush} brush
 * @param {() => number} random
 * @returns {Point}
 */
function scattered({ x1, x2 }, { label, size, isCurve }, random) {
  if (isCurve) return { ...within({ x1, x2: x2 + size * (2 * random() - 1) }), label };
  const away = size * Math.sqrt(random());
  const angle = 2 * Math.PI * random();
  return { ...within({ x1: x1 + away * Math.cos(angle), x2: x2 + away * Math.sin(angle) }), label };
}

/**
 * The radius of an eraser of this size.
 * @param {number} size
 */
export const eraserRadius = (size) => Math.max(size, MIN_ERASER);

/**
 * The points that an eraser leaves on its way; the same array where it met none.
 * @param {Point[]} points
 * @param {Coordinates | null} from null where it begins
 * @param {Coordinates} to
 * @param {number} radius
 * @returns {Point[]}
 */
export function erased(points, from, to, radius) {
  const left = points.filter((point) => distanceToWay(point, from ?? to, to) > radius);
  return left.length === points.length ? points : left;
}

/**
 * How far a place is from the nearest one of a straight way.
 * @param {Coordinates} place
 * @param {Coordinates} from
 * @param {Coordinates} to
 */
function distanceToWay(place, from, to) {
  const [across, up] = [to.x1 - from.x1, to.x2 - from.x2];
  const squared = across ** 2 + up ** 2;
  const part = squared ? ((place.x1 - from.x1) * across + (place.x2 - from.x2) * up) / squared : 0;
  const share = clamp(part, 0, 1);
  return Math.hypot(place.x1 - from.x1 - share * across, place.x2 - from.x2 - share * up);
}
