// The fields of the controls: a slider with a field beside it, fields for numbers with their steps, menus.
// @ts-check

import { query, queryAll } from "../ui/elements.js";
import { fill } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { escapeHtml } from "../ui/words.js";
import { nearest, read, stepped, written } from "./values.js";

/** @import { HyperparameterField, HyperparametersData } from "../connection/wire.js" */
/** @import { Change } from "./offers.js" */

const PENDING_MS = 4000; // for which a field keeps what was chosen, though the page does not know it yet

let count = 0;

export class Fields {
  /** @type {HyperparametersData | null} */ data = null;
  /** @type {Map<string, { value: number | string | null, since: number }>} What was chosen last, until the page shows it. */
  pending = new Map();
  built = "";

  /**
   * @param {HTMLElement} box
   * @param {(change: Change) => void} onChange
   */
  constructor(box, onChange) {
    this.box = box;
    this.onChange = onChange;
    count += 1;
    this.id = `dnn-controls-${count}`;
    box.addEventListener("change", (event) => this.take(event));
    box.addEventListener("input", (event) => this.drag(event));
    box.addEventListener("click", (event) => this.step(event));
    this.forget = () => this.pending.clear();
    addEventListener("popstate", this.forget); // Back and Forward show what was, whatever was chosen last
  }

  /** @param {HyperparametersData} data */
  show(data) {
    this.data = data;
    this.box.dataset.arrangement = data.arrangement;
    const built = JSON.stringify([
      data.arrangement,
      data.texts,
      data.fields.map(({ value: _value, ...field }) => field),
    ]);
    if (built !== this.built) this.build(data);
    this.built = built;
    for (const field of data.fields) this.lock(field);
    for (const field of data.fields) this.showValue(field);
  }

  destroy() {
    removeEventListener("popstate", this.forget);
  }

  /** @param {HyperparametersData} data */
  build({ fields, arrangement, texts }) {
    const isSlider = arrangement === "slider";
    this.box.innerHTML = fields.map((field) => markup(field, `${this.id}-${field.name}`, texts, isSlider)).join("");
  }

  /** @param {HyperparameterField} field */
  showValue({ name, value: sent, positions }) {
    const pending = this.pending.get(name);
    if (pending && (pending.value === sent || performance.now() - pending.since > PENDING_MS))
      this.pending.delete(name);
    const value = this.pending.get(name)?.value ?? sent;
    for (const control of queryAll(this.box, `[data-field="${name}"]`)) {
      if (control instanceof HTMLInputElement && control.type === "range") {
        control.value = String(nearest(positions, Number(value)));
        this.showSlider(control, written(Number(value)));
      } else if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
        const isTyping = control === document.activeElement && control.dataset.shown !== control.value;
        if (!isTyping) control.value = written(value);
        control.dataset.shown = isTyping ? control.dataset.shown : control.value;
      }
    }
    this.complain(name, "");
  }

  /**
   * Disable what the page has locked, and say why.
   * @param {HyperparameterField} field
   */
  lock({ name, locked }) {
    for (const control of queryAll(this.box, `[data-field="${name}"]`)) {
      if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.disabled = locked !== "";
      if (control instanceof HTMLButtonElement) control.disabled = locked !== "";
      if (!(control instanceof HTMLButtonElement)) control.title = locked;
    }
  }

  /**
   * @param {HTMLInputElement} slider
   * @param {string} words
   */
  showSlider(slider, words) {
    slider.setAttribute("aria-valuetext", words);
    const share = Number(slider.value) / Number(slider.max);
    const bubble = query(slider.parentElement ?? this.box, "output");
    write(bubble, words);
    bubble.style.setProperty("--share", String(share));
  }

  /** @param {Event} event */
  drag({ target }) {
    if (!(target instanceof HTMLInputElement) || target.type !== "range") return;
    const positions = this.field(target)?.positions;
    if (positions) this.showSlider(target, written(positions[Number(target.value)]));
  }

  /** @param {Event} event */
  take({ target }) {
    const field = target instanceof Element ? this.field(target) : undefined;
    if (!field) return;
    if (target instanceof HTMLSelectElement) this.choose(field, field.options[target.selectedIndex].value);
    else if (target instanceof HTMLInputElement && target.type === "range") {
      this.choose(field, field.positions[Number(target.value)]);
    } else if (target instanceof HTMLInputElement) {
      const value = read(target.value, rangeOf(field));
      if (value === null && this.data) this.complain(field.name, rangeWords(field, this.data.texts));
      else this.choose(field, value);
    }
  }

  /** @param {Event} event */
  step({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    const field = button ? this.field(button) : undefined;
    if (!button || !field) return;
    const input = query(this.box, `input[type=number][data-field="${field.name}"]`, HTMLInputElement);
    const now = Number(input.value === "" ? field.value : input.value);
    this.choose(field, stepped(now, Number(button.dataset.sign) * field.step, rangeOf(field)));
  }

  /** @param {Element} control */
  field(control) {
    const name = control instanceof HTMLElement ? control.dataset.field : undefined;
    return this.data?.fields.find((field) => field.name === name);
  }

  /**
   * @param {HyperparameterField} field
   * @param {number | string | null} value
   */
  choose(field, value) {
    const before = this.pending.get(field.name)?.value ?? field.value;
    this.pending.set(field.name, { value, since: performance.now() });
    for (const control of queryAll(this.box, `[data-field="${field.name}"]`)) {
      if (control instanceof HTMLInputElement) control.dataset.shown = control.value;
    }
    this.showValue(field);
    if (value !== before) this.onChange({ [field.name]: value });
  }

  /**
   * Show what was chosen in other controls.
   * @param {Change} change
   */
  follow(change) {
    for (const field of this.data?.fields ?? []) {
      if (!(field.name in change)) continue;
      this.pending.set(field.name, { value: change[field.name], since: performance.now() });
      this.showValue(field);
    }
  }

  /**
   * @param {string} name
   * @param {string} words
   */
  complain(name, words) {
    const input = this.box.querySelector(`input[type=number][data-field="${name}"]`);
    if (!(input instanceof HTMLElement)) return;
    input.setAttribute("aria-invalid", String(words !== ""));
    write(query(this.box, `[data-problem="${name}"]`), words);
  }
}

