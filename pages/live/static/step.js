// The stepper: one iteration, equation by equation. It lights up the flow chart, shows the arrays of the equation, and
// writes out how a number comes about.
// @ts-check

import { isAtRest, watchInput } from "./connection/rest.js";
import { Numbers } from "./step/arrays.js";
import { FlowChart } from "./step/flow_chart.js";
import { stepsOf } from "./step/keyboard.js";
import { MARKUP } from "./step/markup.js";
import { Pagers } from "./step/pagers.js";
import { Player } from "./step/player.js";
import { indexOfBlock, indexOfExample } from "./step/positions.js";
import { writeSum } from "./step/sum.js";
import { Tables } from "./step/tables.js";
import { buttonData, query } from "./ui/elements.js";
import { fill } from "./ui/format.js";
import { build, label, write } from "./ui/skeleton.js";

/** @import { StepperData, StepperValues } from "./connection/wire.js" */
/** @import { Cell } from "./step/sum.js" */
/** @typedef {StreamlitComponent<StepperData, StepperValues>} Component */

const VIEW = Symbol.for("dnn.stepper");
const SETTLED_MS = 900; // at a step until the link names it

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the view
 */
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new Stepper(component);
  /** @type {Stepper} */
  const view = element[VIEW];
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class Stepper {
  /** The index of the current step. */
  index = 0;
  /** @type {Record<string, number>} The first row or column of axes, where another one was chosen. */
  starts = {};
  /** The window that was requested last, as JSON. */
  requested = "";
  isShown = false;
  isDestroyed = false;
  width = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ settling = undefined;

  /** @param {Component} component */
  constructor(component) {
    const element = component.parentElement;
    this.component = component;
    this.data = component.data;
    this.numbers = new Numbers(this.data.trace.arrays);
    watchInput();
    if (!element.querySelector(".dnn-step")) element.appendChild(document.createElement("div")).className = "dnn-step";
    this.box = query(element, ".dnn-step");
    this.find = build(this.box, MARKUP);
    this.speed = query(this.box, "[data-role=speed]", HTMLSelectElement);
    this.playButton = query(this.box, "[data-act=play]", HTMLButtonElement);
    this.chart = new FlowChart(this.find("chart"), (block) => this.jump(block));
    this.tables = new Tables(this.find("tables"), (cell) => this.showSum(cell));
    this.pagers = new Pagers(this.find("pagers"), (axis, start) => this.scroll(axis, start));
    this.player = new Player(
      () => this.go(this.index + 1),
      () => this.showPosition(),
    );
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
    this.box.addEventListener("click", (event) => this.click(event));
    this.speed.addEventListener("change", () => this.player.setSpeed(Number(this.speed.value)));
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.box);
  }

  /** @param {Component} component */
  update(component) {
    this.component = component;
    this.data = component.data;
    const { trace, texts, chart, language } = this.data;
    this.box.lang = language;
    label(this.box, texts);
    for (const option of this.speed.options) write(option, fill(texts.steps_a_second, { count: option.value }));
    const key = this.isShown ? this.step?.key : trace.first;
    this.isShown = true;
    this.numbers = new Numbers(trace.arrays);
    this.chart.show(chart, trace.arrangements);
    this.requested = "";
    const found = trace.steps.findIndex((step) => step.key === key);
    this.go(Math.max(0, found), { isQuiet: true });
  }

  get step() {
    return this.data.trace.steps[this.index];
  }

  /**
   * Go to another step.
   * @param {number} index
   * @param {{ isQuiet?: boolean }} [options] quiet: the page is not informed
   */
  go(index, { isQuiet = false } = {}) {
    const { steps } = this.data.trace;
    this.index = Math.min(Math.max(0, index), steps.length - 1);
    if (index >= steps.length - 1) this.player.stop();
    this.chart.light(steps, this.index);
    this.showPosition();
    this.showNumbers();
    if (!isQuiet) this.settle();
  }

  /**
   * Go to the step of a block: of the current example, if they go one by one.
   * @param {string} block
   */
  jump(block) {
    this.player.stop();
    this.go(indexOfBlock(this.data.trace.steps, block, this.step.example));
  }

  /**
   * Go to the same equation of another example.
   * @param {number} by examples
   */
  turn(by) {
    const found = indexOfExample(this.data.trace.steps, this.step, by);
    if (found >= 0) this.go(found);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { act = "", save } = buttonData(event);
    const last = this.data.trace.steps.length - 1;
    /** @type {Record<string, () => void>} */
    const acts = {
      first: () => this.go(0),
      back: () => this.go(this.index - 1),
      next: () => this.go(this.index + 1),
      last: () => this.go(last),
      play: () => this.play(last),
      previous: () => this.turn(-1),
      following: () => this.turn(1),
    };
    if (act && act !== "play") this.player.stop();
    acts[act]?.();
    if (save) this.chart.save(save);
  }

  /** @param {number} last index of a step */
  play(last) {
    if (!this.player.isPlaying && this.index === last) this.go(0);
    this.player.toggle();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const by = stepsOf(event, this.box);
    if (!by) return;
    event.preventDefault();
    this.player.stop();
    this.go(this.index + by);
  }

  /** Show where the step stands in the iteration: its number, its part, its equation. */
  showPosition() {
    const { trace, texts } = this.data;
    const { step } = this;
    const one = step.example === null ? "" : ` · ${fill(texts.example, { number: trace.examples[step.example] })}`;
    write(this.find("position"), fill(texts.position, { number: this.index + 1, count: trace.steps.length }));
    write(this.find("part"), trace.parts[step.part] + one);
    this.box.dataset.step = step.key;
    this.box.dataset.part = step.part;
    const equation = this.find("equation");
    if (equation.dataset.key !== step.equation) {
      equation.dataset.key = step.equation;
      equation.innerHTML = trace.equations[step.equation];
    }
    write(this.find("reason"), trace.reasons[step.reason]);
    this.find("turn").hidden = step.example === null || trace.examples.length < 2;
    this.box.dataset.playing = String(this.player.isPlaying);
    const name = this.player.isPlaying ? texts.pause : texts.play;
    this.playButton.setAttribute("aria-label", name);
    this.playButton.title = name;
  }

  showNumbers() {
    const { trace, texts } = this.data;
    const { numbers, starts } = this;
    const { shown, isComplete } = this.tables.show(this.step, { trace, texts, numbers, starts });
    this.pagers.show(shown, trace.axes, texts);
    if (!isComplete) this.requestNumbers();
  }

  /** @param {Cell} cell */
  showSum(cell) {
    const { trace, texts } = this.data;
    const sum = writeSum(this.step, cell, { symbols: trace.symbols, numbers: this.numbers, texts });
    this.find("sum").replaceChildren(...sum);
  }

  /**
   * Show another window of an axis, in every array that has it.
   * @param {string} axis
   * @param {number} start
   */
  scroll(axis, start) {
    this.starts = { ...this.starts, [axis]: start };
    this.showNumbers();
  }

  /** Request numbers that have not been sent. */
  requestNumbers() {
    const request = { step: this.step.key, starts: this.starts };
    const requested = JSON.stringify(request);
    if (this.requested === requested) return;
    this.requested = requested;
    if (!this.isDestroyed) this.component.setTriggerValue("requested_window", request);
  }

  /** Send the step to the page, whose link names it, once the visitor stays at it. */
  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      if (this.player.isPlaying || this.isDestroyed) return;
      if (isAtRest()) this.component.setTriggerValue("settled", this.step.key);
      else this.settle();
    }, SETTLED_MS);
  }

  resize() {
    const width = Math.round(this.box.clientWidth);
    if (!this.isShown || width === this.width) return;
    this.width = width;
    this.showNumbers();
  }

  destroy() {
    this.isDestroyed = true;
    this.player.stop();
    clearTimeout(this.settling);
    document.removeEventListener("keydown", this.onKey);
    this.observer.disconnect();
  }
}
