// The making of a cell of a result, by the kind of its rule: which cells of the operands it is made of, and its terms.
// @ts-check

import { factor, long } from "./figures.js";

/** @import { ArrayReference, PackedStep } from "../connection/wire.js" */

/** @typedef {{ rule: PackedStep["rule"], operands: Pick<ArrayReference, "shape">[] }} RuledStep a step, for its rule */
/** @typedef {(operand: number, i: number, j: number) => number | undefined} Read a cell; undefined if it was not sent */
/** @typedef {{ text: string, value?: number }} Term */
/**
 * @typedef {object} Terms
 * @property {number} count
 * @property {(k: number) => Term} at
 * @property {number} [plus] what is added to the sum of the terms
 * @property {string} [over] what is divided by that sum
 */
/**
 * @typedef {object} CellRule
 * @property {(step: RuledStep, i: number, j: number, operand: number) => (row: number, column: number) => boolean} used
 * the cells of an operand that cell (i, j) is made of
 * @property {(step: RuledStep, read: Read, i: number, j: number) => Terms} terms of the sum
 */

/**
 * The cell of an operand for (i, j) of the result: its one row or column stands for all of them.
 * @param {Pick<ArrayReference, "shape">} operand
 * @param {number} i
 * @param {number} j
 * @returns {[number, number]}
 */
const nearest = ({ shape }, i, j) => [shape[0] === 1 ? 0 : i, shape[1] === 1 ? 0 : j];

/**
 * Put numbers into a term; one that stands in brackets already needs none of its own.
 * @param {string} term
 * @param {(number | undefined)[]} values
 */
const put = (term, values) =>
  term
    .replace(/\(\{(\d)\}\)/g, (_, k) => `(${long(values[Number(k)])})`)
    .replace(/\{(\d)\}/g, (_, k) => factor(values[Number(k)]));

/** @type {(value: number | undefined) => Term} */
const single = (value) => ({ text: factor(value), value });

/** @type {(left: number | undefined, right: number | undefined) => Term} */
const pair = (left, right) => ({
  text: `${factor(left)}·${factor(right)}`,
  value: left === undefined || right === undefined ? undefined : left * right,
});

/** @type {Record<string, CellRule>} */
export const RULES = {
  product: {
    used: (_step, i, j, operand) =>
      [
        (/** @type {number} */ row) => row === i,
        (/** @type {number} */ _row, /** @type {number} */ column) => column === j,
        (/** @type {number} */ row) => row === i,
      ][operand],
    terms: (step, read, i, j) => ({
      count: step.operands[0].shape[1],
      at: (k) => pair(read(0, i, k), read(1, k, j)),
      plus: step.operands[2] ? read(2, i, 0) : undefined,
    }),
  },
  row_sum: {
    used: (_step, i) => (row) => row === i,
    terms: (step, read, i) => ({ count: step.operands[0].shape[1], at: (k) => single(read(0, i, k)) }),
  },
  column_sum: {
    used: (_step, _i, j) => (_row, column) => column === j,
    terms: (step, read, _i, j) => ({
      count: step.operands[0].shape[0],
      at: (k) => ({ text: put(step.rule.term, [read(0, k, j), read(1, k, j)]) }),
    }),
  },
  softmax: {
    used: (_step, _i, j) => (_row, column) => column === j,
    terms: (step, read, i, j) => ({
      count: step.operands[0].shape[0],
      at: (k) => ({ text: `e^${factor(read(0, k, j))}`, value: Math.exp(read(0, k, j) ?? Number.NaN) }),
      over: `e^${factor(read(0, i, j))}`,
    }),
  },
  mean: {
    used: (_step, i, j) => (row, column) => row === i && column === j,
    terms: (step, read, i, j) => ({ count: step.operands.length, at: (k) => single(read(k, i, j)) }),
  },
  cells: {
    used: (step, i, j, operand) => {
      const [usedRow, usedColumn] = nearest(step.operands[operand], i, j);
      return (row, column) => row === usedRow && column === usedColumn;
    },
    terms: (step, read, i, j) => {
      const values = step.operands.map((operand, k) => read(k, ...nearest(operand, i, j)));
      return { count: 1, at: () => ({ text: put(step.rule.term, values) }) };
    },
  },
};

/**
 * The signs between result and operands: one before each operand.
 * @param {{ rule: PackedStep["rule"], operands: unknown[] }} step
 * @returns {string[]}
 */
export function signs({ rule, operands }) {
  const mean = rule.divide > 1 ? `1/${rule.divide} ·` : "";
  const between = /^\{0\} (\S) \{1\}$/.exec(rule.term)?.[1]?.replace("·", "∗");
  /** @type {Record<string, string>} */
  const firsts = { product: `= ${mean}`, row_sum: `= ${mean} Σ`, mean: `= ${mean}` };
  const first = firsts[rule.kind] ?? (between || rule.term === "{0}" ? "=" : "←");
  /** @type {Record<string, string[]>} */
  const others = { product: ["·", "+"], mean: operands.map(() => "+") };
  const rest = others[rule.kind] ?? [between ?? ","];
  return operands.map((_, k) => (k === 0 ? first : (rest[k - 1] ?? ",")));
}
