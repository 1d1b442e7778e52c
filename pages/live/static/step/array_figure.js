// One array of an equation as a table of numbers: its symbol and shape, the part of it that is shown, its scale of colours.
// @ts-check

import { query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { escapeHtml } from "../ui/words.js";
import { short } from "./figures.js";

/** @import { ArrayReference, PackedIteration } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { ArrayWindow, Numbers } from "./arrays.js" */
/** @import { AxisWindow } from "./share.js" */

/** @typedef {{ trace: PackedIteration, texts: Texts, numbers: Numbers }} ArrayContext */

const STRONGEST = 62; // percent of a colour in the cell of the largest number
/** @type {AxisWindow} of an axis with one row or column */
const ONE = { start: 0, count: 1 };

/**
 * The rows and the columns of an array that are shown.
 * @param {Pick<ArrayReference, "axes">} reference
 * @param {Record<string, AxisWindow>} shown by axis
 * @returns {[AxisWindow, AxisWindow]}
 */
export function windowsOf({ axes: [row, column] }, shown) {
  return [shown[row] ?? ONE, shown[column] ?? ONE];
}

/**
 * The sign between two arrays.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function operator(text) {
  const element = document.createElement("span");
  element.className = "dnn-step-sign";
  element.textContent = text;
  return element;
}

/**
 * The figure of an array.
 * @param {ArrayReference} reference
 * @param {string} role "result", or the number of the operand
 * @param {Record<string, AxisWindow>} shown
 * @param {ArrayContext} context
 * @returns {HTMLElement}
 */
export function arrayFigure(reference, role, shown, { trace, texts, numbers }) {
  const [rows, columns] = windowsOf(reference, shown);
  const values = numbers.read(reference);
  const [n, m] = reference.shape;
  const figure = document.createElement("figure");
  figure.dataset.array = role;
  figure.innerHTML =
    `<figcaption>${trace.symbols[reference.symbol]}<small>${n} × ${m}</small></figcaption>` +
    `<table role="grid" class="${rows.count < n ? "cut-rows" : ""} ${columns.count < m ? "cut-columns" : ""}">` +
    tableParts(rows, columns, values, texts.row) +
    "</table>" +
    colorScale(values?.largest ?? 0);
  const name = figure.querySelector("math")?.textContent ?? reference.symbol;
  const label = fill(texts.matrix, { symbol: name, rows: n, columns: m });
  query(figure, "table").setAttribute("aria-label", label);
  return figure;
}

/**
 * Head and body of the table: the numbers of rows and columns, counted from 1, and the values.
 * @param {AxisWindow} rows
 * @param {AxisWindow} columns
 * @param {ArrayWindow | null} values null as long as they have not been sent
 * @param {string} corner what the first column is, for those who do not see it
 * @returns {string}
 */
export function tableParts(rows, columns, values, corner) {
  const heads = indices(columns).map((j) => `<th scope="col">${j + 1}</th>`);
  const body = indices(rows).map((i) => {
    const cells = indices(columns).map((j) => tableCell(i, j, values));
    return `<tr><th scope="row">${i + 1}</th>${cells.join("")}</tr>`;
  });
  const first = `<th scope="col"><span class="dnn-step-unseen">${escapeHtml(corner)}</span></th>`;
  return `<thead><tr>${first}${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

/** @param {AxisWindow} window */
const indices = ({ start, count }) => Array.from({ length: count }, (_, k) => start + k);

/**
 * @param {number} i
 * @param {number} j
 * @param {ArrayWindow | null} values
 */
function tableCell(i, j, values) {
  const value = values?.at(i, j);
  const attributes =
    value === undefined || !values
      ? ""
      : `data-value="${value}" title="${value}" style="${cellStyle(value, values.largest)}"`;
  return `<td data-i="${i}" data-j="${j}" ${attributes}>${short(value)}</td>`;
}

/**
 * The colour of a cell as variables of CSS: blue for a positive number, orange for a negative one, the stronger the larger.
 * @param {number} value
 * @param {number} largest of the array, by size
 * @returns {string}
 */
export function cellStyle(value, largest) {
  if (!Number.isFinite(value) || largest === 0) return "";
  const strength = Math.round(STRONGEST * Math.sqrt(Math.min(1, Math.abs(value) / largest)));
  return `--strength:${strength}%;--hue:var(--${value < 0 ? "negative" : "positive"})`;
}

/** @param {number} largest */
function colorScale(largest) {
  const end = short(largest);
  return (
    `<div class="dnn-step-scale" aria-hidden="true"><span>${largest ? `−${end}` : ""}</span><i></i>` +
    `<span>${end}</span></div>`
  );
}
