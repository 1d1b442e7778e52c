// The form in which several values of a setting are chosen, to be tried side by side.
// @ts-check

import { query, queryAll } from "../ui/elements.js";
import { fill, fillCounted } from "../ui/format.js";
import { write } from "../ui/skeleton.js";

/** @import { VariationDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {number | string | null} Value */

export const MAX_VALUES = 8;
export const MIN_VALUES = 2;
const FULL = "full";

/**
 * The values that a text lists, separated by commas or blanks; "full" is the full batch. Null where one is no number.
 * @param {string} text
 * @returns {Value[] | null}
 */
export function readValues(text) {
  const parts = text.split(/[\s,;，、；]+/).filter(Boolean);
  const values = parts.map((part) => (part === FULL ? null : Number(part.replace("−", "-"))));
  return values.some((value) => Number.isNaN(value)) ? null : values;
}

/** @param {Value[]} values */
export const writtenValues = (values) => values.map((value) => (value === null ? FULL : String(value))).join(", ");

export class SweepForm {
  /** @type {VariationDocument[]} */ variations = [];
  /** @type {Texts} */ texts = {};

  /**
   * @param {HTMLElement} form the element of SWEEP_FORM_MARKUP
   * @param {(sweep: { choice: string, values: Value[], seeds: number }) => void} onStart
   */
  constructor(form, onStart) {
    this.form = form;
    this.onStart = onStart;
    this.choice = query(form, "[name=choice]", HTMLSelectElement);
    this.text = query(form, "[name=values]", HTMLInputElement);
    this.seeds = query(form, "[name=seeds]", HTMLSelectElement);
    this.options = query(form, "fieldset");
    this.choice.addEventListener("change", () => this.propose());
    for (const event of ["input", "change"]) form.addEventListener(event, () => this.count());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = this.values;
      if (values && !this.problem) this.onStart({ choice: this.choice.value, values, seeds: Number(this.seeds.value) });
    });
    query(form, "[data-sweep=close]").addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.form.hidden;
  }

  close() {
    this.form.hidden = true;
  }

  /**
   * Offer settings, the first or the one that was chosen before, with the values that are proposed.
   * @param {VariationDocument[]} variations
   * @param {Texts} texts
   */
  open(variations, texts) {
    const before = this.choice.value;
    this.variations = variations;
    this.texts = texts;
    this.choice.replaceChildren(...variations.map(({ name, title }) => new Option(title, name)));
    if (variations.some(({ name }) => name === before)) this.choice.value = before;
    this.form.hidden = false;
    this.propose();
    this.choice.focus();
  }

  get variation() {
    return this.variations.find(({ name }) => name === this.choice.value);
  }

  propose() {
    const { variation } = this;
    if (!variation) return;
    const { options, proposed } = variation;
    this.options.hidden = options.length === 0;
    query(this.form, ".dnn-sweep-values").hidden = options.length > 0;
    this.text.value = options.length ? "" : writtenValues(proposed);
    const labels = options.map(({ value, text }) => {
      const label = document.createElement("label");
      const box = label.appendChild(document.createElement("input"));
      box.type = "checkbox";
      box.value = String(value);
      box.checked = proposed.includes(value);
      label.append(` ${text}`);
      return label;
    });
    query(this.options, "span").replaceChildren(...labels);
    this.count();
  }

  /** @returns {Value[] | null} */
  get values() {
    if (!this.variation?.options.length) return readValues(this.text.value);
    const boxes = queryAll(this.options, "input").filter((box) => box instanceof HTMLInputElement && box.checked);
    return boxes.map((box) => /** @type {HTMLInputElement} */ (box).value);
  }

  /** Why the sweep cannot be begun as it is; empty where it can. */
  get problem() {
    const { values, texts } = this;
    if (values === null) return texts.sweep_no_number;
    if (new Set(values).size < values.length) return texts.sweep_twice;
    if (values.length >= MIN_VALUES && values.length <= MAX_VALUES) return "";
    return fill(texts.sweep_range, { low: MIN_VALUES, high: MAX_VALUES, count: values.length });
  }

  count() {
    const { problem, values, texts } = this;
    const button = query(this.form, "[type=submit]", HTMLButtonElement);
    const line = query(this.form, "[data-role=sweep-problem]");
    button.disabled = problem !== "";
    line.hidden = problem === "";
    write(line, problem);
    write(button, fillCounted(texts, "sweep_start", (values ?? []).length * Number(this.seeds.value)));
  }
}
