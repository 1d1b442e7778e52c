// The weights and the bias of a unit as a table of fields: what they are, their gradients, and how they are edited while the
// run rests. Of many weights a page at a time.
// @ts-check

import { entryIndex } from "../math/network.js";
import { buttonData, childrenOf, query } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml, fixedDigits } from "../ui/words.js";
import { windowOf } from "./fold.js";
import { NO_NETWORK } from "./types.js";
import { MAX_PARAMETER_VALUE, parse, RETURN_MS, typed } from "./weight_entry.js";
import { rowsMarkup, tableMarkup } from "./weight_markup.js";

/** @import { ParameterEdit } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { CardValues, Description, UnitAt } from "./types.js" */

/**
 * @typedef {object} Row
 * @property {HTMLElement} row
 * @property {HTMLElement} value the cell of a
 * @property {HTMLInputElement} input the field of the weight
 * @property {HTMLElement} slope the cell of the gradient
 * @property {string} quantity "W" or "b"
 * @property {number} column
 * @property {string} written the text that was written into the field last
 * @property {string} real the weight as it is
 * @property {string | null} sent the weight as it was when another was sent, until that arrives
 */
/** @typedef {Pick<CardValues, "latest" | "example" | "gradient" | "isEditable">} FieldValues */

const MAX_ROWS = 64;
export class WeightFields {
  /** @type {Row[]} */
  rows = [];
  first = 0;
  count = 0;
  /** @type {FieldValues | null} */
  latest = null;
  /** @type {UnitAt} */
  unit = { layer: 1, unit: 0 };
  description = NO_NETWORK;
  /** @type {Texts} */
  texts = {};

  /**
   * @param {HTMLElement} element receives the events of the table
   * @param {(edit: ParameterEdit) => void} onEdit
   */
  constructor(element, onEdit) {
    this.box = element;
    this.onEdit = onEdit;
    element.addEventListener("focusout", (event) => this.leave(this.rowOf(event)));
    element.addEventListener("keydown", (event) => this.press(event, this.rowOf(event)));
    element.addEventListener("input", () => this.complain(null));
    element.addEventListener("click", (event) => {
      const { page } = buttonData(event);
      if (page) this.turn(Number(page));
    });
  }

  /** @param {Event} event */
  rowOf({ target }) {
    return this.rows.find((row) => row.input === target);
  }

  /**
   * Make the table of another unit, or in other words.
   * @param {HTMLElement} box
   * @param {UnitAt} unit
   * @param {Description} description
   * @param {Texts} texts
   */
  open(box, unit, description, texts) {
    this.box = box;
    this.unit = unit;
    this.description = description;
    this.texts = texts;
    this.first = 0;
    this.latest = null;
    this.count = description.sizes[unit.layer - 1];
    box.innerHTML = tableMarkup(texts);
    this.build();
  }

  close() {
    this.rows = [];
  }

  get body() {
    return query(this.box, "tbody");
  }

  /** The elements that turn pages: their box, the buttons, and the text between them. */
  get pages() {
    const box = query(this.box, ".dnn-net-pages");
    const [before, after] = box.querySelectorAll("button");
    return { box, before, text: query(box, "span"), after };
  }

  build() {
    this.rows = []; // fields that go are not edited any more
    const { first, shown, count, isFolded } = windowOf(this.count, this.first, MAX_ROWS);
    this.first = first;
    const columns = Array.from({ length: shown }, (_, i) => first + i);
    const { body, pages } = this;
    body.innerHTML = rowsMarkup(this.unit, columns, this.description.inputs, this.texts);
    this.rows = childrenOf(body).map((row) => {
      const [value, , slope] = row.querySelectorAll("td");
      const input = query(row, "input", HTMLInputElement);
      const { quantity = "", column } = input.dataset;
      return { row, value, input, slope, quantity, column: Number(column), written: "", real: "", sent: null };
    });
    pages.box.hidden = !isFolded;
    write(pages.text, fill(this.texts.weights_shown, { first: first + 1, last: first + shown, count }));
    pages.before.disabled = first === 0;
    pages.after.disabled = first + shown >= count;
    if (this.latest) this.draw(this.latest);
  }

