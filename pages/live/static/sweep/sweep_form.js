// The form in which several values of a setting are chosen, or of two at once, to be tried side by side.
// @ts-check

import { query, queryAll } from "../ui/elements.js";
import { fill, fillCounted } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { TrialChoice } from "./trial_choice.js";

/** @import { VariationDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Trial } from "./trial_choice.js" */

/** Runs of one sweep. */
export const MAX_RUNS = 64;

export class SweepForm {
  /** @type {VariationDocument[]} */ variations = [];
  /** @type {Texts} */ texts = {};

  /**
   * @param {HTMLElement} form the element of SWEEP_FORM_MARKUP
   * @param {(sweep: { tries: Trial[], seeds: number }) => void} onStart
   */
  constructor(form, onStart) {
    this.form = form;
    this.onStart = onStart;
    const [first, second] = queryAll(form, ".dnn-sweep-trial").map((box) => new TrialChoice(box));
    this.first = first;
    this.second = second;
    this.seeds = query(form, "[name=seeds]", HTMLSelectElement);
    this.first.choice.addEventListener("change", () => this.offerSecond());
    for (const event of ["input", "change"]) form.addEventListener(event, () => this.count());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.problem) this.onStart({ tries: this.tries, seeds: Number(this.seeds.value) });
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
    this.variations = variations;
    this.texts = texts;
    this.form.hidden = false;
    this.first.offer(variations);
    this.first.propose(); // around the present values, which may be others than when the form was open before
    this.second.choice.value = "";
    this.offerSecond();
    this.count();
    this.first.choice.focus();
  }

  /** Offer the settings that the first is not, to be tried together with it. */
  offerSecond() {
    const others = this.variations.filter(({ name }) => name !== this.first.choice.value);
    this.second.offer(others, this.texts.sweep_no_second);
  }

  /** @returns {Trial[]} */
  get tries() {
    return [this.first, this.second].flatMap(({ trial }) => trial ?? []);
  }

  /** Number of runs. */
  get runs() {
    return this.tries.reduce((product, { values }) => product * values.length, Number(this.seeds.value));
  }

  /** Why the sweep cannot be begun as it is; empty where it can. */
  get problem() {
    const { first, second, texts, runs } = this;
    const problem = first.problem(texts) || second.problem(texts);
    if (problem || runs <= MAX_RUNS) return problem;
    return fill(texts.sweep_too_many, { limit: MAX_RUNS, count: runs });
  }

  count() {
    const { problem, texts } = this;
    const button = query(this.form, "[type=submit]", HTMLButtonElement);
    const line = query(this.form, "[data-role=sweep-problem]");
    button.disabled = problem !== "";
    line.hidden = problem === "";
    write(line, problem);
    write(button, fillCounted(texts, "sweep_start", this.tries.length ? this.runs : 0));
  }
}
