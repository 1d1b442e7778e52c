// The network as a picture: a button for each unit that is drawn, with its map or histogram on it, and the weights as
// lines between them.

import { css } from "../ui/shades.js";
import { columns, roomFor, spread } from "./fold.js";
import { placeHeads } from "./heads.js";
import { walk } from "./keyboard.js";
import { drawLine, emphasisOf, nearestLine } from "./lines.js";
import { farthest, paintBars, paintMap } from "./maps.js";
import { keyOf, placeUnits, widestInput } from "./units.js";

// Pixels from column to column at least, and for what stands above and below; for a mouse, and for fingers, whose buttons
// are larger. Dense is where not all layers fit.
const FINE = { roomy: { pitch: 84, head: 50, foot: 26 }, dense: { pitch: 56, head: 70, foot: 26 } };
const COARSE = { roomy: { pitch: 84, head: 62, foot: 60 }, dense: { pitch: 78, head: 62, foot: 60 } };
const NO_FOOT = 8;
const LINE = 24; // pixels between columns for the weights, at least
const TAG = 34; // to the right of the output, for the names of the classes
const GAP = 6;
const MAX_UNIT_SIZE = 46;
const BORDER = 3;

export class Picture {
  // onUnit({layer, unit}, event), onLine({layer, row, column}, isTouch), onHover(either | null, event),
  // onArrange(op, layer), onEscape(), onShift() after another window of units or layers
  constructor(element, calls) {
    Object.assign(this, { element, ...calls });
    Object.assign(this, {
      windows: { layers: 0, units: [] },
      units: new Map(),
      coarse: matchMedia("(pointer: coarse)"),
    });
    element.innerHTML = '<div class="dnn-net-field"><canvas class="dnn-net-lines" aria-hidden="true"></canvas></div>';
    this.field = element.firstChild;
    this.lines = this.field.firstChild;
    this.listen();
    this.observer = new ResizeObserver(() => this.description && this.arrange());
    this.observer.observe(element);
  }

