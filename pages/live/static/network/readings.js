// What is said where the pointer is, as HTML: of a weight, of a unit, of a point of the picture of the output.
// @ts-check

import { brief } from "../math/axes.js";
import { escapeHtml, fixedDigits, short, symbol } from "../ui/words.js";
import { targetOf } from "../verdict/targets.js";
import { equation } from "./equation.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Network } from "../math/network.js" */
/** @import { NamedPass } from "../math/passes.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Pointed, UnitAt, WeightAt } from "./types.js" */

/** @typedef {{ net: Network, example: NamedPass, gradient: Float64Array }} Values the gradient is (P,) */

/**
 * The text about a weight or a unit.
 * @param {Pointed} pointed
 * @param {Values} values
 * @param {Pick<NetworkDescription, "input_names">} description
 * @param {Texts} texts
 * @returns {string}
 */
export function tip(pointed, values, description, texts) {
  if (pointed.unit === undefined) return ofWeight(pointed, values);
  const name = `<p class="dnn-net-quiet">${escapeHtml(values.example.name)}`;
  if (pointed.layer === 0) return `${ofInput(pointed, values, description)}${name}</p>`;
  return `${ofUnit(pointed, values, texts)}${name} · ${escapeHtml(texts.click_enlarges)}</p>`;
}

/**
 * @param {WeightAt} pointed
 * @param {Values} values
 */
function ofWeight({ layer, row, column }, { net, gradient }) {
  const { W, before, start } = net.layers[layer - 1];
  const index = row * before + column;
  const w = symbol("w", layer, row, column);
  return `<p>${w} = <b>${fixedDigits(W[index])}</b></p><p>d${w} = <b>${fixedDigits(gradient[start + index])}</b></p>`;
}

/**
 * @param {UnitAt} pointed
 * @param {Values} values
 * @param {Pick<NetworkDescription, "input_names">} description
 */
function ofInput({ unit }, { example }, description) {
  return `<p>${escapeHtml(description.input_names[unit])} = <b>${short(example.A[0][unit])}</b></p>`;
}

/**
 * @param {UnitAt} pointed
 * @param {Values} values
 * @param {Texts} texts
 */
function ofUnit(pointed, { net, example, gradient }, texts) {
  const { layer, unit } = pointed;
  const { b, n, before, start } = net.layers[layer - 1];
  const bias = symbol("b", layer, unit);
  return (
    `${equation(net, pointed, example, texts)}` +
    `<p>${bias} = ${fixedDigits(b[unit])}, d${bias} = ${fixedDigits(gradient[start + n * before + unit])}</p>`
  );
}

/**
 * The prediction at a place: a target in its own unit, or a class with its probability.
 * @param {string} place in words
 * @param {Float64Array | null} output (n_y,); null as long as there is no network
 * @param {Pick<NetworkDescription, "task" | "classes">} description
 * @param {Pick<Data, "target_mean" | "target_scale">} data
 * @returns {string}
 */
export function prediction(place, output, { task, classes }, data) {
  const where = escapeHtml(place);
  if (!output) return where;
  if (task === "regression") return `${where}<br>ŷ = <b>${fixedDigits(targetOf(data, output[0]))}</b>`;
  const best = task === "binary" ? Number(output[0] > 0.5) : output.indexOf(Math.max(...output));
  const share = task === "binary" ? output[0] : output[best];
  const y = task === "binary" ? "ŷ" : `ŷ<sub>${best + 1}</sub>`;
  return `${where}<br>${y} = <b>${share.toFixed(3)}</b> · ${escapeHtml(brief(classes[best]))}`;
}
