// The data and the initial weights as their routes send them, their arrays decoded.
// @ts-check

import { decode } from "../math/network.js";

/** @import { AxisDocument, DataDocument, ExamplesDocument, NetworkDocument, PlaneDocument, PointsDocument } from "./wire.js" */

/** @typedef {Float64Array | number[]} Numbers */
/** @typedef {"train" | "test"} Part */
/**
 * @typedef {{ count: number, of: number, numbers: number[], X: Float64Array, Y: Float64Array, labels: Float64Array }} Examples
 * examples of a part: X (n_x, count), Y (n_y, count), class numbers or targets (count,), of `of` that there are
 */
/** @typedef {{ count: number, of: number, x1: Numbers, x2: Numbers, labels: Numbers }} Points of a picture: their coordinates */
/** @typedef {{ axes: [AxisDocument, AxisDocument], train: Points & { Y: Float64Array }, test: Points & { Y: Float64Array } }} Plane */
/** @typedef {[number, number]} Range the lowest and the highest value */
/**
 * @typedef {Omit<DataDocument, "plane" | "curve" | Part> & {
 *   n_x: number, plane: Plane | null, curve: Plane | null, train: Examples, test: Examples, square: Range | null,
 * }} Data `square` is the range of both coordinates that is drawn
 */

const MAX_PENDING = 20;
/** @type {Map<string, Promise<any>>} */
const pending = new Map();

/**
 * The data at this address, fetched once a page; the promise fails where there are none.
 * @param {string} url
 * @returns {Promise<Data>}
 */
export const loadData = (url) => load(url, decoded);

/**
 * The initial weights θ (P,) at this address.
 * @param {string} url
 * @returns {Promise<Float64Array>}
 */
export const loadNetwork = (url) => load(url, (/** @type {NetworkDocument} */ { theta }) => decode(theta));

/**
 * @param {string} url
 * @param {(document: any) => any} read
 * @returns {Promise<any>}
 */
function load(url, read) {
  const known = pending.get(url);
  if (known) return known;
  const promise = fetch(new URL(url, document.baseURI), { credentials: "same-origin" }).then(async (response) => {
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return read(await response.json());
  });
  promise.catch(() => pending.delete(url));
  if (pending.size > MAX_PENDING) pending.clear();
  pending.set(url, promise);
  return promise;
}

/**
 * A document of data with its arrays as numbers.
 * @param {DataDocument} document
 * @returns {Data}
 */
export function decoded(document) {
  const examples = (/** @type {ExamplesDocument} */ part) => {
    const [X, Y] = [decode(part.X), decode(part.Y)];
    return { ...part, X, Y, labels: labelsOf(Y, part.count, document.task) };
  };
  const points = (/** @type {PointsDocument} */ part) => {
    const [both, Y] = [decode(part.points), decode(part.Y)];
    const [x1, x2] = [both.subarray(0, part.count), both.subarray(part.count)];
    return { count: part.count, of: part.of, x1, x2, Y, labels: labelsOf(Y, part.count, document.task) };
  };
  const picture = (/** @type {PlaneDocument | null} */ part) =>
    part && { axes: part.axes, train: points(part.train), test: points(part.test) };
  const [plane, curve] = [picture(document.plane), picture(document.curve)];
  const [train, test] = [examples(document.train), examples(document.test)];
  return { ...document, n_x: document.features.length, plane, curve, train, test, square: square(plane ?? curve) };
}

/**
 * A part with at most `maximum` of its examples, evenly spread from the first to the last.
 * @param {Examples} part
 * @param {number} maximum
 * @returns {Examples}
 */
export function thinned(part, maximum) {
  const { X, Y, labels, numbers, count } = part;
  if (count <= maximum) return part;
  const chosen = Array.from({ length: maximum }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, maximum - 1)));
  const columns = (/** @type {Float64Array} */ rows) =>
    Float64Array.from({ length: (rows.length / count) * maximum }, (_, i) => {
      return rows[Math.floor(i / maximum) * count + chosen[i % maximum]];
    });
  const remaining = { numbers: chosen.map((i) => numbers[i]), labels: columns(labels), X: columns(X), Y: columns(Y) };
  return { ...part, ...remaining, count: maximum };
}

/**
 * Class numbers of the columns of Y (n_y, m), or the targets themselves of a regression.
 * @param {Float64Array} Y
 * @param {number} m
 * @param {string} task
 * @returns {Float64Array} (m,)
 */
export function labelsOf(Y, m, task) {
  if (task !== "multiclass") return Y.slice(0, m);
  const n_y = Y.length / m;
  return Float64Array.from({ length: m }, (_, i) => {
    let best = 0;
    for (let k = 1; k < n_y; k++) if (Y[k * m + i] > Y[best * m + i]) best = k;
    return best;
  });
}

/**
 * The square of a picture that is drawn: as wide as the farthest point, and a little more.
 * @param {Plane | null} plane
 * @returns {Range | null}
 */
function square(plane) {
  if (!plane) return null;
  let farthest = 1;
  for (const { x1, x2 } of [plane.train, plane.test]) {
    for (const value of x1) farthest = Math.max(farthest, Math.abs(value));
    for (const value of x2) farthest = Math.max(farthest, Math.abs(value));
  }
  const reach = Math.min(4, Math.ceil(farthest * 10.5) / 10);
  return [-reach, reach];
}
