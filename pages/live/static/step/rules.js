// How a cell of a result comes about, by the kind of its rule: which cells of the operands it is made of, and its terms.

import { factor, long } from "./figures.js";

// A cell of an operand that has one row or one column stands for all of them.
const nearest = ({ shape }, i, j) => [shape[0] === 1 ? 0 : i, shape[1] === 1 ? 0 : j];
const range = (count) => Array.from({ length: count }, (_, k) => k);
// Put numbers into a term; one that stands in brackets already needs none of its own.
const put = (term, values) =>
  term
    .replace(/\(\{(\d)\}\)/g, (_, k) => `(${long(values[Number(k)])})`)
    .replace(/\{(\d)\}/g, (_, k) => factor(values[Number(k)]));

// used(step, i, j, operand number) -> (row, column) -> whether that cell of the operand is used.
// terms(step, read, i, j) -> {count, at: k -> {text, value}, plus}: the terms of the sum.
export const RULES = {
  product: {
    used: (step, i, j, k) => [(row) => row === i, (_, column) => column === j, (row) => row === i][k],
    terms: (step, read, i, j) => ({
      count: step.operands[0].shape[1],
      at: (k) => pair(read(0, i, k), read(1, k, j)),
      plus: step.operands[2] ? read(2, i, 0) : undefined,
    }),
  },
  row_sum: {
    used: (step, i) => (row) => row === i,
    terms: (step, read, i) => ({ count: step.operands[0].shape[1], at: (k) => single(read(0, i, k)) }),
  },
  column_sum: {
    used: (step, i, j) => (_, column) => column === j,
    terms: (step, read, i, j) => ({
      count: step.operands[0].shape[0],
      at: (k) => ({ text: put(step.rule.term, [read(0, k, j), read(1, k, j)]) }),
    }),
  },
  softmax: {
    used: (step, i, j) => (_, column) => column === j,
    terms: (step, read, i, j) => ({
      count: step.operands[0].shape[0],
      at: (k) => ({ text: `e^${factor(read(0, k, j))}`, value: Math.exp(read(0, k, j)) }),
      over: `e^${factor(read(0, i, j))}`,
    }),
  },
  mean: {
    used: (step, i, j) => (row, column) => row === i && column === j,
    terms: (step, read, i, j) => ({ count: step.operands.length, at: (k) => single(read(k, i, j)) }),
  },
  cells: {
    used: (step, i, j, k) => {
      const [wantedRow, wantedColumn] = nearest(step.operands[k], i, j);
      return (row, column) => row === wantedRow && column === wantedColumn;
    },
    terms: (step, read, i, j) => {
      const values = range(step.operands.length).map((k) => read(k, ...nearest(step.operands[k], i, j)));
      return { count: 1, at: () => ({ text: put(step.rule.term, values) }) };
    },
  },
};

const single = (value) => ({ text: factor(value), value });
const pair = (left, right) => ({ text: `${factor(left)}·${factor(right)}`, value: left * right });

// The signs between result and operands.
export function signs({ rule, operands }) {
  const mean = rule.divide > 1 ? `1/${rule.divide} ·` : "";
  const between = /^\{0\} (\S) \{1\}$/.exec(rule.term)?.[1]?.replace("·", "∗");
  const first =
    { product: `= ${mean}`, row_sum: `= ${mean} Σ`, mean: `= ${mean}` }[rule.kind] ??
    (between || rule.term === "{0}" ? "=" : "←");
  const rest = { product: ["·", "+"], mean: operands.map(() => "+") }[rule.kind] ?? [between ?? ","];
  return operands.map((_, k) => (k === 0 ? first : (rest[k - 1] ?? ",")));
}
