// The card of a unit: its map or histogram enlarged, the weights from an image as an image, its equation with the current
// numbers for a chosen example, and its weights and bias.
// @ts-check

import { buttonData, childrenOf, query } from "../ui/elements.js";
import { css, NO_COLORS, paintGrid } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { arrow, escapeHtml, fixedDigits, short } from "../ui/words.js";
import { equation } from "./equation.js";
import { paintBars, paintWeights, unitScale } from "./maps.js";
import { NO_NETWORK } from "./types.js";
import { nameOf } from "./units.js";
import { WeightFields } from "./weight_fields.js";

/** @import { ParameterEdit } from "../connection/wire.js" */
/** @import { Network } from "../math/network.js" */
/** @import { Maps } from "../math/passes.js" */
/** @import { Counts } from "../tabs/histogram.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { CardValues, Description, UnitAt } from "./types.js" */

/**
 * @typedef {object} CardHandlers
 * @property {() => void} onClose
 * @property {(edit: ParameterEdit) => void} onEdit
 * @property {(step: number) => void} onExample called for an example further on or back
 */

const STOPS = 8; // parts of the bar of colours

export class UnitCard {
  key = "";
  /** @type {UnitAt} */
  unit = { layer: 0, unit: 0 };
  description = NO_NETWORK;
  /** @type {Texts} */
  texts = {};
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} element
   * @param {CardHandlers} handlers
   */
  constructor(element, { onClose, onEdit, onExample }) {
    this.element = element;
    element.addEventListener("click", (event) => {
      const { close, example } = buttonData(event);
      if (close) onClose();
      if (example) onExample(Number(example));
    });
    this.fields = new WeightFields(element, onEdit);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    });
  }

  /**
   * Show a unit, unless it is shown already.
   * @param {UnitAt} unit
   * @param {Description} description
   * @param {Texts} texts
   * @param {Channels} colors
   */
  open(unit, description, texts, colors) {
    this.description = description;
    this.texts = texts;
    this.colors = colors;
    const key = JSON.stringify([unit, description.sizes, description.activations, description.inputs, texts.close]);
    if (this.key === key) return;
    this.unit = unit;
    this.key = key;
    this.fields.close();
    const title = nameOf(description, unit.layer, unit.unit, texts);
    this.element.setAttribute("aria-label", title);
    this.element.innerHTML = this.markup(title);
    delete this.element.dataset.editable; // until its numbers are drawn
    if (unit.layer) this.fields.open(query(this.element, ".dnn-net-fields"), unit, description, texts);
  }

  /** @param {string} title */
  markup(title) {
    const { texts } = this;
    const close = escapeHtml(texts.close);
    const [previous, next] = [texts.previous_example, texts.next_example].map(escapeHtml);
    return (
      `<div class="dnn-net-cardhead"><h2>${escapeHtml(title)}</h2>` +
      `<button type="button" data-close="1" aria-label="${close}" title="${close}">✕</button></div>` +
      `<div class="dnn-net-large"><canvas aria-hidden="true"></canvas>` +
      `<div class="dnn-net-scale"><span></span><b></b><span></span></div></div>` +
      (this.hasImage ? this.imageMarkup() : "") +
      `<div class="dnn-net-example"><button type="button" data-example="-1" aria-label="${previous}">${arrow("left")}</button>` +
      `<span></span><button type="button" data-example="1" aria-label="${next}">${arrow("right")}</button></div>` +
      '<div class="dnn-net-equation"></div><div class="dnn-net-fields"></div>'
    );
  }

  /** The weights of the unit belong to the pixels of a square image. */
  get hasImage() {
    const { image_shape: shape, sizes } = this.description;
    return this.unit.layer === 1 && shape !== null && shape?.[0] === shape?.[1] && shape?.[0] ** 2 === sizes[0];
  }

  imageMarkup() {
    const name = escapeHtml(this.texts.weights_image);
    const canvas = `<canvas role="img" aria-label="${name}"></canvas>`;
    return `<figure class="dnn-net-image">${canvas}<figcaption>${name}<br><span></span></figcaption></figure>`;
  }

  /**
   * Bring the weight of a column into sight.
   * @param {number} column
   * @param {boolean} takesFocus whether its field takes the focus
   */
  reveal(column, takesFocus) {
    this.fields.reveal(column, { takesFocus });
  }

  /** @param {CardValues} values */
  draw(values) {
    const { layer, unit } = this.unit;
    const { network, latest, maps, histograms, example } = values;
    const canvas = query(this.element, ".dnn-net-large canvas", HTMLCanvasElement);
    canvas.dataset.kind = maps ? "map" : "bars";
    if (maps) this.drawMap(canvas, maps);
    else if (histograms) this.drawBars(canvas, histograms[layer][unit]);
    if (this.hasImage) this.drawImage(latest);
    write(query(this.element, ".dnn-net-example span"), example?.name ?? "");
    const line = query(this.element, ".dnn-net-equation");
    if (layer > 0) {
      this.fields.draw(values);
      if (example) line.innerHTML = equation(network, this.unit, example, this.texts);
    } else if (example) {
      line.innerHTML = `<p>${escapeHtml(this.description.inputs[unit])} = <b>${short(example.A[0][unit])}</b></p>`;
    }
    this.element.dataset.editable = String(values.isEditable);
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Maps} maps
   */
  drawMap(canvas, { A, n }) {
    const { layer, unit } = this.unit;
    const values = A[layer].subarray(unit * n * n, (unit + 1) * n * n);
    const scale = unitScale(layer, unit, this.description.sizes.length - 1, this.description, this.colors, values);
    paintGrid(canvas, n, (i) => scale.color(values[i]));
    const stops = Array.from({ length: STOPS + 1 }, (_, i) =>
      css(scale.color(scale.low + ((scale.high - scale.low) * i) / STOPS)),
    );
    this.writeEnds(scale.low, scale.high).style.background = `linear-gradient(90deg, ${stops.join(",")})`;
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Counts} counts
   */
  drawBars(canvas, counts) {
    paintBars(canvas, counts, css(this.colors.bar), canvas.clientWidth, canvas.clientHeight);
    this.writeEnds(counts.low, counts.high);
  }

  /**
   * Write the ends of the scale.
   * @param {number} low
   * @param {number} high
   * @returns {HTMLElement} the bar of colours between them
   */
  writeEnds(low, high) {
    const [lower, bar, upper] = childrenOf(query(this.element, ".dnn-net-scale"));
    write(lower, short(low));
    write(upper, short(high));
    return bar;
  }

  /** @param {Network} network */
  drawImage({ layers: [{ W, before }] }) {
    const weights = W.subarray(this.unit.unit * before, (this.unit.unit + 1) * before);
    const canvas = query(this.element, ".dnn-net-image canvas", HTMLCanvasElement);
    const reach = fixedDigits(paintWeights(canvas, weights, this.colors));
    write(query(this.element, ".dnn-net-image span"), `\u2212${reach} … +${reach}`);
  }
}
