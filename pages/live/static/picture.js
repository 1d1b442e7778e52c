// The network as a picture: a button for each unit that is drawn, with its map or histogram on it, and the weights as
// lines between them.

import { fill } from "./format.js";
import { columns, roomFor, spread } from "./picture_fold.js";
import { placeHeads } from "./picture_heads.js";
import { drawLine, nearestLine } from "./picture_lines.js";
import { paintBars, paintMap } from "./picture_maps.js";
import { css } from "./shades.js";
import { short } from "./words.js";

const FOOT = 26;
const ROOMY = { pitch: 84, head: 50 }; // pixels from column to column at least, and for what stands above
const DENSE = { pitch: 56, head: 70 }; // where not all layers fit
const LINE = 24; // pixels between columns for the weights, at least
const TAG = 34; // to the right of the output, for the names of the classes
const LETTER = 7;
const MOST_TAG = 62; // as in the style sheet
const GAP = 6;
const LARGEST_UNIT = 46;

export class Picture {
  // onUnit(layer, unit), onHover({layer, unit} | {layer, row, column} | null, event), onArrange(op, layer),
  // onShift() after another window of units or layers
  constructor(element, { onUnit, onHover, onArrange, onShift }) {
    Object.assign(this, { element, onUnit, onHover, onArrange, onShift, windows: { layers: 0, units: [] }, units: new Map() });
    element.innerHTML = '<div class="dnn-net-field"><canvas class="dnn-net-lines"></canvas></div>';
    this.field = element.firstChild;
    this.lines = this.field.firstChild;
    this.listen();
    this.observer = new ResizeObserver(() => this.subject && this.arrange());
    this.observer.observe(element);
  }

  listen() {
    this.field.addEventListener("click", ({ target }) => {
      const { unit, layer, arrange, shift, shiftLayers } = target.closest("button")?.dataset ?? {};
      if (arrange) this.onArrange(arrange, Number(layer));
      else if (shift) this.shift(Number(layer), Number(shift));
      else if (shiftLayers) this.shiftLayers(Number(shiftLayers));
      else if (unit) this.onUnit(Number(layer), Number(unit));
    });
    this.field.addEventListener("pointermove", (event) => this.point(event));
    this.field.addEventListener("pointerdown", (event) => this.point(event));
    this.field.addEventListener("pointerleave", () => this.onHover(null));
    this.field.addEventListener("focusin", (event) => this.point(event));
    this.field.addEventListener("focusout", () => this.onHover(null));
    this.field.addEventListener("keydown", (event) => this.walk(event));
  }

  // What the pointer, or the keyboard, is at: a unit, a line, or nothing.
  point(event) {
    const { unit, layer } = event.target.closest("button")?.dataset ?? {};
    if (unit !== undefined) return this.onHover({ layer: Number(layer), unit: Number(unit) }, event);
    if (event.type === "focusin") return this.onHover(null);
    const box = this.field.getBoundingClientRect();
    this.onHover(this.lineAt(event.clientX - box.left, event.clientY - box.top), event);
  }

  // Arrow keys go from unit to unit.
  walk(event) {
    const { unit, layer } = event.target.dataset;
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (unit === undefined || !step) return;
    event.preventDefault();
    const place = this.columns.findIndex((column) => column.layer === Number(layer)) + step[0];
    const column = this.columns[place];
    if (!column) return;
    const wanted = Number(unit) - (step[0] ? this.columnOf(Number(layer)).first : 0) + step[1] + (step[0] ? column.first : 0);
    const chosen = Math.max(column.first, Math.min(column.first + column.shown - 1, wanted));
    this.units.get(`${column.layer} ${chosen}`)?.button.focus();
  }

  columnOf(layer) {
    return this.columns.find((column) => column.layer === layer);
  }

  shift(layer, by) {
    const { first, shown } = this.columnOf(layer);
    this.windows.units[layer] = Math.max(0, first + by * shown);
    this.arrange();
    this.onShift();
  }

  shiftLayers(by) {
    this.windows.layers = Math.max(0, this.hidden.first + by * this.hidden.shown);
    this.arrange();
    this.onShift();
  }

  // subject: {sizes, activations, titles, inputs, classes, most_units, most_layers}, the words, the colours.
  show(subject, texts, colors) {
    Object.assign(this, { subject, texts, colors });
    this.scale = colors.scale;
    this.arrange();
  }

  // Put the columns and their units where they belong.
  arrange() {
    const { subject } = this;
    const width = this.element.clientWidth;
    const right = subject.task === "multiclass" ? TAG : 0;
    const height = this.element.clientHeight;
    const hidden = subject.sizes.length - 2;
    const room = ({ pitch }) => roomFor(hidden, (width - right) / pitch);
    this.isDense = hidden > room(ROOMY);
    const { head } = this.isDense ? DENSE : ROOMY;
    Object.assign(this, columns(subject.sizes, this.windows, room(this.isDense ? DENSE : ROOMY)));
    if (!width || !height) return;
    this.field.dataset.dense = this.isDense;
    Object.assign(this.field.style, { width: `${width}px`, height: `${height}px` });
    const rows = Math.max(...this.columns.map(({ shown }) => shown));
    const body = height - head - FOOT;
    const { middles, total } = spread(this.columns);
    const size = (pitch) => Math.max(20, Math.min(LARGEST_UNIT, Math.floor(body / rows) - GAP, Math.floor(pitch) - LINE));
    const free = ((width - right) / total - size((width - right) / total)) / 2; // beside the inputs
    const left = Math.max(0, this.widestInput() - free);
    const pitch = (width - right - left) / total;
    this.size = size(pitch);
    const places = new Map();
    this.columns.forEach((column, index) => {
      column.x = left + pitch * middles[index];
      const top = head + (body - column.shown * (this.size + GAP) + GAP) / 2;
      for (let i = 0; i < column.shown; i++) {
        places.set(`${column.layer} ${column.first + i}`, { x: column.x, y: top + i * (this.size + GAP) + this.size / 2 });
      }
    });
    this.places = places;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    Object.assign(this.lines, { width: width * ratio, height: height * ratio });
    Object.assign(this.lines.style, { width: `${width}px`, height: `${height}px` });
    this.ratio = ratio;
    this.placeUnits();
    placeHeads(this);
    if (this.latest) this.draw(this.latest);
  }

