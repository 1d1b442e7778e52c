// The network in the browser: θ cut into W and b, forward and backward, all in float64. Arrays lie row after row, one
// example per column, as in dnn/.

import { ACTIVATIONS, softmax } from "./activations.js";

const MAX_FLOAT32 = 2 ** 128 - 2 ** 104;

// Float32 values, least byte first, in base64 -> Float64Array.
export function decode(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

// θ (P,) as a run tells it: what is beyond float32 is told as its largest number, and counts as ∞ here.
export function decodeParameters(text) {
  return decode(text).map((value) => (Math.abs(value) >= MAX_FLOAT32 ? Math.sign(value) * Infinity : value));
}

// sizes [n^[0], …, n^[L]], activations [g^[1], …, g^[L]] (the last: sigmoid, softmax or linear), θ (P,) in the order
// of dnn.network.flatten. layers[l - 1] is layer l with W (n, n_previous) and b (n,), views of θ.
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

// How many multiplications one example takes.
export const work = ({ layers }) => layers.reduce((sum, { n, before }) => sum + n * (before + 8), 0);

// X (n^[0], m) -> {Z: [null, Z^[1], …], A: [X, A^[1], …], m}; `kept` of an earlier call with the same m lends its
// arrays.
export function forward({ layers }, X, m, kept = null) {
  const lends =
    kept?.m === m && kept.Z.length === layers.length + 1 && layers.every(({ n }, i) => kept.Z[i + 1].length === n * m);
  const Z = [null];
  const A = [X];
  for (const [index, layer] of layers.entries()) {
    const size = layer.n * m;
    Z.push(lends ? kept.Z[index + 1] : new Float64Array(size));
    A.push(lends ? kept.A[index + 1] : new Float64Array(size));
    affine(layer, A[index], m, Z[index + 1]);
    activate(layer, Z[index + 1], m, A[index + 1]);
  }
  return { Z, A, m };
}

// Z (n, m) = W A + b
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

function activate({ activation, n }, Z, m, A) {
  if (activation === "softmax") return softmax(Z, n, m, A);
  const { g } = ACTIVATIONS[activation];
  for (let i = 0; i < Z.length; i++) A[i] = g(Z[i]);
  return A;
}

// The gradient of J over the m examples, (P,) in the order of θ. For all three tasks dZ^[L] = A^[L] - Y; L2 adds λ/m W.
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
    if (l > 1) {
      const { slope } = ACTIVATIONS[layers[l - 2].activation];
      dZ = dA.map((value, i) => value * slope(Z[l - 1][i])); // (n^[l-1], m)
    }
  }
  return gradient;
}
