// A plane on which points of several classes, or of a curve, are drawn: brushes, an eraser, undo and redo. The page has the
// points as letters whenever a stroke has ended. What is drawn stays as long as the tab, also where the page is left.
// @ts-check

import { brushed, erased, eraserRadius } from "./drawing_board/brushes.js";
import { Choice } from "./drawing_board/choice.js";
import { Drawing } from "./drawing_board/drawing.js";
import { Hand } from "./drawing_board/hand.js";
import { decode, encode } from "./drawing_board/letters.js";
import { brushes, ERASER, MARKUP, POINT, SPRAY, tools } from "./drawing_board/markup.js";
import { drawBoard } from "./drawing_board/picture.js";
import { Teller } from "./drawing_board/teller.js";
import { buttonData, query, queryAll } from "./ui/elements.js";
import { fill, fillCounted } from "./ui/format.js";
import { build, label, write } from "./ui/skeleton.js";

/** @import { Coordinates } from "./boundary/points.js" */
/** @import { DrawingBoardData, DrawingBoardValues } from "./connection/wire.js" */
/** @typedef {StreamlitComponent<DrawingBoardData, DrawingBoardValues>} Component */

const VIEW = Symbol.for("dnn.drawing_board");
const SIZES = { classes: 0.12, curve: 0.04 };

/** A drawing with what draws it, which stays where the board is taken off the page and comes again. */
class Sheet {
  tool = "0";
  brush = SPRAY;
  isBegun = false;
  /** @type {(number: number) => void} */ send = () => {};

  /** @param {DrawingBoardData} data */
  constructor({ kind, max_points }) {
    this.size = kind === "curve" ? SIZES.curve : SIZES.classes;
    this.drawing = new Drawing(max_points);
    this.teller = new Teller((number) => this.send(number));
  }

  /**
   * Take the points of the page, unless there are later ones here: the first as they are, others as one stroke.
   * @param {DrawingBoardData} data
   */
  take({ points, done }) {
    const isCurrent = this.teller.confirm(done);
    if (!this.isBegun) this.drawing.points = decode(points);
    else if (isCurrent && this.drawing.start === null) this.drawing.replace(decode(points));
    this.isBegun = true;
  }
}

/** @type {Map<string, Sheet>} The sheets of this tab by their kinds. */
const sheets = new Map();

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the board
 */
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new Board(component);
  /** @type {Board} */
  const board = element[VIEW];
  board.update(component);
  return () => {
    board.destroy();
    delete element[VIEW];
  };
}

class Board {
  /** @type {Coordinates | null} */ last = null;
  /** @type {Coordinates | null} */ hover = null;
  isErasing = false;

