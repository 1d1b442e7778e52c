// The activation functions of dnn/activations.py and the output functions of dnn/losses.py, number by number.
// @ts-check

/**
 * @typedef {object} Activation
 * @property {(z: number) => number} g z -> a
 * @property {(z: number) => number} slope z -> g'(z)
 * @property {number} rest g(0)
 * @property {string} symbol how an equation writes it
 * @property {[number, number]} [limits] what a tends to on either side, where it tends to a number on both
 */

/** g'(z) of the leaky ReLU for z <= 0. */
export const LEAKY_SLOPE = 0.01;

/** @param {number} z */
const sigmoid = (z) => {
  const decay = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : decay) / (1 + decay);
};

/** @param {number} z */
const sigmoidSlope = (z) => {
  const decay = Math.exp(-Math.abs(z));
  return decay / (1 + decay) ** 2;
};

/** @param {number} z */
const tanhSlope = (z) => {
  const decay = Math.exp(-2 * Math.abs(z));
  return (4 * decay) / (1 + decay) ** 2;
};

/**
 * All activation functions of hidden layers, and those of the output that work number by number, by name.
 * @type {Record<string, Activation>}
 */
export const ACTIVATIONS = {
  sigmoid: { g: sigmoid, slope: sigmoidSlope, rest: 0.5, symbol: "σ", limits: [0, 1] },
  tanh: { g: Math.tanh, slope: tanhSlope, rest: 0, symbol: "tanh", limits: [-1, 1] },
  relu: { g: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0), rest: 0, symbol: "ReLU" },
  leaky_relu: {
    g: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
    slope: (z) => (z > 0 ? 1 : LEAKY_SLOPE),
    rest: 0,
    symbol: "LReLU",
  },
  elu: { g: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)), rest: 0, symbol: "ELU" },
  silu: {
    g: (z) => z * sigmoid(z),
    slope: (z) => sigmoid(z) + z * sigmoidSlope(z),
    rest: 0,
    symbol: "SiLU",
  },
  softplus: {
    g: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    slope: sigmoid,
    rest: Math.LN2,
    symbol: "softplus",
  },
  linear: { g: (z) => z, slope: () => 1, rest: 0, symbol: "" },
};

/**
 * Z (n, m), row after row -> A = e^z / Σ e^z over the rows of each column.
 * @param {Float64Array} Z
 * @param {number} n
 * @param {number} m
 * @param {Float64Array} [A] receives the result
 * @returns {Float64Array}
 */
export function softmax(Z, n, m, A = new Float64Array(n * m)) {
  for (let i = 0; i < m; i++) {
    let [largest, sum] = [-Infinity, 0];
    for (let k = 0; k < n; k++) largest = Math.max(largest, Z[k * m + i]);
    for (let k = 0; k < n; k++) sum += A[k * m + i] = Math.exp(Z[k * m + i] - largest);
    for (let k = 0; k < n; k++) A[k * m + i] /= sum;
  }
  return A;
}
