// The network in the browser: θ cut into W and b, forward and backward, all in float64. Arrays lie row after row, one
// example per column, as in dnn/.
// @ts-check

import { ACTIVATIONS, softmax } from "./activations.js";

/**
 * @typedef {object} Layer
 * @property {Float64Array} W (n, before), a view of θ
 * @property {Float64Array} b (n,), a view of θ
 * @property {number} n units
 * @property {number} before units of the layer before
 * @property {string} activation
 * @property {number} start index of W[0, 0] in θ
 */
/** @typedef {{ sizes: number[], layers: Layer[], theta: Float64Array }} Network layers[l - 1] is layer l */
/**
 * @typedef {{ Z: Float64Array[], A: Float64Array[], m: number }} Pass
 * Z[l], A[l] (n^[l], m) of m examples; A[0] is X, Z[0] is empty
 */

const MAX_FLOAT32 = 2 ** 128 - 2 ** 104;

/**
 * Float32 values, least byte first, in base64 -> the same values.
 * @param {string} text
 * @returns {Float64Array}
 */
export function decode(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/**
 * θ (P,) as a run sends it: a value beyond float32 travels as its largest number, and counts as ∞ here.
 * @param {string} text
 * @returns {Float64Array}
 */
export function decodeParameters(text) {
  return decode(text).map((value) => (Math.abs(value) >= MAX_FLOAT32 ? Math.sign(value) * Infinity : value));
}

/**
 * The index in θ of an entry of W or b of a layer.
 * @param {Layer} layer
 * @param {{ quantity: string, row: number, column: number }} entry
 */
export function entryIndex({ start, before, n }, { quantity, row, column }) {
  return quantity === "b" ? start + n * before + row : start + row * before + column;
}

/**
 * The network with parameters θ.
 * @param {number[]} sizes n^[0], …, n^[L]
 * @param {string[]} activations g^[1], …, g^[L]; the last is sigmoid, softmax or linear
 * @param {Float64Array} theta (P,), in the order of dnn.network.flatten
 * @returns {Network}
 */
export function network(sizes, activations, theta) {
  let start = 0;
  const layers = activations.map((activation, index) => {
    const [before, n] = [sizes[index], sizes[index + 1]];
    const W = theta.subarray(start, start + n * before);
    const b = theta.subarray(start + n * before, start + n * before + n);
    start += n * (before + 1);
    return { W, b, n, before, activation, start: start - n * (before + 1) };
  });
  if (start !== theta.length) throw new RangeError(`expected ${start} parameters, got ${theta.length}`);
  return { sizes, layers, theta };
}

/**
 * The multiplications that one example takes, about.
 * @param {{ layers: { n: number, before: number }[] }} network
 * @returns {number}
 */
export const work = ({ layers }) => layers.reduce((sum, { n, before }) => sum + n * (before + 8), 0);

/**
 * The forward pass.
 * @param {{ layers: Layer[] }} network
 * @param {Float64Array} X (n^[0], m)
 * @param {number} m
 * @param {Pass | null} [earlier] an earlier pass, whose arrays are used again where they fit
 * @returns {Pass}
 */
export function forward({ layers }, X, m, earlier = null) {
  const reused = earlier && fits(earlier, layers, m) ? earlier : null;
  /** @type {Float64Array[]} */
  const Z = [new Float64Array(0)];
  /** @type {Float64Array[]} */
  const A = [X];
  for (const [index, layer] of layers.entries()) {
    const size = layer.n * m;
    Z.push(reused?.Z[index + 1] ?? new Float64Array(size));
    A.push(reused?.A[index + 1] ?? new Float64Array(size));
    affine(layer, A[index], m, Z[index + 1]);
    activate(layer, Z[index + 1], m, A[index + 1]);
  }
  return { Z, A, m };
}

/**
 * A pass whose arrays have the sizes of a pass of these layers over m examples.
 * @param {Pass} pass
 * @param {Layer[]} layers
 * @param {number} m
 */
function fits({ Z, m: examples }, layers, m) {
  return examples === m && Z.length === layers.length + 1 && layers.every(({ n }, i) => Z[i + 1].length === n * m);
}

/**
 * Z (n, m) = W A + b
 * @param {Layer} layer
 * @param {Float64Array} A (before, m)
 * @param {number} m
 * @param {Float64Array} Z receives the result
 */
function affine({ W, b, n, before }, A, m, Z) {
  for (let j = 0; j < n; j++) {
    const row = j * m;
    Z.fill(b[j], row, row + m);
    for (let k = 0; k < before; k++) {
      const weight = W[j * before + k];
      const from = k * m;
      for (let i = 0; i < m; i++) Z[row + i] += weight * A[from + i];
    }
  }
}

/**
 * A (n, m) = g(Z)
 * @param {Layer} layer
 * @param {Float64Array} Z
 * @param {number} m
 * @param {Float64Array} A receives the result
 */
function activate({ activation, n }, Z, m, A) {
  if (activation === "softmax") return softmax(Z, n, m, A);
  const { g } = ACTIVATIONS[activation];
  for (let i = 0; i < Z.length; i++) A[i] = g(Z[i]);
  return A;
}

/**
 * The gradient of J over the m examples, (P,) in the order of θ. For all three tasks dZ^[L] = A^[L] - Y; L2 adds λ/m W.
 * @param {Network} network
 * @param {Pass} pass
 * @param {Float64Array} Y (n^[L], m)
 * @param {{ l2?: number, examples?: number }} [penalty] λ, and the m that it is divided by
 * @returns {Float64Array}
 */
export function backward({ layers, theta }, { Z, A, m }, Y, { l2 = 0, examples = m } = {}) {
  const gradient = new Float64Array(theta.length);
  let dZ = A[layers.length].map((a, i) => a - Y[i]); // (n^[L], m)
  for (let l = layers.length; l >= 1; l--) {
    const { W, n, before, start } = layers[l - 1];
    const A_previous = A[l - 1];
    const dA = l > 1 ? new Float64Array(before * m) : null;
    for (let j = 0; j < n; j++) {
      let bias = 0;
      for (let i = 0; i < m; i++) bias += dZ[j * m + i];
      gradient[start + n * before + j] = bias / m;
      for (let k = 0; k < before; k++) {
        const weight = W[j * before + k];
        let sum = 0;
        for (let i = 0; i < m; i++) {
          const delta = dZ[j * m + i];
          sum += delta * A_previous[k * m + i];
          if (dA) dA[k * m + i] += weight * delta;
        }
        gradient[start + j * before + k] = sum / m + (l2 / examples) * weight;
      }
    }
    if (dA) {
      const { slope } = ACTIVATIONS[layers[l - 2].activation];
      dZ = dA.map((value, i) => value * slope(Z[l - 1][i])); // (n^[l-1], m)
    }
  }
  return gradient;
}