  /** @param {Component} component */
  constructor(component) {
    this.data = component.data;
    this.sheet = sheets.get(this.data.kind) ?? new Sheet(this.data);
    sheets.set(this.data.kind, this.sheet);
    const box = query(component.parentElement, ".dnn-draw");
    this.box = box;
    this.find = build(box, MARKUP);
    this.canvas = query(box, "canvas", HTMLCanvasElement);
    this.size = query(box, "input", HTMLInputElement);
    this.tools = new Choice(this.find("tools"), (tool) => this.set({ tool }));
    this.brushes = new Choice(this.find("brushes"), (brush) => this.set({ brush }));
    this.size.addEventListener("input", () => this.set({ size: Number(this.size.value) }));
    box.addEventListener("click", (event) => this.act(buttonData(event).act));
    this.hand = new Hand(this.canvas, {
      onBegin: (place, isErasing) => this.begin(place, isErasing),
      onMove: (place) => this.use(place),
      onEnd: () => this.end(),
      onHover: (place) => this.point(place),
      onCross: (place) => this.showPlace(place, "polite"),
      onAct: (act) => this.act(act),
    });
    this.canvas.addEventListener("blur", () => this.draw());
    this.canvas.addEventListener("focus", () => this.draw());
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas);
  }

  /** @param {Component} component */
  update({ data, setTriggerValue }) {
    this.data = data;
    const { sheet } = this;
    const { kind, texts, axes } = data;
    sheet.send = (number) => setTriggerValue("drawn", { number, kind, points: encode(sheet.drawing.points) });
    sheet.take(data);
    this.box.lang = texts.language;
    label(this.box, texts);
    write(this.find("size-name"), kind === "curve" ? texts.noise : texts.size);
    this.canvas.setAttribute("aria-label", fill(texts.plane, { across: axes[0], up: axes[1] }));
    this.size.value = String(sheet.size);
    this.tools.show(tools(data), sheet.tool);
    this.brushes.show(brushes(data), sheet.brush);
    this.show();
  }

  /** @param {Partial<Pick<Sheet, "tool" | "brush" | "size">>} settings */
  set(settings) {
    Object.assign(this.sheet, settings);
    this.size.disabled = this.sheet.tool !== ERASER && this.sheet.brush === POINT;
    this.draw();
  }

  /** @param {string | undefined} act */
  act(act) {
    const { drawing } = this.sheet;
    if (act === "undo") drawing.undo();
    else if (act === "redo") drawing.redo();
    else if (act === "clear") drawing.replace([]);
    else return;
    this.tell();
  }

  /**
   * @param {Coordinates} place
   * @param {boolean} isErasing with whatever tool
   */
  begin(place, isErasing) {
    this.isErasing = isErasing || this.sheet.tool === ERASER;
    this.last = null;
    this.sheet.drawing.begin();
    this.use(place);
  }

  /** @param {Coordinates} place */
  use(place) {
    const { drawing, tool, brush, size } = this.sheet;
    const drawn = { label: Number(tool), size, isCurve: this.data.kind === "curve" };
    if (this.isErasing) {
      const radius = eraserRadius(tool === ERASER ? size : 0); // the key for it erases one place
      drawing.points = erased(drawing.points, this.last, place, radius);
      this.last = place;
    } else if (brush === POINT) {
      drawing.place({ ...place, label: drawn.label });
    } else {
      const { points, last } = brushed(this.last, place, drawn);
      drawing.add(points);
      this.last = last;
    }
    this.hover = place;
    if (!this.hand.cross) this.showPlace(place, "off");
    this.show();
  }

  end() {
    const { drawing } = this.sheet;
    const isChanged = drawing.start !== drawing.points;
    drawing.end();
    this.hover = null;
    if (isChanged) this.tell();
    else this.show();
  }

  tell() {
    this.sheet.teller.tell();
    this.show();
  }

  /** @param {Coordinates | null} place */
  point(place) {
    this.hover = place;
    if (place) this.showPlace(place, "off");
    this.draw();
  }

  /**
   * @param {Coordinates} place
   * @param {"polite" | "off"} live whether it is read out
   */
  showPlace({ x1, x2 }, live) {
    const { axes } = this.data;
    const [across, up] = [x1, x2].map((value) => value.toFixed(2).replace("-", "−"));
    this.find("place").setAttribute("aria-live", live);
    write(this.find("place"), `${axes[0]} ${across}, ${axes[1]} ${up}`);
    this.draw();
  }

  /** Show the points, how many there are, and what can be done. */
  show() {
    const { drawing } = this.sheet;
    const { texts, max_points: max_count } = this.data;
    const count = drawing.points.length;
    const isFull = count >= max_count;
    write(this.find("count"), isFull ? fill(texts.full, { count }) : fillCounted(texts, "count", count, { max_count }));
    this.box.dataset.count = String(count);
    this.box.dataset.saved = String(!this.sheet.teller.isOpen);
    const possible = { undo: drawing.before.length > 0, redo: drawing.after.length > 0, clear: count > 0 };
    for (const button of queryAll(this.box, "[data-act]")) {
      const act = /** @type {keyof typeof possible} */ (button.dataset.act);
      button.setAttribute("aria-disabled", String(!possible[act])); // it keeps the focus, unlike one that is disabled
    }
    this.draw();
  }

  draw() {
    const { data, sheet, hand } = this;
    const isEraser = sheet.tool === ERASER;
    const radius = isEraser ? eraserRadius(sheet.size) : sheet.brush === POINT ? 0 : sheet.size;
    drawBoard(this.canvas, {
      points: sheet.drawing.points,
      colors: data.colors,
      axes: data.axes,
      cross: this.canvas.matches(":focus-visible") ? (hand.cross ?? { x1: 0, x2: 0 }) : null,
      pointer: radius ? this.hover : null,
      radius,
      isUpright: data.kind === "curve" && !isEraser,
    });
  }

  destroy() {
    const { drawing, teller } = this.sheet;
    this.observer.disconnect();
    if (drawing.start !== null && drawing.start !== drawing.points) teller.note(); // a stroke that was under way
    drawing.end();
    teller.rest();
  }
}
