// The table of the list of runs: which rows there are, in which order, and the form in which one is named.
// @ts-check

import { nameOf } from "../runs/differences.js";
import { query } from "../ui/elements.js";
import { fill, fillCounted } from "../ui/format.js";
import { bestOf, columnsOf, sorted } from "./columns.js";
import { formRow, rowElement } from "./row.js";

/** @import { NotebookRow } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Column, Order } from "./columns.js" */
/** @import { RowContext } from "./row.js" */
/** @import { Shown } from "./runs_panel.js" */

const ROWS = 40; // that are drawn at once: 200 take a quarter of a second to lay out
const NEAR_PIXELS = 400; // from the end, where more are drawn

export class RunsTable {
  rows = ROWS;

  /** @type {Order | null} */ order = null;
  filter = "";
  isStarredOnly = false;
  /** The run whose name and note are being written. @type {string | null} */ written = null;
  /** @type {RowContext | null} What the rows were drawn with last. */ context = null;
  /** @type {NotebookRow[]} */ listedRows = [];
  /** @type {Shown | null} What was drawn last. */ shown = null;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    const scroll = query(box, ".dnn-runs-scroll");
    scroll.addEventListener("scroll", () => {
      const isNear = scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - NEAR_PIXELS;
      if (isNear && box.querySelector("[data-runs=more]")) this.showMore();
    });
  }

  /** Draw more of the rows. */
  showMore() {
    this.rows += ROWS;
    if (this.shown) this.draw(this.shown);
  }

  /** Ids of the runs that are listed, the oldest first. */
  get shownIds() {
    return this.listedRows.map(({ id }) => id).reverse();
  }

  /** @param {string} key */
  sort(key) {
    this.rows = ROWS;
    const { order } = this;
    if (order?.key !== key) this.order = { key, isDescending: false };
    else this.order = order.isDescending ? null : { key, isDescending: true };
  }

  toggleStarred() {
    this.isStarredOnly = !this.isStarredOnly;
  }

  /** @param {string} words */
  find(words) {
    this.rows = ROWS;
    this.filter = words.trim();
  }

  /**
   * Write the name and the note of a run, or of none any more.
   * @param {string | null} id
   */
  write(id) {
    this.written = id;
  }

  /** @param {Shown} shown */
  draw(shown) {
    this.shown = shown;
    const { content, baseline, current, ticked, colors, texts, language } = shown;
    const { labels, runs } = content;
    const name = (/** @type {NotebookRow} */ row) => nameOf(row, baseline, labels, texts);
    const columns = columnsOf(runs, labels, texts, language);
    const listed = this.listed(runs, name);
    const order = this.order;
    const column = order?.key === "name" ? nameColumn(name) : columns.find(({ key }) => key === order?.key);
    const rows = sorted(listed, column, order?.isDescending ?? false);
    const focus = focusOf(this.box);
    query(this.box, "thead tr", HTMLTableRowElement).replaceChildren(
      tickAll(listed, ticked, texts),
      heading("name", texts.run, order),
      ...columns.map(({ key, title }) => heading(key, title, order)),
      document.createElement("td"),
    );
    const origin = (/** @type {NotebookRow} */ row) => this.originOf(row, runs, texts);
    const isTicked = (/** @type {NotebookRow} */ { id }) => ticked.has(id);
    this.listedRows = listed;
    const best = bests(columns, listed);
    const context = { columns, best, baseline, current, name, origin, isTicked, colors, texts };
    this.context = context;
    const form = this.box.querySelector("[data-form]");
    const elements = rows.slice(0, this.rows).flatMap((row) => {
      const element = rowElement(row, context);
      if (row.id !== this.written) return [element];
      const placeholder = nameOf({ ...row, name: "" }, baseline, labels, texts);
      const isOpen = form instanceof HTMLElement && form.dataset.form === row.id;
      return [element, isOpen ? form : formRow(row, { placeholder, columns: columns.length + 3, texts })];
    });
    if (rows.length > this.rows) elements.push(moreRow(rows.length - this.rows, columns.length + 3, texts));
    query(this.box, "table").setAttribute("aria-rowcount", String(rows.length + 1));
    query(this.box, "tbody", HTMLTableSectionElement).replaceChildren(...elements);
    restoreFocus(this.box, focus);
    if (this.written !== null && !(form instanceof HTMLElement && form.dataset.form === this.written)) {
      this.box.querySelector("form input")?.scrollIntoView({ block: "nearest" });
      query(this.box, "form input", HTMLInputElement).focus();
    }
  }

  /**
   * Draw one row anew.
   * @param {NotebookRow} row
   */
  drawRow(row) {
    const before = this.box.querySelector(`tr[data-run="${row.id}"]`);
    if (!before || !this.context) return;
    const focus = focusOf(this.box);
    this.context.best = bests(this.context.columns, this.listedRows);
    const after = rowElement(row, this.context);
    after.className = before.className;
    before.replaceWith(after);
    restoreFocus(this.box, focus);
  }

  /**
   * @param {NotebookRow[]} runs
   * @param {(row: NotebookRow) => string} name
   */
  listed(runs, name) {
    const words = this.filter.toLocaleLowerCase();
    return runs.filter((row) => {
      if (this.isStarredOnly && !row.is_starred) return false;
      const text = [`#${row.number}`, name(row), row.note, ...Object.values(row.settings)].join("\n");
      return text.toLocaleLowerCase().includes(words);
    });
  }

  /**
   * @param {NotebookRow} row
   * @param {NotebookRow[]} runs
   * @param {Texts} texts
   */
  originOf({ parent, parent_iteration }, runs, texts) {
    if (parent === null) return "";
    const found = runs.find(({ id }) => id === parent);
    return fill(texts.branch_of, { run: found ? `#${found.number}` : texts.deleted_run, iteration: parent_iteration });
  }
}

