// How high a curve runs: the output of the network in coordinates of the upright axis. No DOM.
// @ts-check

import { coordinateOf } from "../math/axes.js";
import { targetOf } from "../verdict/targets.js";

/** @import { Data, Plane } from "../connection/documents.js" */
/** @import { Line } from "../math/passes.js" */

/**
 * One curve for each unit of the output: the prediction of a regression, or the probability of a class.
 * @param {Line} line
 * @param {Pick<Data, "task" | "target_mean" | "target_scale"> & { curve: Pick<Plane, "axes"> }} data
 * @returns {Float64Array[]} (n,) each
 */
export function heightsOf({ A, at }, data) {
  const [, up] = data.curve.axes;
  const isRegression = data.task === "regression";
  const height = (/** @type {number} */ a) => coordinateOf(up, isRegression ? targetOf(data, a) : a);
  return Array.from({ length: A.length / at.length }, (_, k) =>
    A.slice(k * at.length, (k + 1) * at.length).map(height),
  );
}