/** @param {HyperparameterField} field */
const rangeOf = ({ low, high, is_whole, low_excluded }) => ({
  low: low ?? -Infinity,
  high: high ?? Infinity,
  isWhole: is_whole,
  isLowExcluded: low_excluded,
});

/**
 * @param {HyperparameterField} field
 * @param {Record<string, string>} texts
 */
function rangeWords({ low, high, low_excluded }, texts) {
  const template = low_excluded ? texts.out_of_open_range : texts.out_of_range;
  return fill(template, { low: written(low), high: written(high) });
}

/**
 * A field with its label.
 * @param {HyperparameterField} field
 * @param {string} id
 * @param {Record<string, string>} texts
 * @param {boolean} isSlider whether the slider alone is shown
 */
function markup({ name, kind, label, exact_label, positions, options, step }, id, texts, isSlider) {
  const attributes = `id="${id}" data-field="${name}"`;
  const words = escapeHtml(label);
  if (kind === "menu") {
    const entries = options.map(
      ({ value, text }) => `<option value="${escapeHtml(written(value))}">${escapeHtml(text)}</option>`,
    );
    return `<div class="dnn-field"><label for="${id}">${words}</label><select ${attributes}>${entries.join("")}</select></div>`;
  }
  const steps = [
    ["-1", "−", texts.less],
    ["1", "+", texts.more],
  ].map(
    ([sign, text, title]) =>
      `<button type="button" tabindex="-1" data-field="${name}" data-sign="${sign}" aria-label="${escapeHtml(fill(title, { name: label }))}">${text}</button>`,
  );
  const number = (/** @type {string} */ more) =>
    `<div class="dnn-number"><input type="number" step="any" inputmode="decimal" ${more} data-step="${step}" aria-describedby="${id}-problem">${steps.join("")}</div>` +
    `<p class="dnn-problem" id="${id}-problem" data-problem="${name}" role="alert"></p>`;
  if (kind === "number") {
    return `<div class="dnn-field"><label for="${id}">${words}</label>${number(attributes)}</div>`;
  }
  const slider =
    `<div class="dnn-slider"><label for="${id}">${words}</label><div><output for="${id}"></output>` +
    `<input type="range" min="0" max="${positions.length - 1}" step="1" ${attributes}></div></div>`;
  if (isSlider) return `<div class="dnn-field dnn-rate">${slider}</div>`;
  const exact = number(`data-field="${name}" aria-label="${escapeHtml(exact_label)}"`);
  return `<div class="dnn-field dnn-rate">${slider}<div>${exact}</div></div>`;
}
