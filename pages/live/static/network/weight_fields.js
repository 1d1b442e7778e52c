// The weights and the bias of a unit as a table of fields: what they are, their gradients, and how they are edited while
// the run rests. Of many weights a page at a time.

import { fill, isNumber } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { arrow, escapeHtml, short, symbol } from "../ui/words.js";
import { windowOf } from "./fold.js";

export const MAX_VALUE = 1_000_000; // as MAX_PARAMETER_VALUE in dnn/background/commands.py
const MAX_ROWS = 64;
const PATIENCE_MS = 3000; // for a weight that was sent to come back
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

// What was typed, as a value that a weight may be given; null where it is none.
export function parse(text) {
  const plain = text.trim().replace("\u2212", "-");
  const value = NUMBER.test(plain) ? Number(plain) : NaN;
  return Math.abs(value) <= MAX_VALUE ? value : null;
}

const typed = (value) => (isNumber(value) ? String(Number(value.toPrecision(5))) : short(value));

export class WeightFields {
  // element lends its events; onEdit({layer, quantity, row, column, value})
  constructor(element, onEdit) {
    Object.assign(this, { onEdit, rows: [], first: 0 });
    element.addEventListener("focusout", ({ target }) => this.leave(this.rowOf(target)));
    element.addEventListener("keydown", (event) => this.press(event, this.rowOf(event.target)));
    element.addEventListener("input", () => this.complain(null));
    element.addEventListener("click", ({ target }) => {
      const { page } = target.closest("button")?.dataset ?? {};
      if (page) this.turn(Number(page));
    });
  }

  rowOf(input) {
    return this.rows.find((row) => row.input === input);
  }

  // Make the table of another unit, or in other words, in a box of its own.
  open(box, unit, description, texts) {
    Object.assign(this, { box, unit, description, texts, first: 0, latest: null });
    this.count = description.sizes[unit.layer - 1];
    box.innerHTML =
      `<table class="dnn-net-weights"><thead><tr><th>a</th><th>${escapeHtml(texts.value)}</th><th>${escapeHtml(texts.weight)}</th>` +
      `<th>${escapeHtml(texts.gradient)}</th></tr></thead><tbody></tbody></table><div class="dnn-net-pages">` +
      `<button type="button" data-page="-1" aria-label="${escapeHtml(texts.weights_before)}">${arrow("up")}</button><span></span>` +
      `<button type="button" data-page="1" aria-label="${escapeHtml(texts.weights_after)}">${arrow("down")}</button></div>` +
      '<p class="dnn-net-hint" id="dnn-net-hint"></p>';
    [this.body, this.pages, this.hint] = ["tbody", ".dnn-net-pages", ".dnn-net-hint"].map((part) =>
      box.querySelector(part),
    );
    this.build();
  }

  close() {
    this.rows = [];
  }

  build() {
    this.rows = []; // fields that go are not edited any more
    const { first, shown, count, folded } = windowOf(this.count, this.first, MAX_ROWS);
    this.first = first;
    const columns = Array.from({ length: shown }, (_, i) => first + i);
    this.body.innerHTML = columns.map((column) => this.weightRow(column)).join("") + this.biasRow();
    this.rows = [...this.body.children].map((row) => {
      const [value, field, slope] = row.querySelectorAll("td");
      const input = field.firstChild;
      const { quantity, column } = input.dataset;
      return { row, value, input, slope, quantity, column: Number(column), written: "", real: "", sent: null };
    });
    const [before, text, after] = this.pages.children;
    this.pages.hidden = !folded;
    write(text, fill(this.texts.weights_shown, { first: first + 1, last: first + shown, count }));
    before.disabled = first === 0;
    after.disabled = first + shown >= count;
    if (this.latest) this.draw(this.latest);
  }

  weightRow(column) {
    const { unit, description, texts } = this;
    const from = unit.layer === 1 ? escapeHtml(description.inputs[column]) : symbol("a", unit.layer - 1, column);
    return this.rowWith(from, "W", column, fill(texts.weight_from, { number: column + 1 }));
  }

  biasRow() {
    const { layer, unit } = this.unit;
    return this.rowWith(symbol("b", layer, unit), "b", 0, this.texts.bias);
  }