  listen() {
    this.field.addEventListener("click", (event) => this.press(event));
    this.field.addEventListener("pointermove", (event) => this.point(event));
    this.field.addEventListener("pointerdown", (event) => {
      this.isTouched = event.pointerType === "touch";
      this.point(event);
    });
    // A finger that is lifted leaves; what it called up stays until it taps elsewhere.
    this.field.addEventListener("pointerleave", ({ pointerType }) => pointerType === "touch" || this.onHover(null));
    this.elsewhere = ({ target }) => this.field.contains(target) || this.onHover(null);
    this.dismiss = ({ key }) => key === "Escape" && this.onHover(null);
    document.addEventListener("pointerdown", this.elsewhere);
    document.addEventListener("keydown", this.dismiss);
    this.field.addEventListener("focusin", (event) => this.isQuiet || this.point(event));
    this.field.addEventListener("focusout", () => this.onHover(null));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.onEscape();
      else walk(this, event);
    });
  }

  press(event) {
    const { unit, layer, arrange, shift, shiftLayers } = event.target.closest("button")?.dataset ?? {};
    if (arrange) this.onArrange(arrange, Number(layer));
    else if (shift) this.shift(Number(layer), Number(shift));
    else if (shiftLayers) this.shiftLayers(Number(shiftLayers));
    else if (unit) this.onUnit({ layer: Number(layer), unit: Number(unit) }, event);
    else {
      const line = this.lineUnder(event);
      if (line) this.onLine(line, this.isTouched);
    }
  }

  // What the pointer, or the keyboard, is at: a unit, a line, or nothing.
  point(event) {
    const { unit, layer } = event.target.closest("button")?.dataset ?? {};
    if (unit !== undefined) return this.onHover({ layer: Number(layer), unit: Number(unit) }, event);
    if (event.type === "focusin") return this.onHover(null);
    const line = this.lineUnder(event);
    this.field.style.cursor = line ? "pointer" : "";
    return this.onHover(line, event);
  }

  // Give a unit the focus without a word about it.
  focusUnit({ layer, unit }) {
    this.isQuiet = true;
    this.units.get(keyOf(layer, unit))?.button.focus({ preventScroll: true });
    this.isQuiet = false;
  }

  // Let a unit be described by the element with an id; none where nothing is said of a unit.
  describe(pointed, id) {
    const key = pointed?.unit === undefined ? null : keyOf(pointed.layer, pointed.unit);
    for (const [name, { button }] of this.units) {
      if (name === key) button.setAttribute("aria-describedby", id);
      else button.removeAttribute("aria-describedby");
    }
  }

  columnOf(layer) {
    return this.columns.find((column) => column.layer === layer);
  }

  shift(layer, by) {
    const { first, shown } = this.columnOf(layer);
    this.windows.units[layer] = Math.max(0, first + by * shown);
    this.turn();
  }

  shiftLayers(by) {
    this.windows.layers = Math.max(0, this.hidden.first + by * this.hidden.shown);
    this.turn();
  }

  // After another window was chosen.
  turn() {
    this.arrange();
    this.onShift();
  }

  // description: {sizes, activations, titles, inputs, classes, most_units, most_layers}, the words, the colours.
  show(description, texts, colors) {
    if (this.description?.inputs.length !== description.inputs.length) this.windows.units[0] = firstPixel(description);
    Object.assign(this, { description, texts, colors });
    this.scale = colors.scale;
    this.arrange();
  }

  // Put the columns and their units where they belong.
  arrange() {
    const { description } = this;
    const width = this.element.clientWidth;
    const right = description.task === "multiclass" ? TAG : 0;
    const height = this.element.clientHeight;
    const hidden = description.sizes.length - 2;
    const room = ({ pitch }) => roomFor(hidden, (width - right) / pitch);
    const { roomy, dense } = this.coarse.matches ? COARSE : FINE;
    this.isDense = hidden > room(roomy);
    const { head, foot: deep } = this.isDense ? dense : roomy;
    Object.assign(this, columns(description.sizes, this.windows, room(this.isDense ? dense : roomy)));
    const foot = this.columns.some(({ folded }) => folded) ? deep : NO_FOOT;
    if (!width || !height) return;
    this.field.dataset.dense = this.isDense;
    Object.assign(this.field.style, { width: `${width}px`, height: `${height}px` });
    const rows = Math.max(...this.columns.map(({ shown }) => shown));
    const body = height - head - foot;
    const { middles, total } = spread(this.columns);
    const size = (pitch) =>
      Math.max(20, Math.min(MAX_UNIT_SIZE, Math.floor(body / rows) - GAP, Math.floor(pitch) - LINE));
    const free = ((width - right) / total - size((width - right) / total)) / 2; // beside the inputs
    const left = Math.max(0, widestInput(description, this.columns[0]) - free);
    const pitch = (width - right - left) / total;
    this.size = size(pitch);
    const places = new Map();
    this.columns.forEach((column, index) => {
      column.x = left + pitch * middles[index];
      const top = head + (body - column.shown * (this.size + GAP) + GAP) / 2;
      for (let i = 0; i < column.shown; i++) {
        places.set(keyOf(column.layer, column.first + i), {
          x: column.x,
          y: top + i * (this.size + GAP) + this.size / 2,
        });
      }
    });
    this.places = places;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    Object.assign(this.lines, { width: width * ratio, height: height * ratio });
    Object.assign(this.lines.style, { width: `${width}px`, height: `${height}px` });
    this.ratio = ratio;
    placeUnits(this);
    placeHeads(this);
    if (this.latest) this.draw(this.latest);
  }

  // values: {network, maps: {A, n} | null, histograms: [layer][unit] -> counts | null, marked: {layer, unit} | null,
  // pointed: what the pointer is at}
  draw(values) {
    this.latest = values;
    if (!this.places || values.network.sizes.join() !== this.description.sizes.join()) return;
    const { layers } = values.network;
    this.largest = Math.max(...layers.map(({ W, b }) => Math.max(farthest(W), farthest(b))));
    this.drawLines(layers, values.pointed);
    const [last, inside] = [layers.length, this.size - BORDER];
    for (const [key, { button, canvas, bias }] of this.units) {
      const [layer, unit] = key.split(" ").map(Number);
      const marked = values.marked?.layer === layer && values.marked?.unit === unit;
      if (button.getAttribute("aria-pressed") !== String(marked)) button.setAttribute("aria-pressed", String(marked));
      bias.hidden = layer === 0;
      if (layer > 0) bias.style.background = this.biasColor(layers[layer - 1].b[unit]);
      if (values.maps) paintMap(canvas, values.maps, layer, unit, last, this.description, this.colors);
      else if (values.histograms)
        paintBars(canvas, values.histograms[layer][unit], css(this.colors.bar), inside, inside);
    }
  }

  biasColor(b) {
    return css(Number.isFinite(b) ? this.scale(b / (this.largest || 1)) : this.colors.grid);
  }

  drawLines(layers, pointed) {
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
          const [from, to] = [this.places.get(keyOf(layer - 1, k)), this.places.get(keyOf(layer, j))];
          const ends = { x0: from.x + this.size / 2, x1: to.x - this.size / 2, y0: from.y, y1: to.y };
          this.drawn.push({ layer, row: j, column: k, share: W[j * width + k] / (this.largest || 1), ...ends });
        }
      }
    }
    const lines = this.drawn.map((line) => ({ line, emphasis: emphasisOf(line, pointed) }));
    const isMeant = ({ emphasis }) => emphasis === "meant";
    const ordered = [...lines.filter((each) => !isMeant(each)), ...lines.filter(isMeant)];
    for (const { line, emphasis } of ordered) drawLine(context, line, line.share, this.colors, emphasis);
  }

  // The line under the pointer, {layer, row, column}; null where none is near.
  lineUnder({ clientX, clientY }) {
    const box = this.field.getBoundingClientRect();
    return nearestLine(this.drawn ?? [], clientX - box.left, clientY - box.top);
  }

  destroy() {
    this.observer.disconnect();
    document.removeEventListener("pointerdown", this.elsewhere);
    document.removeEventListener("keydown", this.dismiss);
  }
}

// Where the window of the inputs begins: of an image in its middle row, where pixels differ from image to image.
function firstPixel({ image_shape: shape }) {
  return shape ? Math.floor(shape[0] / 2) * shape[1] : 0;
}
