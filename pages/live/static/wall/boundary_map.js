// The output of a small network over its two inputs, from the weights of a tile: pixels of a canvas.
// @ts-check

import { shades } from "../boundary/colors.js";
import { grid } from "../math/features.js";
import { decodeParameters, forward, network } from "../math/network.js";
import { paintGrid } from "../ui/shades.js";

/** @import { RoomTileNetwork } from "../connection/wire.js" */
/** @import { Pass } from "../math/network.js" */
/** @import { Channels, Rgb } from "../ui/shades.js" */
/** @typedef {{ A: Float64Array, n: number, task: string, classes: string[] }} OutputMap A (n_y, n²), row after row from the top */

const REACH = 2.2; // of both inputs, which have a mean of 0 and a standard deviation of 1
/** @type {Record<string, string>} */
const TASKS = { sigmoid: "binary", softmax: "multiclass", linear: "regression" };
const MAX_PASSES = 12; // arrays that are used again, by the sizes of networks

/** The inputs of all cells, by the number of cells a side. @type {Map<number, Float64Array>} */
const inputs = new Map();
/** @type {Map<string, Pass>} */
const passes = new Map();

/**
 * The inputs X (2, n²) at the centres of n × n cells.
 * @param {number} n
 */
function inputsOf(n) {
  let X = inputs.get(n);
  if (!X) {
    const { x1, x2 } = grid(n, [-REACH, REACH]);
    X = new Float64Array(2 * n * n);
    X.set(x1);
    X.set(x2, n * n);
    inputs.set(n, X);
  }
  return X;
}

/**
 * The output of a network over n × n cells. The arrays are used again by the next network of the same sizes.
 * @param {RoomTileNetwork} tile
 * @param {number[]} sizes n^[0] = 2, …, n^[L]
 * @param {number} n
 * @returns {OutputMap}
 */
export function outputMap({ activations, theta }, sizes, n) {
  const key = `${n} ${sizes.join()}`;
  const pass = forward(network(sizes, activations, decodeParameters(theta)), inputsOf(n), n * n, passes.get(key));
  if (passes.size >= MAX_PASSES && !passes.has(key)) passes.clear();
  passes.set(key, pass);
  const task = TASKS[activations[activations.length - 1]] ?? "regression";
  return { A: pass.A[pass.A.length - 1], n, task, classes: Array(sizes[sizes.length - 1]).fill("") };
}

/**
 * The colour of each cell.
 * @param {OutputMap} map
 * @param {Pick<Channels, "classes" | "middle" | "scale">} colors
 * @returns {(cell: number) => Rgb}
 */
export function colorsOf(map, colors) {
  let reach = 1e-9;
  if (map.task === "regression") for (const a of map.A) reach = Math.max(reach, Math.abs(a));
  return shades(map, map, colors, { discrete: false, reach });
}

/**
 * Paint the output of a network.
 * @param {HTMLCanvasElement} canvas
 * @param {RoomTileNetwork} tile
 * @param {number[]} sizes
 * @param {Channels} colors
 * @param {number} n cells a side
 */
export function paintMap(canvas, tile, sizes, colors, n) {
  const map = outputMap(tile, sizes, n);
  paintGrid(canvas, n, colorsOf(map, colors));
}