  // The keyboard of a telephone for decimals may lack the minus sign, so these are fields for text.
  rowWith(name, quantity, column, label) {
    const field =
      `<input type="text" autocomplete="off" spellcheck="false" data-quantity="${quantity}" data-column="${column}"` +
      ` aria-label="${escapeHtml(label)}" aria-describedby="dnn-net-hint">`;
    return `<tr><th>${name}</th><td></td><td>${field}</td><td></td></tr>`;
  }

  turn(by) {
    this.first += by * MAX_ROWS;
    this.build();
    const [before, , after] = this.pages.children;
    const pressed = by < 0 ? before : after;
    (pressed.disabled ? (by < 0 ? after : before) : pressed).focus();
  }

  // Bring the field of the weight of a column into sight.
  reveal(column, { focuses }) {
    if (column < this.first || column >= this.first + MAX_ROWS) {
      this.first = column - (column % MAX_ROWS);
      this.build();
    }
    const found = this.rows.find((row) => row.quantity === "W" && row.column === column);
    for (const { row } of this.rows) row.dataset.meant = String(row === found.row);
    found.row.scrollIntoView({ block: "nearest" });
    if (!focuses) return;
    found.input.focus({ preventScroll: true });
    found.input.select();
  }

  // values: {told: the network as it was told last, example, gradient, editable}
  draw(values) {
    this.latest = values;
    const { told, example, gradient, editable } = values;
    const { layer, unit } = this.unit;
    const { W, b, before, n, start } = told.layers[layer - 1];
    for (const row of this.rows) {
      const isBias = row.quantity === "b";
      const place = isBias ? start + n * before + unit : start + unit * before + row.column;
      write(row.value, isBias ? "1" : short(example?.A[layer - 1][row.column]));
      write(row.slope, short(gradient?.[place]));
      this.tell(row, typed(isBias ? b[unit] : W[unit * before + row.column]));
      if (row.input.readOnly === editable) row.input.readOnly = !editable;
    }
    write(this.hint, editable ? this.texts.edit_hint : this.texts.edit_pause);
  }

  // The weight as it is goes into its field, unless something is being typed there or on its way.
  tell(row, real) {
    if (row.sent !== null && row.sent !== real) row.sent = null;
    row.real = real;
    if (row.sent === null && !this.isTyped(row)) this.restore(row);
  }

  isTyped(row) {
    return document.activeElement === row.input && row.input.value !== row.written;
  }

  restore(row) {
    if (row.input.value !== row.real) row.input.value = row.real;
    row.written = row.real;
    row.input.removeAttribute("aria-invalid");
  }

  // Enter takes what was typed, Escape the weight as it was.
  press(event, row) {
    if (!row || !this.isTyped(row)) return;
    if (event.key === "Enter") this.take(row);
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.complain(null);
    this.restore(row);
  }

  leave(row) {
    if (!row) return;
    if (row.input.value !== row.written) this.take(row);
    if (row.sent === null) this.restore(row);
  }

  take(row) {
    const value = parse(row.input.value);
    this.complain(value === null ? row : null);
    if (value === null) return row.input.setAttribute("aria-invalid", "true");
    Object.assign(row, { sent: row.real, written: row.input.value });
    row.input.removeAttribute("aria-invalid");
    setTimeout(() => this.giveUp(row), PATIENCE_MS);
    return this.onEdit({
      layer: this.unit.layer,
      quantity: row.quantity,
      row: this.unit.unit,
      column: row.column,
      value,
    });
  }

  // What was sent did not come back as another number: it is as it was.
  giveUp(row) {
    if (row.sent === null) return;
    row.sent = null;
    if (!this.isTyped(row)) this.restore(row);
  }

  // Say below a field what is expected there.
  complain(row) {
    this.body.querySelector(".dnn-net-expected")?.remove();
    if (!row) return;
    const limit = MAX_VALUE.toLocaleString("en");
    const words = escapeHtml(fill(this.texts.expected_weight, { low: `\u2212${limit}`, high: limit }));
    row.row.insertAdjacentHTML(
      "afterend",
      `<tr class="dnn-net-expected"><td colspan="4"><span role="alert">${words}</span></td></tr>`,
    );
  }
}
