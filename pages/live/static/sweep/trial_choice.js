// The choice of a setting in the form of a sweep, with the values at which it is tried.
// @ts-check

import { query, queryAll } from "../ui/elements.js";
import { fill } from "../ui/format.js";

/** @import { VariationDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

/** @typedef {number | string | null} Value */
/** @typedef {{ choice: string, values: Value[] }} Trial a setting, and the values at which it is tried */

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

export class TrialChoice {
  /** @type {VariationDocument[]} */ variations = [];

  /** @param {HTMLElement} box an element of trialMarkup */
  constructor(box) {
    this.box = box;
    this.choice = query(box, "[name=choice]", HTMLSelectElement);
    this.text = query(box, "[name=values]", HTMLInputElement);
    this.options = query(box, "fieldset");
    this.choice.addEventListener("change", () => this.propose());
  }

  /**
   * Offer settings, that which was chosen before or the first, with the values that are proposed.
   * @param {VariationDocument[]} variations
   * @param {string} [none] what stands for no setting, where that can be chosen
   */
  offer(variations, none) {
    const before = this.choice.value;
    this.variations = variations;
    const entries = variations.map(({ name, title }) => new Option(title, name));
    this.choice.replaceChildren(...(none === undefined ? [] : [new Option(none, "")]), ...entries);
    if (variations.some(({ name }) => name === before)) this.choice.value = before;
    if (this.choice.value !== before || !this.variation) this.propose();
  }

  get variation() {
    return this.variations.find(({ name }) => name === this.choice.value);
  }

  /** Write the values that are proposed for the setting. */
  propose() {
    const { variation } = this;
    const [options, proposed] = variation ? [variation.options, variation.proposed] : [[], []];
    this.options.hidden = options.length === 0;
    query(this.box, ".dnn-sweep-values").hidden = options.length > 0 || !variation;
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
  }

  /** @returns {Value[] | null} */
  get values() {
    if (!this.variation?.options.length) return readValues(this.text.value);
    const boxes = queryAll(this.options, "input").filter((box) => box instanceof HTMLInputElement && box.checked);
    return boxes.map((box) => /** @type {HTMLInputElement} */ (box).value);
  }

  /** The setting with its values; null where none is chosen, or one is no number. @returns {Trial | null} */
  get trial() {
    const { variation, values } = this;
    return variation && values ? { choice: variation.name, values } : null;
  }

  /**
   * Why it cannot be tried as it is; empty where it can.
   * @param {Texts} texts
   */
  problem(texts) {
    const { values } = this;
    if (!this.variation) return "";
    if (values === null) return texts.sweep_no_number;
    if (new Set(values).size < values.length) return texts.sweep_twice;
    if (values.length >= MIN_VALUES && values.length <= MAX_VALUES) return "";
    return fill(texts.sweep_range, { low: MIN_VALUES, high: MAX_VALUES, count: values.length });
  }
}
