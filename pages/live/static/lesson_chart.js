// The chart of a lesson: the cost over the iterations as a learner sketches what she expects, and then the real runs, which
// fall under her sketch.
// @ts-check

import { isAtRest, watchInput } from "./connection/rest.js";
import { Teller } from "./drawing_board/teller.js";
import { heightOf } from "./lesson_chart/axis.js";
import { CostsFeed } from "./lesson_chart/costs_feed.js";
import { endedRun, hasEnded } from "./lesson_chart/curves.js";
import { geometryOf, placesOf, pointsOf } from "./lesson_chart/geometry.js";
import { Handles } from "./lesson_chart/handles.js";
import { legendMarkup, MARKUP } from "./lesson_chart/markup.js";
import { Pad } from "./lesson_chart/pad.js";
import { Picture } from "./lesson_chart/picture.js";
import { endSaid, legend, readingSaid, sketchSaid } from "./lesson_chart/said.js";
import { extended, moved, Sketch, simplified, through, withStroke } from "./lesson_chart/sketch.js";
import { colorOf, dashOf } from "./runs/appearance.js";
import { buttonData, query, queryAll } from "./ui/elements.js";
import { fill, whole } from "./ui/format.js";
import { Frames } from "./ui/frames.js";
import { pageColors } from "./ui/scheme.js";
import { build, label, write } from "./ui/skeleton.js";
import { textScale } from "./ui/text_scale.js";

/** @import { EndedRun, LessonChartData, LessonChartValues } from "./connection/wire.js" */
/** @import { Geometry } from "./lesson_chart/geometry.js" */
/** @import { DrawnRun } from "./lesson_chart/picture.js" */
/** @import { Place } from "./lesson_chart/sketch.js" */
/** @typedef {StreamlitComponent<LessonChartData, LessonChartValues>} Component */

