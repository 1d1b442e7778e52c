// The equation of a unit with the numbers of one example, as HTML.
// @ts-check

import { ACTIVATIONS } from "../math/activations.js";
import { fillCounted } from "../ui/format.js";
import { escapeHtml, fixedDigits, signed, symbol } from "../ui/words.js";

/** @import { Network, Pass } from "../math/network.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { UnitAt } from "./types.js" */

const MAX_TERMS = 4;

/**
 * z = w·a + … + b and a = g(z); of many terms the first few, the others summed up.
 * @param {Network} network
 * @param {UnitAt} at
 * @param {Pass} pass of one example
 * @param {Texts} texts
 * @returns {string}
 */
export function equation(network, { layer, unit }, { Z, A }, texts) {
  const { W, b, before, activation } = network.layers[layer - 1];
  const product = (/** @type {number} */ k) => W[unit * before + k] * A[layer - 1][k];
  const terms = Array.from({ length: Math.min(before, MAX_TERMS) }, (_, k) => {
    const [weight, a] = [W[unit * before + k], A[layer - 1][k]];
    return `${k ? signed(weight) : fixedDigits(weight)}·${a < 0 ? `(${fixedDigits(a)})` : fixedDigits(a)}`;
  });
  if (before > MAX_TERMS) {
    let rest = 0;
    for (let k = MAX_TERMS; k < before; k++) rest += product(k);
    const words = escapeHtml(fillCounted(texts, "more_terms", before - MAX_TERMS));
    terms.push(`+ <span>(${words}: ${fixedDigits(rest)})</span>`);
  }
  const [z, a] = [symbol("z", layer, unit), symbol("a", layer, unit)];
  const g = activation === "softmax" ? "softmax" : ACTIVATIONS[activation].symbol;
  return (
    `<p>${z} = ${terms.join(" ")} ${signed(b[unit])} = <b data-role="unit-z">${fixedDigits(Z[layer][unit])}</b></p>` +
    `<p>${a} = ${g}(${fixedDigits(Z[layer][unit])}) = <b data-role="unit-a">${fixedDigits(A[layer][unit])}</b></p>`
  );
}