  /** @param {number} by pages */
  turn(by) {
    this.first += by * MAX_ROWS;
    this.build();
    const { before, after } = this.pages;
    const pressed = by < 0 ? before : after;
    (pressed.disabled ? (by < 0 ? after : before) : pressed).focus();
  }

  /**
   * Bring the field of the weight of a column into sight.
   * @param {number} column
   * @param {{ takesFocus: boolean }} options
   */
  reveal(column, { takesFocus }) {
    if (column < this.first || column >= this.first + MAX_ROWS) {
      this.first = column - (column % MAX_ROWS);
      this.build();
    }
    const found = this.rows.find((row) => row.quantity === "W" && row.column === column);
    if (!found) return;
    for (const { row } of this.rows) row.dataset.meant = String(row === found.row);
    found.row.scrollIntoView({ block: "nearest" });
    if (!takesFocus) return;
    found.input.focus({ preventScroll: true });
    found.input.select();
  }

  /** @param {FieldValues} values */
  draw(values) {
    this.latest = values;
    const { latest, example, gradient, isEditable } = values;
    const { layer, unit } = this.unit;
    const shown = latest.layers[layer - 1];
    const { W, b, before } = shown;
    for (const row of this.rows) {
      const isBias = row.quantity === "b";
      const index = entryIndex(shown, { ...row, row: unit });
      write(row.value, isBias ? "1" : fixedDigits(example?.A[layer - 1][row.column]));
      write(row.slope, fixedDigits(gradient?.[index]));
      this.update(row, typed(isBias ? b[unit] : W[unit * before + row.column]));
      if (row.input.readOnly === isEditable) row.input.readOnly = !isEditable;
    }
    write(query(this.box, ".dnn-net-hint"), isEditable ? this.texts.edit_hint : this.texts.edit_pause);
  }

  /**
   * Write the weight as it is into its field, unless something is being typed there or on its way.
   * @param {Row} row
   * @param {string} real
   */
  update(row, real) {
    if (row.sent !== null && row.sent !== real) row.sent = null;
    row.real = real;
    if (row.sent === null && !this.isTyped(row)) this.restore(row);
  }

  /** @param {Row} row */
  isTyped(row) {
    return document.activeElement === row.input && row.input.value !== row.written;
  }

  /** @param {Row} row */
  restore(row) {
    if (row.input.value !== row.real) row.input.value = row.real;
    row.written = row.real;
    row.input.removeAttribute("aria-invalid");
  }

  /**
   * Enter sends what was typed, Escape brings the weight back as it was.
   * @param {KeyboardEvent} event
   * @param {Row | undefined} row
   */
  press(event, row) {
    if (!row || !this.isTyped(row)) return;
    if (event.key === "Enter") this.submit(row);
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.complain(null);
    this.restore(row);
  }

  /** @param {Row | undefined} row */
  leave(row) {
    if (!row) return;
    if (row.input.value !== row.written) this.submit(row);
    if (row.sent === null) this.restore(row);
  }

  /** @param {Row} row */
  submit(row) {
    const value = parse(row.input.value);
    this.complain(value === null ? row : null);
    if (value === null) {
      row.input.setAttribute("aria-invalid", "true");
      return;
    }
    row.sent = row.real;
    row.written = row.input.value;
    row.input.removeAttribute("aria-invalid");
    setTimeout(() => this.giveUp(row), RETURN_MS);
    const { layer, unit } = this.unit;
    this.onEdit({ layer, quantity: row.quantity, row: unit, column: row.column, value });
  }

  /**
   * Bring the weight back as it was: what was sent did not come back as another number.
   * @param {Row} row
   */
  giveUp(row) {
    if (row.sent === null) return;
    row.sent = null;
    if (!this.isTyped(row)) this.restore(row);
  }

  /**
   * Say below a field what is expected there.
   * @param {Row | null} row
   */
  complain(row) {
    this.box.querySelector(".dnn-net-expected")?.remove();
    if (!row) return;
    const limit = MAX_PARAMETER_VALUE.toLocaleString("en");
    const words = escapeHtml(fill(this.texts.expected_weight, { low: `\u2212${limit}`, high: limit }));
    const message = `<td colspan="4"><span role="alert">${words}</span></td>`;
    row.row.insertAdjacentHTML("afterend", `<tr class="dnn-net-expected">${message}</tr>`);
  }
}
