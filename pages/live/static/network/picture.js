// The network as a picture: a button for each unit that is drawn, with its map or histogram on it, and the weights as lines
// between them.
// @ts-check

import { buttonData, query } from "../ui/elements.js";
import { css, NO_COLORS } from "../ui/shades.js";
import { arrangementOf, firstPixel } from "./arrangement.js";
import { positionHeads } from "./heads.js";
import { moveFocus } from "./keyboard.js";
import { drawLines, linesBetween, nearestLine } from "./lines.js";
import { farthest, paintBars, paintMap } from "./maps.js";
import { NO_NETWORK } from "./types.js";
import { keyOf, positionUnits } from "./units.js";

/** @import { Channels } from "../ui/shades.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { FoldWindow } from "./fold.js" */
/** @import { Column, Description, Line, PictureHandlers, PictureValues, Pointed, UnitAt } from "./types.js" */
/** @import { UnitElements } from "./units.js" */

const BORDER = 3;

export class Picture {
  /** @type {{ layers: number, units: number[] }} */
  windows = { layers: 0, units: [] };
  /** @type {Map<string, UnitElements>} */
  units = new Map();
  /** @type {Column[]} */
  columns = [];
  /** @type {FoldWindow} */
  hidden = { first: 0, shown: 0, count: 0, isFolded: false };
  /** @type {Map<string, { x: number, y: number }>} */
  positions = new Map();
  /** @type {Line[]} */
  drawn = [];
  /** @type {PictureValues | null} */
  latest = null;
  isDense = false;
  isTouched = false;
  isQuiet = false;
  size = 0;
  ratio = 1;
  largest = 0;
  description = NO_NETWORK;
  /** @type {number[]} The sizes of the layers, edits that are on their way included. */
  expected = [];
  /** @type {Texts} */
  texts = {};
  colors = NO_COLORS;

