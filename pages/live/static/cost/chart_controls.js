// The controls of the cost chart: the scale of its axis, what the other axis counts, the smoothing of its curve. They belong to the link, so the page
// is sent what the visitor chooses, and may send others.
// @ts-check

import { PageValue } from "../connection/page_value.js";
import { AXES } from "../runs/axis.js";
import { buttonData, query, queryAll } from "../ui/elements.js";
import { write } from "../ui/skeleton.js";

/** @import { ChartOptions } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

export class ChartControls {
  scale = "linear";
  smoothing = 0;
  axis = "iterations";
  onPage = new PageValue();

  /**
   * @param {HTMLElement} box
   * @param {{ onChange: () => void, onSend: (options: ChartOptions) => void }} handlers
   */
  constructor(box, { onChange, onSend }) {
    this.box = box;
    this.onSend = onSend;
    this.slider = query(box, "[data-role=smoothing]", HTMLInputElement);
    this.menu = query(box, "[data-role=axis]", HTMLSelectElement);
    this.menu.append(...AXES.map((axis) => new Option("", axis)));
    this.menu.addEventListener("change", () => {
      this.axis = this.menu.value;
      onChange();
      this.send();
    });
    box.addEventListener("click", (event) => {
      const { scale } = buttonData(event);
      if (!scale) return;
      this.scale = scale;
      this.showPressed();
      onChange();
      this.send();
    });
    this.slider.addEventListener("input", () => {
      this.smoothing = Number(this.slider.value);
      this.showPressed();
      onChange();
    });
    this.slider.addEventListener("change", () => this.send());
  }

  send() {
    const { scale, smoothing, axis } = this;
    this.onPage.set(JSON.stringify({ scale, smoothing, axis }));
    this.onSend({ scale, smoothing, axis });
  }

  /**
   * Take the options of the page, unless it knows no others, or was drawn before the visitor's arrived.
   * @param {ChartOptions} options
   */
  apply({ scale, smoothing, axis }) {
    if (!this.onPage.takes(JSON.stringify({ scale, smoothing, axis }))) return;
    this.scale = scale;
    this.smoothing = smoothing;
    this.axis = axis;
    this.slider.value = String(smoothing);
  }

  /** @param {Texts} texts */
  show(texts) {
    this.menu.value = this.axis;
    for (const option of this.menu.options) write(option, texts[`by_${option.value}`]);
    this.showPressed();
  }

  showPressed() {
    for (const button of queryAll(this.box, "[data-scale]")) {
      button.setAttribute("aria-pressed", String(button.dataset.scale === this.scale));
    }
    write(query(this.box, "output"), this.smoothing.toFixed(2));
  }
}
