// The axes of a picture: from coordinates to the values of the data, in their own unit, and what is said of them.
// @ts-check

import { short } from "../ui/words.js";

/** @import { Numbers, Range } from "../connection/documents.js" */
/** @import { AxisDocument } from "../connection/wire.js" */

const MAX_LETTERS = 24; // of a name in a line with numbers

/**
 * The value at a coordinate.
 * @param {AxisDocument} axis
 * @param {number} coordinate
 */
export const valueAt = ({ centre, half }, coordinate) => centre + half * coordinate;

/**
 * The values at some coordinates.
 * @param {AxisDocument} axis
 * @param {Numbers} coordinates (m,)
 * @returns {Float64Array} (m,)
 */
export const valuesAt = (axis, coordinates) => Float64Array.from(coordinates, (each) => valueAt(axis, each));

/**
 * The coordinate of a value.
 * @param {AxisDocument} axis
 * @param {number} value
 */
export const coordinateOf = ({ centre, half }, value) => (value - centre) / half;

/**
 * The values at two coordinates, in words.
 * @param {AxisDocument} axis
 * @param {Range} range
 * @returns {[string, string]}
 */
export const ends = (axis, [low, high]) => [short(valueAt(axis, low)), short(valueAt(axis, high))];

/**
 * A place in words: x₁ = 0.5, x₂ = −1.
 * @param {AxisDocument[]} axes
 * @param {number[]} coordinates one for each axis
 * @returns {string} a text, not HTML
 */
export const placeName = (axes, coordinates) =>
  axes.map((axis, i) => `${brief(axis.name)} = ${short(valueAt(axis, coordinates[i]))}`).join(", ");

/**
 * A name, shortened where it is long.
 * @param {string} name
 */
export function brief(name) {
  const letters = [...name];
  return letters.length <= MAX_LETTERS ? name : `${letters.slice(0, MAX_LETTERS - 1).join("")}…`;
}
