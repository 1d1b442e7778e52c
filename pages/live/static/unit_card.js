// The card of a unit: its map or histogram enlarged, its equation with the current numbers for a chosen example, and its
// weights and bias with their gradients, to be edited while the run rests.

import { equation } from "./equation.js";
import { fill } from "./format.js";
import { paintBars, unitScale } from "./picture_maps.js";
import { css, paintGrid } from "./shades.js";
import { write } from "./skeleton.js";
import { arrow, escape, short, symbol } from "./words.js";

const MOST_ROWS = 64;

export class UnitCard {
  // onClose(), onEdit({layer, quantity, row, column, value}), onExample(step)
  constructor(element, { onClose, onEdit, onExample }) {
    Object.assign(this, { element, onEdit, unit: null });
    element.addEventListener("click", ({ target }) => {
      const { close, example } = target.closest("button")?.dataset ?? {};
      if (close) onClose();
      if (example) onExample(Number(example));
    });
    element.addEventListener("change", ({ target }) => this.edit(target));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onClose();
    });
  }

  edit(input) {
    const value = input.valueAsNumber;
    const { quantity, column } = input.dataset;
    input.setAttribute("aria-invalid", String(!Number.isFinite(value)));
    if (Number.isFinite(value)) {
      this.onEdit({ layer: this.unit.layer, quantity, row: this.unit.unit, column: Number(column), value });
    }
  }

  open(unit, subject, texts, colors) {
    Object.assign(this, { subject, texts, colors });
    const key = JSON.stringify([unit, subject.sizes, subject.activations, texts.close]);
    if (this.key === key) return;
    Object.assign(this, { unit, key });
    const { layer } = unit;
    const before = layer ? subject.sizes[layer - 1] : 0;
    const title = layer === 0
      ? fill(texts.input_name, { name: subject.input_names[unit.unit] })
      : fill(layer === subject.sizes.length - 1 ? texts.output_name : texts.unit_name, { unit: unit.unit + 1, layer });
    const rows = layer ? this.rows(layer, unit.unit, Math.min(before, MOST_ROWS)) : "";
    const more = before > MOST_ROWS ? `<p class="dnn-net-more">${escape(fill(texts.more_weights, { count: before - MOST_ROWS }))}</p>` : "";
    this.element.innerHTML =
      `<div class="dnn-net-cardhead"><h4>${escape(title)}</h4>` +
      `<button type="button" data-close="1" aria-label="${escape(texts.close)}" title="${escape(texts.close)}">✕</button></div>` +
      '<div class="dnn-net-large"><canvas></canvas><div class="dnn-net-scale"><span></span><b></b><span></span></div></div>' +
      `<div class="dnn-net-example"><button type="button" data-example="-1" aria-label="${escape(texts.previous_example)}">${arrow("left")}</button>` +
      `<span></span><button type="button" data-example="1" aria-label="${escape(texts.next_example)}">${arrow("right")}</button></div>` +
      '<div class="dnn-net-equation"></div>' +
      (layer
        ? `<table class="dnn-net-weights"><thead><tr><th>a</th><th>${escape(texts.value)}</th><th>${escape(texts.weight)}</th>` +
          `<th>${escape(texts.gradient)}</th></tr></thead><tbody>${rows}</tbody></table>${more}<p class="dnn-net-hint"></p>`
        : "");
    this.canvas = this.element.querySelector("canvas");
    this.scaleParts = this.element.querySelector(".dnn-net-scale").children;
    this.exampleText = this.element.querySelector(".dnn-net-example span");
    this.equation = this.element.querySelector(".dnn-net-equation");
    this.body = [...this.element.querySelectorAll("tbody tr")];
    this.hint = this.element.querySelector(".dnn-net-hint");
  }

  rows(layer, unit, count) {
    const { subject, texts } = this;
    const field = (quantity, column, name) =>
      `<input type="number" step="any" data-quantity="${quantity}" data-column="${column}" aria-label="${escape(name)}">`;
    const weights = Array.from({ length: count }, (_, k) => {
      const from = layer === 1 ? escape(subject.inputs[k]) : symbol("a", layer - 1, k);
      return `<tr><th>${from}</th><td></td><td>${field("W", k, fill(texts.weight_from, { number: k + 1 }))}</td><td></td></tr>`;
    });
    return `${weights.join("")}<tr><th>${symbol("b", layer, unit)}</th><td></td><td>${field("b", 0, texts.bias)}</td><td></td></tr>`;
  }

  // values: {network, maps, histograms, example: {Z, A, name} | null, gradient, editable}
  draw(values) {
    const { layer, unit } = this.unit;
    const { network, maps, histograms, example } = values;
    if (maps) this.drawMap(maps);
    else if (histograms) this.drawBars(histograms);
    this.canvas.dataset.kind = maps ? "map" : "bars";
    write(this.exampleText, example?.name ?? "");
    if (layer > 0) {
      this.write(values);
      if (example) this.equation.innerHTML = equation(network, this.unit, example, this.texts);
    } else if (example) {
      this.equation.innerHTML = `<p>${escape(this.subject.inputs[unit])} = <b>${short(example.A[0][unit])}</b></p>`;
    }
    this.element.dataset.editable = String(values.editable);
  }

  drawMap({ A, n }) {
    const { layer, unit } = this.unit;
    const values = A[layer].subarray(unit * n * n, (unit + 1) * n * n);
    const scale = unitScale(layer, unit, this.subject.sizes.length - 1, this.subject, this.colors, values);
    paintGrid(this.canvas, n, (i) => scale.color(values[i]));
    const [low, bar, high] = this.scaleParts;
    write(low, short(scale.low));
    write(high, short(scale.high));
    const stops = Array.from({ length: 9 }, (_, i) => css(scale.color(scale.low + ((scale.high - scale.low) * i) / 8)));
    bar.style.background = `linear-gradient(90deg, ${stops.join(",")})`;
  }

  drawBars(histograms) {
    const { layer, unit } = this.unit;
    paintBars(this.canvas, histograms[layer][unit], css(this.colors.bar));
    const { low, high } = histograms[layer][unit];
    write(this.scaleParts[0], short(low));
    write(this.scaleParts[2], short(high));
  }

  write({ network, example, gradient, editable }) {
    const { layer, unit } = this.unit;
    const { W, b, before, n, start } = network.layers[layer - 1];
    this.body.forEach((row, index) => {
      const isBias = index === this.body.length - 1;
      const [value, field, slope] = row.querySelectorAll("td");
      const input = field.firstChild;
      const weight = isBias ? b[unit] : W[unit * before + index];
      const place = isBias ? start + n * before + unit : start + unit * before + index;
      write(value, isBias ? "1" : short(example?.A[layer - 1][index]));
      write(slope, short(gradient?.[place]));
      if (document.activeElement !== input || input.readOnly) {
        const text = String(Number(weight.toPrecision(5)));
        if (input.value !== text) input.value = text;
      }
      if (input.readOnly === editable) input.readOnly = !editable;
    });
    write(this.hint, editable ? this.texts.edit_hint : this.texts.edit_pause);
  }
}