const VIEW = Symbol.for("dnn.lesson_chart");
const TAP_REACH = 0.02; // of the iterations: places closer to a tap give way
const SETTLED_MS = 250; // until the page is told that all runs have ended, or is asked again whether it is at rest
const AGAIN_MS = 4000; // until it is told again
const MAX_TOLD = 3;

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the chart
 */
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new LessonChart(component);
  /** @type {LessonChart} */
  const view = element[VIEW];
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class LessonChart {
  /** @type {Geometry | null} */ geometry = null;
  /** The iteration that is read; null: none. @type {number | null} */ cursor = null;
  /** The stroke that is under way, and its latest place. @type {{ places: Place[], last: Place } | null} */ stroke =
    null;
  /** @type {Record<string, string>} */ colors = {};
  font = "";
  isFirst = true;
  isDestroyed = false;
  /** Runs of which the page was told that they have ended, and how often. */ told = { runs: "", times: 0 };
  announced = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */ settling = undefined;

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.data = component.data;
    watchInput();
    this.box = query(component.parentElement, ".dnn-lesson");
    this.find = build(this.box, MARKUP);
    this.chart = this.find("chart");
    this.sketch = new Sketch();
    this.teller = new Teller((number) => this.send(number));
    this.picture = new Picture(query(this.chart, "svg", SVGSVGElement));
    this.frames = new Frames(() => this.draw());
    this.feed = new CostsFeed({
      onChange: () => this.frames.request(),
      onConnection: (isLost) => this.note(isLost),
      onUnreachable: () => !this.isDestroyed && this.component.setTriggerValue("unreachable", true),
    });
    this.handles = new Handles(this.find("handles"), (index, height) => {
      this.change(moved(this.sketch.places, this.handles.iterations, index, height));
    });
    this.pad = new Pad(this.find("pad"), {
      geometry: () => this.geometry,
      isSketching: () => this.data.is_sketching,
      onBegin: (place) => this.extend(place),
      onMove: (place) => this.extend(place),
      onEnd: (isTap) => this.end(isTap),
      onRead: (iteration) => this.read(iteration),
      onStep: (iteration) => this.read(iteration),
      cursor: () => this.cursor ?? this.data.iterations,
    });
    this.pad.element.addEventListener("blur", () => this.read(null));
    this.box.addEventListener("click", (event) => this.act(buttonData(event).act));
    this.box.addEventListener("keydown", (event) => this.type(event));
    this.observer = new ResizeObserver(() => this.frames.request());
    this.observer.observe(this.chart);
  }

  /** @param {Component} component */
  update(component) {
    const { data } = component;
    this.component = component;
    this.data = data;
    this.take();
    this.box.lang = data.texts.language;
    label(this.box, data.texts);
    const { font, palette, colors } = pageColors(this.box, data.palette);
    Object.assign(this, { font, colors });
    for (const [name, color] of Object.entries(palette)) this.box.style.setProperty(`--dnn-lesson-${name}`, color);
    this.box.dataset.phase = data.is_sketching ? "sketching" : "running";
    const pad = this.pad.element;
    for (const [name, value] of Object.entries({ role: "slider", tabindex: "0", "aria-valuemin": "1" })) {
      if (data.is_sketching) pad.removeAttribute(name);
      else pad.setAttribute(name, value);
    }
    if (data.is_sketching) for (const { name } of [...pad.attributes].filter(isAria)) pad.removeAttribute(name);
    const ids = data.is_sketching ? [] : data.runs.map(({ run_id }) => run_id);
    this.feed.follow(data.costs_url, ids, data.is_watching);
    this.draw(); // at once, so that nothing jumps
  }

  /** Take the sketch of the page, unless there is a later one here. */
  take() {
    const { sketch, is_sketching: isSketching } = this.data;
    const isCurrent = this.teller.confirm(sketch?.number ?? 0);
    if (!isSketching) this.stroke = null;
    const places = placesOf(sketch?.points ?? [], this.range);
    if (this.isFirst) this.sketch.places = places;
    else if (isCurrent && this.stroke === null) this.sketch.take(places, this.pointsHere, sketch?.points ?? []);
    this.isFirst = false;
  }

  get range() {
    const { low, high, scale } = this.data;
    return { low, high, scale };
  }

  /** The sketch as the page is told of it. */
  get pointsHere() {
    return pointsOf(this.sketch.places, this.range);
  }

  /** The sketch with the stroke that is under way. */
  get places() {
    return this.stroke ? withStroke(this.sketch.places, this.stroke.places) : this.sketch.places;
  }

  /** @param {Place} place */
  extend(place) {
    const { places = [], last = null } = this.stroke ?? {};
    this.stroke = { places: extended(places, last, place), last: place };
    this.frames.request();
  }

  /** @param {boolean} isTap */
  end(isTap) {
    const { stroke } = this;
    this.stroke = null;
    if (!stroke) return;
    const reach = TAP_REACH * this.data.iterations;
    const { places } = this.sketch;
    this.change(isTap ? through(places, stroke.last, reach) : withStroke(places, stroke.places));
  }

  /** @param {Place[]} places */
  change(places) {
    if (this.sketch.change(simplified(places))) this.teller.tell();
    this.frames.request();
  }

  /** @param {number} number */
  send(number) {
    if (!this.isDestroyed) this.component.setTriggerValue("sketched", { number, points: this.pointsHere });
  }

  /** @param {string | undefined} act */
  act(act) {
    if (!this.data.is_sketching) return;
    if (act === "clear") this.change([]);
    if ((act === "undo" && this.sketch.undo()) || (act === "redo" && this.sketch.redo())) this.teller.tell();
    this.frames.request();
  }

  /** @param {KeyboardEvent} event */
  type(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    const letter = event.key.toLowerCase();
    if (!this.data.is_sketching || !["z", "y"].includes(letter)) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(letter === "y" || event.shiftKey ? "redo" : "undo");
  }

  /** @param {number | null} iteration */
  read(iteration) {
    if (iteration === this.cursor) return;
    this.cursor = iteration;
    this.frames.request();
  }

  /** @param {boolean} isLost */
  note(isLost) {
    this.find("note").hidden = !isLost;
    write(this.find("note"), isLost ? this.data.texts.lost : "");
  }

  /** @returns {DrawnRun[]} */
  get runs() {
    return this.data.runs.map((run) => ({
      ...{ id: run.run_id, label: run.label, isHighlighted: run.is_highlighted },
      ...{ color: colorOf(run, this.colors), dash: dashOf(run), curve: this.feed.curves.get(run.run_id) },
    }));
  }

  draw() {
    const { data, chart, colors, font, range, places } = this;
    const width = chart.clientWidth;
    if (this.isDestroyed || !width) return false;
    const { texts, language, iterations, is_sketching: isSketching, first_cost: firstCost } = data;
    const letters = textScale(width);
    this.geometry = geometryOf({ width, height: chart.clientHeight, letters, iterations, range });
    const { geometry } = this;
    const runs = isSketching ? [] : this.runs;
    const words = { texts, language };
    const cursor = isSketching ? null : this.cursor;
    const shown = { geometry, colors, font, runs, sketch: places, isSketching, firstCost, cursor };
    this.picture.draw({ ...shown, ...words, references: data.references });
    if (isSketching) {
      const start = firstCost === null ? null : Math.max(0, Math.min(1, heightOf(firstCost, range)));
      this.handles.draw({ geometry, sketch: places, start, ...words });
      this.drawTools(places);
    } else {
      this.drawReadings(runs);
      this.settle(runs);
    }
    this.box.dataset.points = String(places.length);
    this.box.dataset.saved = String(!this.teller.isOpen);
    this.box.dataset.open = String(this.feed.open.length);
    return false;
  }

  /** @param {Place[]} places */
  drawTools(places) {
    const { texts, language, iterations } = this.data;
    write(this.find("sketched"), sketchSaid(this.sketch.places, iterations, { texts, language }));
    const { before, after } = this.sketch;
    const possible = { undo: before.length > 0, redo: after.length > 0, clear: places.length > 0 };
    for (const button of queryAll(this.box, "[data-act]")) {
      const act = /** @type {keyof typeof possible} */ (button.dataset.act);
      button.setAttribute("aria-disabled", String(!possible[act])); // it keeps the focus, unlike one that is disabled
    }
  }

  /** @param {DrawnRun[]} runs */
  drawReadings(runs) {
    const { texts, language, iterations } = this.data;
    const { cursor, range } = this;
    const entries = legend({ runs, sketch: this.sketch.places, range, cursor }, { texts, language });
    const list = this.find("legend");
    const markup = legendMarkup(entries);
    if (list.dataset.markup !== markup) {
      list.innerHTML = markup;
      list.dataset.markup = markup;
    }
    for (const [index, { value, isOver }] of entries.entries()) {
      const item = list.children[index];
      write(query(item, "b"), value);
      item.toggleAttribute("data-over", isOver);
    }
    const at = cursor === null ? texts.latest : fill(texts.at_iteration, { iteration: whole(cursor, language) });
    write(this.find("at"), at);
    const pad = this.pad.element;
    const read = cursor ?? iterations;
    const values = {
      ...{ "aria-label": texts.cursor, "aria-valuemax": String(iterations), "aria-valuenow": String(read) },
      "aria-valuetext": cursor === null ? texts.latest : readingSaid(entries, cursor, { texts, language }),
    };
    for (const [name, value] of Object.entries(values)) {
      if (pad.getAttribute(name) !== value) pad.setAttribute(name, value);
    }
  }

  /**
   * Say once that all runs have ended, and tell the page until it knows.
   * @param {DrawnRun[]} runs
   */
  settle(runs) {
    const isOver = runs.every(({ id, curve }) => (curve ? hasEnded(curve) : this.feed.isGone(id)));
    const ended = isOver && runs.length ? runs.map(({ id, curve }) => endedRun(id, curve)) : [];
    const key = ended.length ? JSON.stringify(ended) : "";
    if (key !== this.told.runs) this.told = { runs: key, times: 0 };
    this.box.dataset.settled = String(key !== "");
    if (!key) return;
    const { texts, language } = this.data;
    const said = endSaid(runs, { texts, language });
    if (this.announced !== key) write(this.find("announcement"), said);
    this.announced = key;
    if (!this.data.is_settled && this.told.times < MAX_TOLD && this.settling === undefined) this.tellSoon(ended, 0);
  }

  /**
   * @param {EndedRun[]} ended
   * @param {number} pause
   */
  tellSoon(ended, pause) {
    this.settling = setTimeout(() => {
      this.settling = undefined;
      if (this.isDestroyed || this.data.is_settled || this.told.runs !== JSON.stringify(ended)) return;
      if (!isAtRest()) {
        this.tellSoon(ended, SETTLED_MS);
        return;
      }
      this.told.times += 1;
      this.component.setTriggerValue("settled", ended);
      if (this.told.times < MAX_TOLD) this.tellSoon(ended, AGAIN_MS);
    }, pause);
  }

  destroy() {
    this.isDestroyed = true;
    clearTimeout(this.settling);
    this.observer.disconnect();
    this.feed.destroy();
    this.frames.destroy();
    this.teller.rest();
  }
}

/** @param {Attr} attribute */
const isAria = ({ name }) => name.startsWith("aria-");
