// The sum behind one number of the result, written out with numbers.
// @ts-check

import { fill } from "../ui/format.js";
import { long } from "./figures.js";
import { RULES } from "./rules.js";

/** @import { PackedRule, PackedStep } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Numbers } from "./arrays.js" */
/** @import { Read, Terms } from "./rules.js" */

/** @typedef {{ i: number, j: number }} Cell of the result, from 0 */
/** @typedef {{ symbols: Record<string, string>, numbers: Numbers, texts: Texts }} Context symbols as MathML, by their keys */
/**
 * @typedef {object} Piece
 * @property {string} text
 * @property {string} [kind] of the class of its element
 * @property {boolean} [isMarkup] the text is MathML
 * @property {number} [value] the number that the text writes
 */

const MAX_TERMS = 8;

/**
 * The elements of the line under the tables: "Z[1] (3, 5) = 0.12·0.5 + … = 0.31".
 * @param {PackedStep} step
 * @param {Cell} cell
 * @param {Context} context
 */
export function writeSum(step, cell, context) {
  return sumPieces(step, cell, context).map(element);
}

/**
 * The pieces of that line.
 * @param {PackedStep} step
 * @param {Cell} cell
 * @param {Context} context
 * @returns {Piece[]}
 */
export function sumPieces(step, { i, j }, { symbols, numbers, texts }) {
  const windows = step.operands.map((operand) => numbers.read(operand)).filter((window) => window !== null);
  const value = numbers.read(step.result)?.at(i, j);
  if (value === undefined || windows.length < step.operands.length) return [{ text: texts.loading, kind: "quiet" }];
  /** @type {Read} */
  const read = (k, row, column) => windows[k].at(row, column);
  const terms = RULES[step.rule.kind].terms(step, read, i, j);
  const { text, more } = sum(terms, value, step.rule, texts);
  /** @type {Piece[]} */
  const pieces = [
    { text: symbols[step.result.symbol], isMarkup: true },
    { text: ` (${i + 1}, ${j + 1}) = ` },
    { text: framed(text, step.rule, terms), kind: "terms" },
  ];
  if (more) pieces.push({ text: more, kind: "quiet" });
  pieces.push({ text: " = " }, { text: long(value), kind: "value", value });
  if (step.total !== null && step.total !== value) {
    pieces.push({ text: ` · ${fill(texts.with_penalty, { total: long(step.total) })}`, kind: "quiet" });
  }
  return pieces;
}

/**
 * The terms that are shown, and in words how many are not, with what they add up to.
 * @param {Terms} terms
 * @param {number} value of the result
 * @param {PackedRule} rule
 * @param {Texts} texts
 */
function sum({ count, at, plus }, value, rule, texts) {
  const shown = [];
  for (let k = 0; k < count && shown.length < MAX_TERMS; k += 1) {
    const term = at(k);
    if (term.text.includes("…")) break;
    shown.push(term);
  }
  const words = shown.map(({ text }) => text);
  let more = "";
  const left = count - shown.length;
  if (left > 0) {
    const known = shown.reduce((total, term) => total + (term.value ?? 0), plus ?? 0);
    const others = rule.kind === "softmax" ? "…" : long((value * rule.divide) / rule.factor - known);
    words.push("…");
    more = ` (${fill(texts.terms_more, { count: left, sum: others })})`;
  }
  if (plus !== undefined) words.push(long(plus));
  return { text: words.join(" + ").replaceAll("+ −", "− "), more };
}

/**
 * The sum with what it is divided or multiplied by.
 * @param {string} text
 * @param {PackedRule} rule
 * @param {Terms} terms
 */
function framed(text, { kind, divide, factor }, { count, plus, over }) {
  if (kind === "softmax") return `${over} / (${text})`;
  const inside = count > 1 || plus !== undefined ? `(${text})` : text;
  if (divide > 1) return `${inside} / ${divide}`;
  if (factor === -1) return `−${inside}`;
  return factor === 1 ? text : `${factor}·${inside}`;
}

/** @param {Piece} piece */
function element({ text, kind, isMarkup, value }) {
  const span = document.createElement("span");
  if (kind) span.className = `dnn-step-${kind}`;
  if (isMarkup) span.innerHTML = text;
  else span.textContent = text;
  if (value !== undefined) span.dataset.value = String(value);
  return span;
}
