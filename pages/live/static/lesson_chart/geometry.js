// Where the parts of the chart stand: the plot within its box, and pixels of iterations and costs. No DOM.
// @ts-check

import { costAt, heightOf } from "./axis.js";

/** @import { CostRange } from "./axis.js" */
/** @import { Place } from "./sketch.js" */
/**
 * @typedef {object} Geometry
 * @property {number} width of the box
 * @property {number} height
 * @property {number} left of the plot
 * @property {number} right
 * @property {number} top
 * @property {number} bottom
 * @property {number} size of the letters, in pixels
 * @property {boolean} isNarrow there is little room for labels
 * @property {number} iterations
 * @property {CostRange} range
 */

const NARROW = 560;
const LETTERS = 13;
const BEYOND = 2; // heights of the plot: what is farther away is drawn there

/**
 * @param {{ width: number, height: number, letters: number, iterations: number, range: CostRange }} box `letters` is the
 * scale of the letters
 * @returns {Geometry}
 */
export function geometryOf({ width, height, letters, iterations, range }) {
  const isNarrow = width < NARROW * letters;
  return {
    ...{ width, height, iterations, range, isNarrow, size: LETTERS * letters },
    left: Math.round((isNarrow ? 44 : 56) * letters),
    right: Math.round(width - (isNarrow ? 80 : 150) * letters), // the same while sketching: nothing moves when runs begin
    top: Math.round(30 * letters),
    bottom: Math.round(height - 44 * letters),
  };
}

/**
 * @param {Geometry} geometry
 * @param {number} iteration
 */
export const pixelX = ({ left, right, iterations }, iteration) => left + (iteration / iterations) * (right - left);

/**
 * The pixel of a height on the cost axis; one that is far outside stands at a bounded distance.
 * @param {Geometry} geometry
 * @param {number} height
 */
export const pixelY = ({ top, bottom }, height) =>
  bottom - Math.max(-BEYOND, Math.min(1 + BEYOND, height)) * (bottom - top);

/**
 * @param {Geometry} geometry
 * @param {number} cost
 */
export const pixelOfCost = (geometry, cost) => pixelY(geometry, heightOf(cost, geometry.range));

/**
 * The same as a function of the cost alone, for many of them.
 * @param {Geometry} geometry
 * @returns {(cost: number) => number}
 */
export function pixelsOfCosts({ top, bottom, range: { low, high, scale } }) {
  const isLog = scale === "log";
  const length = bottom - top;
  const [begin, each] = isLog ? [Math.log(low), 1 / Math.log(high / low)] : [low, 1 / (high - low)];
  const [highest, lowest] = [bottom - (1 + BEYOND) * length, bottom + BEYOND * length];
  return (cost) => {
    const height = isLog && cost <= 0 ? -BEYOND : ((isLog ? Math.log(cost) : cost) - begin) * each;
    const y = bottom - height * length;
    return Math.max(highest, Math.min(lowest, y));
  };
}

/**
 * The iteration at a pixel, from the first one to the last.
 * @param {Geometry} geometry
 * @param {number} x
 */
export function iterationAt({ left, right, iterations }, x) {
  return Math.max(1, Math.min(iterations, Math.round(((x - left) / (right - left)) * iterations)));
}

/**
 * The place of a sketch at a pixel; beside the plot the nearest one on it.
 * @param {Geometry} geometry
 * @param {number} x
 * @param {number} y
 * @returns {Place}
 */
export function placeAt(geometry, x, y) {
  const height = (geometry.bottom - y) / (geometry.bottom - geometry.top);
  return [iterationAt(geometry, x), Math.max(0, Math.min(1, height))];
}

/**
 * The places of a sketch that the page has, iterations and costs.
 * @param {number[][]} points
 * @param {CostRange} range
 * @returns {Place[]}
 */
export function placesOf(points, range) {
  return points.map(([iteration, cost]) => [iteration, Math.max(0, Math.min(1, heightOf(cost, range)))]);
}

/**
 * The points that the page is told of places: costs with four digits.
 * @param {Place[]} places
 * @param {CostRange} range
 * @returns {number[][]}
 */
export function pointsOf(places, range) {
  return places.map(([iteration, height]) => [iteration, Number(costAt(height, range).toPrecision(4))]);
}
