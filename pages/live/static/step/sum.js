// The sum behind one number of the result, written out with numbers.

import { fill } from "../ui/format.js";
import { long } from "./figures.js";
import { RULES } from "./rules.js";

const MAX_TERMS = 8;

// The elements of the line under the tables: "Z[1] (3, 5) = 0.12·0.5 + … = 0.31".
export function writeSum(step, { i, j }, { symbols, numbers, texts }) {
  const windows = step.operands.map((operand) => numbers.read(operand));
  const value = numbers.read(step.result)?.at(i, j);
  if (value === undefined || windows.includes(null)) return [piece(texts.loading, "quiet")];
  const read = (k, row, column) => windows[k].at(row, column);
  const { count, at, plus, over } = RULES[step.rule.kind].terms(step, read, i, j);
  const parts = [symbol(symbols[step.result.symbol]), piece(` (${i + 1}, ${j + 1}) = `)];
  const { text, more } = sum({ count, at, plus, value, rule: step.rule, texts });
  parts.push(piece(frame(text, { ...step.rule, count, over, isPlus: plus !== undefined }), "terms"));
  if (more) parts.push(piece(more, "quiet"));
  const result = piece(long(value), "value");
  result.dataset.value = value;
  parts.push(piece(" = "), result);
  if (step.total !== null && step.total !== value) {
    parts.push(piece(` · ${fill(texts.with_penalty, { total: long(step.total) })}`, "quiet"));
  }
  return parts;
}

// Terms that are shown, and how many are not, with what they add up to.
function sum({ count, at, plus, value, rule, texts }) {
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

// The sum with what it is divided or multiplied by.
function frame(text, { kind, divide, factor, count, over, isPlus }) {
  if (kind === "softmax") return `${over} / (${text})`;
  const inside = count > 1 || isPlus ? `(${text})` : text;
  if (divide > 1) return `${inside} / ${divide}`;
  if (factor === -1) return `−${inside}`;
  return factor === 1 ? text : `${factor}·${inside}`;
}

function piece(text, kind = "") {
  const element = document.createElement("span");
  if (kind) element.className = `dnn-step-${kind}`;
  element.textContent = text;
  return element;
}

function symbol(markup) {
  const element = document.createElement("span");
  element.innerHTML = markup;
  return element;
}
