// The card of a unit: its map or histogram enlarged, the weights from an image as an image, its equation with the current
// numbers for a chosen example, and its weights and bias.

import { fill } from "../ui/format.js";
import { css, paintGrid } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { arrow, escapeHtml, short } from "../ui/words.js";
import { equation } from "./equation.js";
import { paintBars, paintWeights, unitScale } from "./maps.js";
import { WeightFields } from "./weight_fields.js";

export class UnitCard {
  // onClose(), onEdit({layer, quantity, row, column, value}), onExample(step)
  constructor(element, { onClose, onEdit, onExample }) {
    Object.assign(this, { element, unit: null });
    element.addEventListener("click", ({ target }) => {
      const { close, example } = target.closest("button")?.dataset ?? {};
      if (close) onClose();
      if (example) onExample(Number(example));
    });
    this.fields = new WeightFields(element, onEdit);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    });
  }

  open(unit, description, texts, colors) {
    Object.assign(this, { description, texts, colors });
    const key = JSON.stringify([unit, description.sizes, description.activations, description.inputs, texts.close]);
    if (this.key === key) return;
    Object.assign(this, { unit, key });
    this.fields.close();
    const title = this.title();
    this.element.setAttribute("aria-label", title);
    this.element.innerHTML =
      `<div class="dnn-net-cardhead"><h4>${escapeHtml(title)}</h4>` +
      `<button type="button" data-close="1" aria-label="${escapeHtml(texts.close)}" title="${escapeHtml(texts.close)}">✕</button></div>` +
      `<div class="dnn-net-large"><canvas aria-hidden="true"></canvas><div class="dnn-net-scale"><span></span><b></b><span></span></div></div>` +
      (this.hasImage ? this.imageMarkup() : "") +
      `<div class="dnn-net-example"><button type="button" data-example="-1" aria-label="${escapeHtml(texts.previous_example)}">${arrow("left")}</button>` +
      `<span></span><button type="button" data-example="1" aria-label="${escapeHtml(texts.next_example)}">${arrow("right")}</button></div>` +
      '<div class="dnn-net-equation"></div><div class="dnn-net-fields"></div>';
    this.canvas = this.element.querySelector("canvas");
    this.scaleParts = this.element.querySelector(".dnn-net-scale").children;
    this.image = this.element.querySelector(".dnn-net-image");
    this.exampleText = this.element.querySelector(".dnn-net-example span");
    this.equation = this.element.querySelector(".dnn-net-equation");
    if (unit.layer) this.fields.open(this.element.querySelector(".dnn-net-fields"), unit, description, texts);
  }

  title() {
    const {
      description,
      texts,
      unit: { layer, unit },
    } = this;
    if (layer === 0) return fill(texts.input_name, { name: description.input_names[unit] });
    return fill(layer === description.sizes.length - 1 ? texts.output_name : texts.unit_name, {
      unit: unit + 1,
      layer,
    });
  }

  // Whether the weights of the unit belong to the pixels of a square image.
  get hasImage() {
    const shape = this.description.image_shape;
    return this.unit.layer === 1 && shape?.[0] === shape?.[1] && shape?.[0] ** 2 === this.description.sizes[0];
  }

  imageMarkup() {
    const name = escapeHtml(this.texts.weights_image);
    return `<figure class="dnn-net-image"><canvas role="img" aria-label="${name}"></canvas><figcaption>${name}<br><span></span></figcaption></figure>`;
  }

  // The weight of a column comes into sight, and takes the focus where it may be edited.
  reveal(column, focuses) {
    this.fields.reveal(column, { focuses });
  }

  // values: {network, told, maps, histograms, example: {Z, A, name} | null, gradient, editable}
  draw(values) {
    const { layer, unit } = this.unit;
    const { network, told, maps, histograms, example } = values;
    this.canvas.dataset.kind = maps ? "map" : "bars";
    if (maps) this.drawMap(maps);
    else if (histograms) this.drawBars(histograms);
    if (this.image) this.drawImage(told);
    write(this.exampleText, example?.name ?? "");
    if (layer > 0) {
      this.fields.draw(values);
      if (example) this.equation.innerHTML = equation(network, this.unit, example, this.texts);
    } else if (example) {
      this.equation.innerHTML = `<p>${escapeHtml(this.description.inputs[unit])} = <b>${short(example.A[0][unit])}</b></p>`;
    }
    this.element.dataset.editable = String(values.editable);
  }

  drawMap({ A, n }) {
    const { layer, unit } = this.unit;
    const values = A[layer].subarray(unit * n * n, (unit + 1) * n * n);
    const scale = unitScale(layer, unit, this.description.sizes.length - 1, this.description, this.colors, values);
    paintGrid(this.canvas, n, (i) => scale.color(values[i]));
    const [low, bar, high] = this.scaleParts;
    write(low, short(scale.low));
    write(high, short(scale.high));
    const stops = Array.from({ length: 9 }, (_, i) => css(scale.color(scale.low + ((scale.high - scale.low) * i) / 8)));
    bar.style.background = `linear-gradient(90deg, ${stops.join(",")})`;
  }

  drawBars(histograms) {
    const { layer, unit } = this.unit;
    const counts = histograms[layer][unit];
    paintBars(this.canvas, counts, css(this.colors.bar), this.canvas.clientWidth, this.canvas.clientHeight);
    write(this.scaleParts[0], short(counts.low));
    write(this.scaleParts[2], short(counts.high));
  }

  drawImage({ layers: [{ W, before }] }) {
    const weights = W.subarray(this.unit.unit * before, (this.unit.unit + 1) * before);
    const reach = short(paintWeights(this.image.querySelector("canvas"), weights, this.colors));
    write(this.image.querySelector("span"), `\u2212${reach} … +${reach}`);
  }
}
