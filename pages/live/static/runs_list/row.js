// A row of the list of runs, and the form in which its name and note are written. Texts of the visitor's are shown as they are.
// @ts-check

import { colorOf, dashOf, swatch } from "../runs/appearance.js";
import { actionIcon, READ_ONLY_ACTIONS, ROW_ACTIONS } from "../runs/markup.js";
import { fill } from "../ui/format.js";
import { deltaOf } from "./columns.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Column } from "./columns.js" */

/**
 * @typedef {object} RowContext
 * @property {Column[]} columns
 * @property {(number | null)[]} best the best value of each column
 * @property {NotebookRow | undefined} baseline
 * @property {string | null} current id of the run on the page
 * @property {(row: NotebookRow) => string} name
 * @property {(row: NotebookRow) => string} origin where a branch comes from; empty where it is none
 * @property {(row: NotebookRow) => boolean} isTicked
 * @property {Record<string, string>} colors
 * @property {Texts} texts
 */

export const MAX_NAME = 80;
export const MAX_NOTE = 500;

/**
 * @param {NotebookRow} row
 * @param {RowContext} context
 * @returns {HTMLTableRowElement}
 */
export function rowElement(row, context) {
  const element = document.createElement("tr");
  element.dataset.run = row.id;
  const isCurrent = row.id === context.current;
  if (isCurrent) element.setAttribute("aria-current", "true");
  element.append(curveCell(row, context, isCurrent), nameCell(row, context, isCurrent));
  element.append(
    ...context.columns.map((column, index) => valueCell(column, context.best[index], row, context)),
    actionsCell(row, context),
  );
  return element;
}

/**
 * The tick that has the curve shown, with the colour, the dash and the number of the run.
 * @param {NotebookRow} row
 * @param {RowContext} context
 * @param {boolean} isCurrent
 */
function curveCell(row, { isTicked, colors, texts }, isCurrent) {
  const cell = document.createElement("td");
  const label = cell.appendChild(document.createElement("label"));
  label.title = isCurrent ? texts.curve_is_shown : fill(texts.curve_of, { number: row.number });
  label.innerHTML = `<input type="checkbox">${swatch(dashOf(row))}<span></span>`;
  label.style.color = colorOf(row, colors);
  const [box, number] = [label.querySelector("input"), label.querySelector("span")];
  if (!box || !number) return cell;
  box.checked = isCurrent || isTicked(row);
  box.disabled = isCurrent;
  box.setAttribute("aria-label", label.title);
  number.textContent = `#${row.number}`;
  return cell;
}

/**
 * @param {NotebookRow} row
 * @param {RowContext} context
 * @param {boolean} isCurrent
 */
function nameCell(row, { name, origin, baseline, texts }, isCurrent) {
  const cell = document.createElement("th");
  cell.scope = "row";
  const button = cell.appendChild(document.createElement("button"));
  button.type = "button";
  button.dataset.runAction = "open";
  button.textContent = name(row);
  button.title = row.read_only ?? (isCurrent ? texts.is_shown : texts.open_run);
  button.disabled = isCurrent || row.read_only !== null;
  const tags = [
    isCurrent ? texts.on_the_page : "",
    baseline?.id === row.id && row.name ? texts.baseline : "",
    origin(row),
  ].filter(Boolean);
  if (tags.length) cell.appendChild(document.createElement("small")).textContent = tags.join(" · ");
  for (const words of [row.note, row.read_only].filter(Boolean)) {
    cell.appendChild(document.createElement("p")).textContent = words;
  }
  return cell;
}

/**
 * @param {Column} column
 * @param {number | null} best
 * @param {NotebookRow} row
 * @param {RowContext} context
 */
function valueCell(column, best, row, { baseline, texts }) {
  const cell = document.createElement("td");
  cell.dataset.column = column.key;
  const value = column.value(row);
  const shown = cell.appendChild(document.createElement(best !== null && value === best ? "strong" : "span"));
  shown.textContent = column.text(row);
  if (shown.tagName === "STRONG") {
    shown.title = texts.best;
    cell.append(unseen(texts.best));
  }
  const delta = deltaOf(column, row, baseline);
  if (delta) {
    const small = cell.appendChild(document.createElement("small"));
    small.className = delta.isBetter ? "dnn-runs-better" : "dnn-runs-worse";
    small.textContent = delta.text;
    small.append(unseen(delta.isBetter ? texts.better : texts.worse));
  }
  return cell;
}

/**
 * Words for who does not see the picture.
 * @param {string} text
 */
function unseen(text) {
  const element = document.createElement("span");
  element.className = "dnn-live-unseen";
  element.textContent = ` ${text}`;
  return element;
}

/**
 * @param {NotebookRow} row
 * @param {RowContext} context
 */
function actionsCell(row, { baseline, texts }) {
  const cell = document.createElement("td");
  cell.className = "dnn-runs-actions";
  for (const action of row.read_only === null ? ROW_ACTIONS : READ_ONLY_ACTIONS) {
    const button = cell.appendChild(document.createElement("button"));
    button.type = "button";
    button.dataset.runAction = action;
    button.innerHTML = actionIcon(action);
    const label = fill(texts[`act_${action}`], { number: row.number });
    button.title = label;
    button.setAttribute("aria-label", label);
    if (action === "star") button.setAttribute("aria-pressed", String(row.is_starred));
    if (action === "baseline") button.setAttribute("aria-pressed", String(baseline?.id === row.id));
  }
  return cell;
}

/**
 * The form for the name and the note of a run, which spans the table.
 * @param {NotebookRow} row
 * @param {{ placeholder: string, columns: number, texts: Texts }} context
 */
export function formRow(row, { placeholder, columns, texts }) {
  const element = document.createElement("tr");
  element.dataset.form = row.id;
  const cell = element.appendChild(document.createElement("td"));
  cell.colSpan = columns;
  const form = cell.appendChild(document.createElement("form"));
  form.innerHTML =
    `<label><span></span><input name="label" maxlength="${MAX_NAME}" autocomplete="off"></label>` +
    `<label><span></span><textarea name="note" maxlength="${MAX_NOTE}" rows="2"></textarea></label>` +
    `<button type="submit"></button><button type="button" data-run-action="cancel"></button>`;
  const words = [texts.name, texts.note];
  form.querySelectorAll("label > span").forEach((span, index) => {
    span.textContent = words[index];
  });
  const [save, cancel] = form.querySelectorAll("button");
  save.textContent = texts.save;
  cancel.textContent = texts.cancel;
  const [name, note] = [form.querySelector("input"), form.querySelector("textarea")];
  if (name && note) {
    name.value = row.name;
    name.placeholder = placeholder;
    note.value = row.note;
  }
  return element;
}