/**
 * The best value of each column.
 * @param {Column[]} columns
 * @param {NotebookRow[]} rows
 */
const bests = (columns, rows) => columns.map((column) => bestOf(column, rows));

/**
 * The last row, where there are more: its button draws them, and so does scrolling to it.
 * @param {number} count
 * @param {number} columns
 * @param {Texts} texts
 */
function moreRow(count, columns, texts) {
  const element = document.createElement("tr");
  const cell = element.appendChild(document.createElement("td"));
  cell.colSpan = columns;
  const button = cell.appendChild(document.createElement("button"));
  button.type = "button";
  button.dataset.runs = "more";
  button.textContent = fillCounted(texts, "more_rows", count);
  return element;
}

/**
 * The tick that has the curves of all runs shown that are listed.
 * @param {NotebookRow[]} listed
 * @param {Set<string>} ticked
 * @param {Texts} texts
 */
function tickAll(listed, ticked, texts) {
  const cell = document.createElement("td");
  const box = cell.appendChild(document.createElement("input"));
  box.type = "checkbox";
  box.dataset.runs = "tick_all";
  box.title = texts.all_curves;
  box.setAttribute("aria-label", texts.all_curves);
  const count = listed.filter(({ id }) => ticked.has(id)).length;
  box.checked = count > 0 && count === listed.length;
  box.indeterminate = count > 0 && count < listed.length;
  return cell;
}

/**
 * @param {string} key
 * @param {string} title
 * @param {Order | null} order
 */
function heading(key, title, order) {
  const cell = document.createElement("th");
  cell.scope = "col";
  const isSorted = order?.key === key;
  cell.setAttribute("aria-sort", !isSorted ? "none" : order.isDescending ? "descending" : "ascending");
  const button = cell.appendChild(document.createElement("button"));
  button.type = "button";
  button.dataset.sort = key;
  button.textContent = title;
  return cell;
}

/** @param {(row: NotebookRow) => string} name */
const nameColumn = (name) => ({
  ...{ key: "name", title: "", text: name, value: name, better: /** @type {0} */ (0), delta: null },
});

/**
 * The place of the focus in the table, to be found again when that is drawn anew.
 * @param {HTMLElement} box
 */
function focusOf(box) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !box.contains(focused)) return "";
  const { runAction, sort, runs } = focused.dataset;
  if (runs === "tick_all") return "[data-runs=tick_all]";
  if (sort) return `[data-sort="${sort}"]`;
  const row = focused.closest("tr[data-run]");
  if (!(row instanceof HTMLElement)) return "";
  return `[data-run="${row.dataset.run}"] ${runAction ? `[data-run-action="${runAction}"]` : "input"}`;
}

/**
 * @param {HTMLElement} box
 * @param {string} selector
 */
function restoreFocus(box, selector) {
  const found = selector && box.querySelector(selector);
  if (found instanceof HTMLElement && found !== document.activeElement) found.focus({ preventScroll: true });
}
