// The table of the weights and the bias of a unit, as HTML.
// @ts-check

import { fill } from "../ui/format.js";
import { arrow, escapeHtml, symbol } from "../ui/words.js";

/** @import { Texts } from "../ui/skeleton.js" */
/** @import { UnitAt } from "./types.js" */

/**
 * The empty table, with the buttons that turn its pages.
 * @param {Texts} texts
 * @returns {string}
 */
export function tableMarkup(texts) {
  const heads = ["a", ...[texts.value, texts.weight, texts.gradient].map(escapeHtml)].map((text) => `<th>${text}</th>`);
  return (
    `<table class="dnn-net-weights"><thead><tr>${heads.join("")}</tr></thead><tbody></tbody></table><div class="dnn-net-pages">` +
    `<button type="button" data-page="-1" aria-label="${escapeHtml(texts.weights_before)}">${arrow("up")}</button><span></span>` +
    `<button type="button" data-page="1" aria-label="${escapeHtml(texts.weights_after)}">${arrow("down")}</button></div>` +
    '<p class="dnn-net-hint" id="dnn-net-hint"></p>'
  );
}

/**
 * The rows of the weights of some columns, and of the bias.
 * @param {UnitAt} at
 * @param {number[]} columns
 * @param {string[]} inputs their names
 * @param {Texts} texts
 * @returns {string}
 */
export function rowsMarkup({ layer, unit }, columns, inputs, texts) {
  const weights = columns.map((column) => {
    const from = layer === 1 ? escapeHtml(inputs[column]) : symbol("a", layer - 1, column);
    return rowMarkup(from, "W", column, fill(texts.weight_from, { number: column + 1 }));
  });
  return weights.join("") + rowMarkup(symbol("b", layer, unit), "b", 0, texts.bias);
}

/**
 * One row. The keyboard of a telephone for decimals may lack the minus sign, so these are fields for text.
 * @param {string} name as HTML
 * @param {string} quantity "W" or "b"
 * @param {number} column
 * @param {string} label
 */
function rowMarkup(name, quantity, column, label) {
  const field =
    `<input type="text" autocomplete="off" spellcheck="false" data-quantity="${quantity}" data-column="${column}"` +
    ` aria-label="${escapeHtml(label)}" aria-describedby="dnn-net-hint">`;
  return `<tr><th>${name}</th><td></td><td>${field}</td><td></td></tr>`;
}