  /**
   * @param {HTMLElement} element
   * @param {PictureHandlers} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    this.coarse = matchMedia("(pointer: coarse)");
    element.innerHTML = '<div class="dnn-net-field"><canvas class="dnn-net-lines" aria-hidden="true"></canvas></div>';
    this.field = query(element, ".dnn-net-field");
    this.lines = query(element, "canvas", HTMLCanvasElement);
    this.elsewhere = (/** @type {Event} */ { target }) => {
      if (!(target instanceof Node && this.field.contains(target))) this.handlers.onHover(null);
    };
    this.dismiss = (/** @type {KeyboardEvent} */ { key }) => {
      if (key === "Escape") this.handlers.onHover(null);
    };
    this.listen();
    this.observer = new ResizeObserver(() => this.description !== NO_NETWORK && this.arrange());
    this.observer.observe(element);
  }

  listen() {
    const { field, handlers } = this;
    field.addEventListener("click", (event) => this.press(event));
    field.addEventListener("pointermove", (event) => this.point(event));
    field.addEventListener("pointerdown", (event) => {
      this.isTouched = event.pointerType === "touch";
      this.point(event);
    });
    // A finger that is lifted leaves; what it called up stays until it taps elsewhere.
    field.addEventListener("pointerleave", ({ pointerType }) => pointerType === "touch" || handlers.onHover(null));
    document.addEventListener("pointerdown", this.elsewhere);
    document.addEventListener("keydown", this.dismiss);
    field.addEventListener("focusin", (event) => this.isQuiet || this.point(event));
    field.addEventListener("focusout", () => handlers.onHover(null));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") handlers.onEscape();
      else moveFocus(this, event);
    });
  }

  /** @param {MouseEvent} event */
  press(event) {
    const { unit, layer, arrange, shift, shiftLayers } = buttonData(event);
    if (arrange) this.handlers.onArrange(arrange, Number(layer));
    else if (shift) this.shift(Number(layer), Number(shift));
    else if (shiftLayers) this.shiftLayers(Number(shiftLayers));
    else if (unit) this.handlers.onUnit({ layer: Number(layer), unit: Number(unit) }, event);
    else {
      const line = this.lineUnder(event);
      if (line) this.handlers.onLine(line, this.isTouched);
    }
  }

  /**
   * Find what the pointer, or the keyboard, is at: a unit, a line, or nothing.
   * @param {MouseEvent | FocusEvent} event
   */
  point(event) {
    const { unit, layer } = buttonData(event);
    if (unit !== undefined) return this.handlers.onHover({ layer: Number(layer), unit: Number(unit) }, event);
    if (!(event instanceof MouseEvent)) return this.handlers.onHover(null);
    const line = this.lineUnder(event);
    this.field.style.cursor = line ? "pointer" : "";
    return this.handlers.onHover(line, event);
  }

  /**
   * Give a unit the focus without a word about it.
   * @param {UnitAt} at
   */
  focusUnit({ layer, unit }) {
    this.isQuiet = true;
    this.units.get(keyOf(layer, unit))?.button.focus({ preventScroll: true });
    this.isQuiet = false;
  }

  /**
   * Let a unit be described by the element with an id; none where nothing is said of a unit.
   * @param {Pointed | null} pointed
   * @param {string} [id]
   */
  describe(pointed, id = "") {
    const key = pointed?.unit === undefined ? null : keyOf(pointed.layer, pointed.unit);
    for (const [name, { button }] of this.units) {
      if (name === key) button.setAttribute("aria-describedby", id);
      else button.removeAttribute("aria-describedby");
    }
  }

  /** @param {number} layer */
  columnOf(layer) {
    return this.columns.find((column) => column.layer === layer);
  }

  /**
   * @param {number} layer
   * @param {number} by
   */
  shift(layer, by) {
    const column = this.columnOf(layer);
    if (!column) return;
    this.windows.units[layer] = Math.max(0, column.first + by * column.shown);
    this.turn();
  }

  /** @param {number} by */
  shiftLayers(by) {
    this.windows.layers = Math.max(0, this.hidden.first + by * this.hidden.shown);
    this.turn();
  }

  /** Draw another window that was chosen. */
  turn() {
    this.arrange();
    this.handlers.onShift();
  }

  /**
   * Draw another network, or in other words or colours.
   * @param {Description} description
   * @param {Texts} texts
   * @param {Channels} colors
   */
  show(description, texts, colors) {
    if (this.description.inputs.length !== description.inputs.length) this.windows.units[0] = firstPixel(description);
    this.description = description;
    this.expected = description.sizes;
    this.texts = texts;
    this.colors = colors;
    this.arrange();
  }

  /** Put the columns and their units where they belong. */
  arrange() {
    const { clientWidth: width, clientHeight: height } = this.element;
    const room = { width, height, isCoarse: this.coarse.matches };
    const { isDense, hidden, columns, size, positions } = arrangementOf(this.description, this.windows, room);
    this.isDense = isDense;
    this.hidden = hidden;
    this.columns = columns;
    if (!width || !height) return;
    this.size = size;
    this.positions = positions;
    this.field.dataset.dense = String(isDense);
    Object.assign(this.field.style, { width: `${width}px`, height: `${height}px` });
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    Object.assign(this.lines, { width: width * this.ratio, height: height * this.ratio });
    Object.assign(this.lines.style, { width: `${width}px`, height: `${height}px` });
    positionUnits(this);
    positionHeads(this);
    if (this.latest) this.draw(this.latest);
  }

  /** @param {PictureValues} values */
  draw(values) {
    this.latest = values;
    if (!this.positions.size || values.network.sizes.join() !== this.description.sizes.join()) return;
    const { layers } = values.network;
    this.largest = Math.max(...layers.map(({ W, b }) => Math.max(farthest(W), farthest(b))));
    this.drawn = linesBetween(this.columns, this.positions, this.size, { layers, largest: this.largest });
    drawLines(this.lines, this.ratio, this.drawn, this.colors, values.pointed);
    const [last, inside] = [layers.length, this.size - BORDER];
    for (const [key, { button, canvas, bias }] of this.units) {
      const [layer, unit] = key.split(" ").map(Number);
      const marked = values.marked?.layer === layer && values.marked?.unit === unit;
      if (button.getAttribute("aria-pressed") !== String(marked)) button.setAttribute("aria-pressed", String(marked));
      bias.hidden = layer === 0;
      if (layer > 0) bias.style.background = this.biasColor(layers[layer - 1].b[unit]);
      if (values.maps) paintMap(canvas, values.maps, { layer, unit, last }, this.description, this.colors);
      else if (values.histograms) {
        paintBars(canvas, values.histograms[layer][unit], css(this.colors.bar), inside, inside);
      }
    }
  }

  /** @param {number} b */
  biasColor(b) {
    return css(Number.isFinite(b) ? this.colors.scale(b / (this.largest || 1)) : this.colors.grid);
  }

  /**
   * The line under the pointer; null where none is near.
   * @param {MouseEvent} event
   */
  lineUnder({ clientX, clientY }) {
    const box = this.field.getBoundingClientRect();
    return nearestLine(this.drawn, clientX - box.left, clientY - box.top);
  }

  destroy() {
    this.observer.disconnect();
    document.removeEventListener("pointerdown", this.elsewhere);
    document.removeEventListener("keydown", this.dismiss);
  }
}
