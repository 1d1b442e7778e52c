// The chart of a lesson: the cost over the iterations as a learner sketches what she expects, and then the real runs, which
// fall under her sketch.
// @ts-check

import { watchInput } from "./connection/rest.js";
import { heightOf } from "./lesson_chart/axis.js";
import { CostsFeed } from "./lesson_chart/costs_feed.js";
import { Ending } from "./lesson_chart/ending.js";
import { geometryOf } from "./lesson_chart/geometry.js";
import { Handles } from "./lesson_chart/handles.js";
import { MARKUP } from "./lesson_chart/markup.js";
import { Pad } from "./lesson_chart/pad.js";
import { Picture } from "./lesson_chart/picture.js";
import { Readings } from "./lesson_chart/readings.js";
import { endSaid, sketchSaid } from "./lesson_chart/said.js";
import { Sketching } from "./lesson_chart/sketching.js";
import { colorOf, dashOf } from "./runs/appearance.js";
import { buttonData, query, queryAll } from "./ui/elements.js";
import { Frames } from "./ui/frames.js";
import { pageColors } from "./ui/scheme.js";
import { build, label, write } from "./ui/skeleton.js";
import { textScale } from "./ui/text_scale.js";

/** @import { LessonChartData, LessonChartValues } from "./connection/wire.js" */
/** @import { Geometry } from "./lesson_chart/geometry.js" */
/** @import { DrawnRun } from "./lesson_chart/picture.js" */
/** @typedef {StreamlitComponent<LessonChartData, LessonChartValues>} Component */

const VIEW = Symbol.for("dnn.lesson_chart");

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
  /** @type {Record<string, string>} */ colors = {};
  font = "";
  isDestroyed = false;

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.data = component.data;
    watchInput();
    const box = query(component.parentElement, ".dnn-lesson");
    this.box = box;
    this.find = build(box, MARKUP);
    this.chart = this.find("chart");
    const request = () => this.frames.request();
    this.frames = new Frames(() => this.draw());
    this.picture = new Picture(query(this.chart, "svg", SVGSVGElement));
    this.readings = new Readings(this.find);
    this.sketching = new Sketching(
      (sketched) => this.send("sketched", sketched),
      () => this.noteSketch(),
    );
    this.ending = new Ending((ends) => this.send("settled", ends));
    this.feed = new CostsFeed({
      onChange: request,
      onConnection: (isLost) => this.note(isLost),
      onUnreachable: () => this.send("unreachable", true),
    });
    this.handles = new Handles(this.find("handles"), (index, height) => {
      this.sketching.move(this.handles.iterations, index, height);
    });
    this.pad = new Pad(this.find("pad"), {
      geometry: () => this.geometry,
      isSketching: () => this.data.is_sketching,
      onDraw: (place) => this.sketching.extend(place),
      onEnd: (isTap) => this.sketching.end(isTap),
      onRead: (iteration) => this.read(iteration),
      cursor: () => this.cursor ?? this.data.iterations,
    });
    box.addEventListener("click", (event) => this.sketching.act(buttonData(event).act));
    box.addEventListener("keydown", (event) => this.sketching.type(event));
    this.observer = new ResizeObserver(request);
    this.observer.observe(this.chart);
  }

  /** @param {Component} component */
  update(component) {
    const { data } = component;
    this.component = component;
    this.data = data;
    const { sketch, iterations, is_sketching: isOpen } = data;
    this.sketching.take({ sketch, iterations, range: this.range, isOpen });
    this.box.lang = data.texts.language;
    label(this.box, data.texts);
    const { font, palette, colors } = pageColors(this.box, data.palette);
    this.font = font;
    this.colors = colors;
    for (const [name, color] of Object.entries(palette)) this.box.style.setProperty(`--dnn-lesson-${name}`, color);
    this.box.dataset.phase = isOpen ? "sketching" : "running";
    const ids = isOpen ? [] : data.runs.map(({ run_id }) => run_id);
    this.feed.follow(data.costs_url, ids, data.is_watching);
    this.draw(); // at once, so that nothing jumps
  }

  get range() {
    const { low, high, scale } = this.data;
    return { low, high, scale };
  }

  /**
   * @template {keyof LessonChartValues} Name
   * @param {Name} name
   * @param {LessonChartValues[Name]} value
   */
  send(name, value) {
    if (!this.isDestroyed) this.component.setTriggerValue(name, value);
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
    if (this.data.is_sketching) return [];
    return this.data.runs.map((run) => ({
      ...{ id: run.run_id, label: run.label, isHighlighted: run.is_highlighted },
      ...{ color: colorOf(run, this.colors), dash: dashOf(run), curve: this.feed.curves.get(run.run_id) },
    }));
  }

  draw() {
    const { data, chart, colors, font, range, sketching, runs } = this;
    const width = chart.clientWidth;
    if (this.isDestroyed || !width) return false;
    const { texts, language, iterations, references, is_sketching: isSketching, first_cost: firstCost } = data;
    const geometry = geometryOf({ width, height: chart.clientHeight, letters: textScale(width), iterations, range });
    this.geometry = geometry;
    const cursor = isSketching ? null : this.cursor;
    const shared = { texts, language, runs, cursor, sketch: sketching.places };
    this.picture.draw({ ...shared, geometry, colors, font, references, isSketching, firstCost });
    if (isSketching) {
      this.drawTools(geometry);
    } else {
      this.readings.draw({ ...shared, range, iterations });
      const hasEnded = this.ending.update(runs, (id) => this.feed.isGone(id), data.is_settled);
      if (hasEnded) write(this.find("announcement"), endSaid(runs, { texts, language }));
    }
    Object.assign(this.box.dataset, { points: sketching.places.length, settled: this.ending.ends !== "" });
    this.box.dataset.saved = String(!sketching.teller.isOpen);
    return false;
  }

  /** The sketch is another one, of which the page is not told yet. */
  noteSketch() {
    this.box.dataset.saved = String(!this.sketching.teller.isOpen);
    this.frames.request();
  }

  /** @param {Geometry} geometry */
  drawTools(geometry) {
    const { texts, language, iterations, first_cost: firstCost } = this.data;
    const { sketch, places, possible } = this.sketching;
    this.readings.hide();
    const start = firstCost === null ? null : Math.max(0, Math.min(1, heightOf(firstCost, this.range)));
    this.handles.draw({ geometry, sketch: places, start, texts, language });
    write(this.find("sketched"), sketchSaid(sketch.places, iterations, { texts, language }));
    for (const button of queryAll(this.box, "[data-act]")) {
      const act = /** @type {keyof typeof possible} */ (button.dataset.act);
      button.setAttribute("aria-disabled", String(!possible[act])); // it keeps the focus, unlike one that is disabled
    }
  }

  destroy() {
    this.isDestroyed = true;
    this.observer.disconnect();
    this.feed.destroy();
    this.frames.destroy();
    this.ending.halt();
    this.sketching.destroy();
  }
}
