// The size of the gradients and of the updates of every layer over the iterations: three charts beside each other.
// @ts-check

import { fill } from "../ui/format.js";
import { textScale } from "../ui/text_scale.js";
import { short } from "../ui/words.js";
import { layout } from "./gradient_figure.js";
import { traces } from "./gradient_lines.js";

/** @import { GradientModel } from "./gradient_lines.js" */

const PAUSE_MS = 600;
const SUMMARY_MS = 4000;

export class GradientChart {
  isDrawn = false;
  next = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  timer = null;
  summarised = -Infinity;
  /** @type {GradientModel | null} */
  model = null;

  /**
   * @param {PlotlyLibrary} Plotly
   * @param {HTMLElement} element
   */
  constructor(Plotly, element) {
    this.Plotly = Plotly;
    this.element = element;
    this.observer = new ResizeObserver(() => {
      if (this.isDrawn && this.model && this.element.clientWidth) this.show(this.model);
    });
    this.observer.observe(element);
  }

  /**
   * Show a model, now or as soon as the last drawing is long enough ago.
   * @param {GradientModel} model
   */
  show(model) {
    this.model = model;
    this.timer ??= setTimeout(() => this.draw(), Math.max(0, this.next - performance.now()));
  }

  draw() {
    this.timer = null;
    const { model } = this;
    if (!model || !this.element.clientWidth) return;
    const began = performance.now();
    const { clientWidth: width, clientHeight: height } = this.element;
    const lines = traces(model);
    this.Plotly.react(this.element, lines, layout(model, lines, { width, height, letters: textScale(width) }), {
      displayModeBar: false,
      responsive: false,
      showSendToCloud: false,
      plotlyServerURL: "",
    });
    this.isDrawn = true;
    this.next = performance.now() + Math.max(PAUSE_MS, 3 * (performance.now() - began));
    this.element.dataset.points = String(model.norms.rows.length);
    this.describe(model);
  }

  /**
   * Put the charts into a sentence, for those who do not see them; not too often, or it would be read out without an end.
   * @param {GradientModel} model
   */
  describe({ norms, texts, layers }) {
    const last = norms.rows.at(-1);
    if (last && performance.now() - this.summarised < SUMMARY_MS) return;
    this.summarised = last ? performance.now() : -Infinity;
    let words = texts.gradients_none;
    if (last) {
      const [from, to] = [last.gradient_norms[0], last.gradient_norms[layers - 1]].map(short);
      const values = { last: layers, iteration: last.iteration, from, to };
      words = fill(layers > 1 ? texts.gradients_latest : texts.gradients_latest_one, values);
    }
    this.element.setAttribute("aria-label", `${texts.gradients_name}. ${words}`);
  }

  destroy() {
    if (this.timer !== null) clearTimeout(this.timer);
    this.observer.disconnect();
    if (this.isDrawn) this.Plotly.purge(this.element);
  }
}