  placeUnits() {
    const before = this.units;
    this.units = new Map();
    for (const [key, { x, y }] of this.places) {
      const [layer, unit] = key.split(" ").map(Number);
      const made = before.get(key) ?? this.makeUnit(layer, unit);
      before.delete(key);
      this.units.set(key, made);
      const name = this.nameOf(layer, unit);
      if (made.button.getAttribute("aria-label") !== name) made.button.setAttribute("aria-label", name);
      made.tag.textContent = this.tagOf(layer, unit);
      Object.assign(made.button.style, {
        left: `${x - this.size / 2}px`, top: `${y - this.size / 2}px`, width: `${this.size}px`, height: `${this.size}px`,
      });
      made.button.dataset.kind = layer === 0 ? "input" : layer === this.subject.sizes.length - 1 ? "output" : "hidden";
    }
    for (const { button } of before.values()) button.remove();
  }

  makeUnit(layer, unit) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dnn-net-unit";
    Object.assign(button.dataset, { layer, unit });
    button.innerHTML = '<canvas></canvas><i class="dnn-net-bias"></i><span class="dnn-net-tag"></span>';
    this.field.append(button);
    return { button, canvas: button.children[0], bias: button.children[1], tag: button.children[2] };
  }

  // Pixels that the names of the inputs take, about.
  widestInput() {
    const { first, shown } = this.columns[0];
    const letters = this.subject.inputs.slice(first, first + shown).map((name) => [...name].length);
    return Math.min(MOST_TAG, LETTER * Math.max(...letters)) + 8;
  }

  nameOf(layer, unit) {
    const { texts, subject } = this;
    if (layer === 0) return fill(texts.input_name, { name: subject.input_names[unit] });
    const last = subject.sizes.length - 1;
    return fill(layer === last ? texts.output_name : texts.unit_name, { unit: unit + 1, layer });
  }

  tagOf(layer, unit) {
    const { subject } = this;
    if (layer === 0) return subject.inputs[unit];
    if (layer === subject.sizes.length - 1 && subject.task === "multiclass") return subject.classes[unit] ?? "";
    return "";
  }

  // values: {network, maps: {A, n} | null, histograms: [layer][unit] -> counts | null, marked: {layer, unit} | null}
  draw(values) {
    this.latest = values;
    if (!this.places || values.network.sizes.join() !== this.subject.sizes.join()) return;
    const { layers } = values.network;
    this.largest = Math.max(1e-12, ...layers.map(({ W, b }) => Math.max(largest(W), largest(b))));
    this.drawLines(layers);
    const last = layers.length;
    for (const [key, { button, canvas, bias }] of this.units) {
      const [layer, unit] = key.split(" ").map(Number);
      const marked = values.marked?.layer === layer && values.marked?.unit === unit;
      if (button.getAttribute("aria-pressed") !== String(marked)) button.setAttribute("aria-pressed", String(marked));
      bias.hidden = layer === 0;
      if (layer > 0) bias.style.background = css(this.scale(layers[layer - 1].b[unit] / this.largest));
      if (values.maps) paintMap(canvas, values.maps, layer, unit, last, this.subject, this.colors);
      else if (values.histograms) paintBars(canvas, values.histograms[layer][unit], css(this.colors.bar));
    }
  }

  drawLines(layers) {
    const context = this.lines.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.lines.width, this.lines.height);
    this.drawn = [];
    for (const { layer, first, shown } of this.columns) {
      const before = this.columnOf(layer - 1);
      if (!before || layer === 0) continue;
      const { W, before: width } = layers[layer - 1];
      for (let j = first; j < first + shown; j++) {
        for (let k = before.first; k < before.first + before.shown; k++) {
          const [from, to] = [this.places.get(`${layer - 1} ${k}`), this.places.get(`${layer} ${j}`)];
          const line = { layer, row: j, column: k, x0: from.x + this.size / 2, x1: to.x - this.size / 2, y0: from.y, y1: to.y };
          drawLine(context, line, W[j * width + k] / this.largest, this.colors);
          this.drawn.push(line);
        }
      }
    }
    context.globalAlpha = 1;
  }

  // The line nearest to a place, {layer, row, column}; null where none is near.
  lineAt(x, y) {
    return nearestLine(this.drawn ?? [], x, y);
  }

  get scaleEnd() {
    return short(this.largest);
  }

  destroy() {
    this.observer.disconnect();
  }
}

function largest(values) {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
