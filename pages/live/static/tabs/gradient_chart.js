// The size of the gradients and of the updates of every layer over the iterations: three charts beside each other.

import { fill } from "../ui/format.js";
import { textScale } from "../ui/text_scale.js";
import { short } from "../ui/words.js";
import { layout, traces } from "./gradient_figure.js";

const PAUSE_MS = 600;
const KEPT = 600;
const SUMMARY_MS = 4000;
const QUANTITIES = ["gradient_norms", "bias_gradient_norms", "update_ratios"];

// Rows of the evaluations: {iteration, gradient_norms: [per layer], …}, thinned when they become many.
export class Norms {
  constructor() {
    this.rows = [];
  }

  clear() {
    this.rows = [];
  }

  append(evaluations) {
    const { norms_iteration: iteration = [] } = evaluations;
    iteration.forEach((number, i) => {
      const row = { iteration: number };
      for (const quantity of QUANTITIES) row[quantity] = evaluations[quantity]?.[i] ?? [];
      if (number > (this.rows.at(-1)?.iteration ?? -1) && row.gradient_norms.length) this.rows.push(row);
    });
    while (this.rows.length > KEPT) {
      const last = this.rows.length - 1;
      this.rows = this.rows.filter((_, i) => i % 2 === 0 || i === last);
    }
  }
}

export class GradientChart {
  constructor(Plotly, element) {
    Object.assign(this, { Plotly, element, drawn: false, next: 0, timer: null, summarised: -Infinity });
    this.observer = new ResizeObserver(() => this.drawn && this.element.clientWidth && this.show(this.model));
    this.observer.observe(element);
  }

  // model: {norms, texts, colors, font, relative, layers: L}
  show(model) {
    this.model = model;
    this.timer ??= setTimeout(() => this.draw(), Math.max(0, this.next - performance.now()));
  }

  draw() {
    this.timer = null;
    if (!this.element.clientWidth) return;
    const began = performance.now();
    const { clientWidth: width, clientHeight: height } = this.element;
    const lines = traces(this.model);
    this.Plotly.react(this.element, lines, layout({ ...this.model, letters: textScale(width) }, lines, width, height), {
      displayModeBar: false,
      responsive: false,
      showSendToCloud: false,
      plotlyServerURL: "",
    });
    this.drawn = true;
    this.next = performance.now() + Math.max(PAUSE_MS, 3 * (performance.now() - began));
    this.element.dataset.points = this.model.norms.rows.length;
    this.describe();
  }

  // The charts in a sentence, for those who do not see them; not too often, or it would be read out without an end.
  describe() {
    const { norms, texts, layers } = this.model;
    const last = norms.rows.at(-1);
    if (last && performance.now() - this.summarised < SUMMARY_MS) return;
    this.summarised = last ? performance.now() : -Infinity;
    const values = last && {
      last: layers,
      iteration: last.iteration,
      from: short(last.gradient_norms[0]),
      to: short(last.gradient_norms[layers - 1]),
    };
    const words = last
      ? fill(layers > 1 ? texts.gradients_latest : texts.gradients_latest_one, values)
      : texts.gradients_none;
    this.element.setAttribute("aria-label", `${texts.gradients_name}. ${words}`);
  }

  destroy() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    if (this.drawn) this.Plotly.purge(this.element);
  }
}
