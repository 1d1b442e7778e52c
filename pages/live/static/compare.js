// Several runs side by side at the same iteration: their settings, curves, boundaries, gradients, weights and verdicts.
// @ts-check

import { CurvesChart } from "./compare/curves_chart.js";
import { frameAt, stops } from "./compare/frames.js";
import { MARKUP } from "./compare/markup.js";
import { Panels } from "./compare/panels.js";
import { RunsFeed } from "./compare/runs_feed.js";
import { divergences, nameOf, progressOf, sentence } from "./compare/said.js";
import { SettingsTable } from "./compare/settings_table.js";
import { isAtRest, watchInput } from "./connection/rest.js";
import { colorOf, dashOf } from "./runs/appearance.js";
import { Player } from "./step/player.js";
import { buttonData, query, queryAll } from "./ui/elements.js";
import { fill, whole } from "./ui/format.js";
import { Frames } from "./ui/frames.js";
import { pageColors } from "./ui/scheme.js";
import { build, label, write } from "./ui/skeleton.js";

/** @import { Frame, Measure, Replayed } from "./compare/frames.js" */
/** @import { CompareData, CompareValues, ComparedRunData } from "./connection/wire.js" */
/** @typedef {StreamlitComponent<CompareData, CompareValues>} Component */

const VIEW = Symbol.for("dnn.compare");
const FRAMES_A_SECOND = 6;
const SETTLED_MS = 900; // at an iteration until the link names it

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the view
 */
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new Compare(component);
  /** @type {Compare} */
  const view = element[VIEW];
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class Compare {
  /** The iteration that is looked at; null: the last. @type {number | null} */ iteration = null;
  /** @type {"linear" | "log"} */ scale = "linear";
  /** @type {Measure} */ measure = "test";
  /** @type {Record<string, string>} */ colors = {};
  font = "";
  isShown = false;
  isDestroyed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ settling = undefined;

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.data = component.data;
    watchInput();
    this.box = query(component.parentElement, ".dnn-compare");
    this.find = build(this.box, MARKUP);
    this.slider = query(this.box, "[data-role=slider]", HTMLInputElement);
    this.table = new SettingsTable(this.find("table"));
    this.panels = new Panels(this.find("panels"));
    this.frames = new Frames(() => this.draw());
    this.feed = new RunsFeed(() => this.frames.request());
    this.chart = new CurvesChart(this.find("chart"), () => this.frames.request());
    this.player = new Player(
      () => this.play(),
      () => this.frames.request(),
    );
    this.player.speed = FRAMES_A_SECOND;
    this.slider.addEventListener("input", () => {
      this.player.stop();
      this.go(this.stops[Number(this.slider.value)]);
    });
    this.box.addEventListener("click", (event) => this.click(event));
  }

  /** @param {Component} component */
  update(component) {
    const { data } = component;
    if (!this.isShown) this.iteration = data.iteration;
    this.isShown = true;
    this.component = component;
    this.data = data;
    this.box.lang = data.language;
    label(this.box, data.texts);
    const { font, palette, colors } = pageColors(this.box, data.palette);
    this.font = font;
    this.colors = colors;
    for (const [name, color] of Object.entries(palette)) this.box.style.setProperty(`--dnn-live-${name}`, color);
    this.feed.follow(data.runs);
    this.draw(); // at once, so that nothing jumps when the table comes
  }

  /** The iterations that can be looked at. */
  get stops() {
    return stops(this.feed.replayed);
  }

  /** The iteration that is looked at, among those that can be. */
  get position() {
    const { stops: all, iteration } = this;
    const index = iteration === null ? all.length - 1 : all.filter((each) => each <= iteration).length - 1;
    return Math.max(0, index);
  }

  /** @param {number | undefined} iteration */
  go(iteration) {
    this.iteration = iteration === this.stops.at(-1) ? null : (iteration ?? null);
    this.frames.request();
    this.settle();
  }

  play() {
    const { stops: all, position } = this;
    if (position >= all.length - 1) this.player.stop();
    else this.go(all[position + 1]);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { compare, scale, measure } = buttonData(event);
    if (scale === "linear" || scale === "log") this.scale = scale;
    if (measure === "train" || measure === "test") this.measure = measure;
    if (compare === "play") {
      if (!this.player.isPlaying && this.position >= this.stops.length - 1) this.go(0);
      this.player.toggle();
    }
    this.frames.request();
  }

  draw() {
    if (this.isDestroyed) return false;
    const { data, colors, stops: all, position, feed } = this;
    const { runs } = data;
    const { replayed } = feed;
    const iteration = all[position] ?? 0;
    const runColors = runs.map((run) => colorOf(run, colors));
    const places = replayed.map((run) => frameAt(run, iteration));
    this.table.build(data, runs.map(dashOf), runColors);
    this.panels.build(data, runColors);
    this.drawBar(all, position);
    this.say(
      places.map(({ frame }) => frame),
      iteration,
    );
    this.table.draw(data, places);
    const dataOf = (/** @type {ComparedRunData} */ run) => feed.dataOf(run);
    this.panels.draw(data, places, replayed, { dataOf, colors, runColors });
    this.drawCurves(replayed, iteration, runColors);
    this.box.dataset.iteration = String(iteration);
    this.box.dataset.position = String(position);
    this.box.dataset.done = String(feed.isOver);
    return false;
  }

  /**
   * @param {number[]} all iterations that can be looked at
   * @param {number} position
   */
  drawBar(all, position) {
    const { texts, language } = this.data;
    const iteration = whole(all[position] ?? 0, language);
    this.slider.max = String(Math.max(0, all.length - 1));
    this.slider.value = String(position);
    this.slider.setAttribute("aria-valuetext", iteration);
    write(this.find("position"), fill(texts.compare_position, { iteration, last: whole(all.at(-1) ?? 0, language) }));
    const button = query(this.box, "[data-compare=play]");
    const { isPlaying } = this.player;
    button.title = isPlaying ? texts.compare_pause : texts.compare_play;
    button.setAttribute("aria-label", button.title);
    button.setAttribute("aria-pressed", String(isPlaying));
    const chosen = { scale: this.scale, measure: this.measure };
    for (const name of /** @type {("scale" | "measure")[]} */ (["scale", "measure"])) {
      for (const each of queryAll(this.box, `[data-${name}]`)) {
        each.setAttribute("aria-pressed", String(each.dataset[name] === chosen[name]));
      }
    }
  }

  /**
   * @param {Replayed[]} replayed
   * @param {number} iteration
   * @param {string[]} runColors
   */
  drawCurves(replayed, iteration, runColors) {
    const { data, colors, scale, measure, font } = this;
    const { runs, texts } = data;
    const last = Math.max(1, ...runs.map(({ until }) => until));
    const lines = runs.map((run, index) => {
      return { name: nameOf(run), color: runColors[index], dash: dashOf(run), replayed: replayed[index] };
    });
    const model = { runs: lines, iteration, last, scale, measure, texts, colors, font };
    this.chart.draw(model, data.plotly_url).catch((error) => {
      console.warn("The chart could not be drawn.", error);
      if (!this.isDestroyed) this.component.setTriggerValue("unreachable", true);
    });
  }

  /**
   * The result in a sentence, what there is to know about the comparison, and how far it is.
   * @param {(Frame | null)[]} frames
   * @param {number} iteration
   */
  say(frames, iteration) {
    const { data, feed } = this;
    const { runs, texts, language } = data;
    write(this.find("sentence"), sentence(data, frames, iteration));
    const notes = [...divergences(data, feed.replayed), ...data.notes];
    const list = this.find("notes");
    if (list.dataset.notes !== JSON.stringify(notes)) {
      list.dataset.notes = JSON.stringify(notes);
      list.replaceChildren(...notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })));
    }
    this.find("problem").hidden = feed.problems.length === 0;
    write(this.find("problem"), feed.problems.join(" "));
    this.find("progress").hidden = feed.isOver;
    const percent = whole(100 * progressOf(runs, feed.replayed), language);
    write(this.find("progress"), fill(texts.compare_progress, { percent }));
  }

  /** Send the iteration to the page, whose link names it, once the visitor stays at it. */
  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      if (this.player.isPlaying || this.isDestroyed) return;
      if (isAtRest()) this.component.setTriggerValue("settled", this.iteration);
      else this.settle();
    }, SETTLED_MS);
  }

  destroy() {
    this.isDestroyed = true;
    this.player.stop();
    clearTimeout(this.settling);
    this.feed.halt();
    this.frames.destroy();
    this.chart.destroy();
  }
}
