// The stepper: one iteration, equation by equation. It lights up the flow chart, shows the arrays of the equation, and
// writes out how a number comes about.

import { Numbers } from "./step/arrays.js";
import { FlowChart } from "./step/flow_chart.js";
import { build } from "./step/markup.js";
import { Pagers } from "./step/pagers.js";
import { Player } from "./step/player.js";
import { writeSum } from "./step/sum.js";
import { Tables } from "./step/tables.js";
import { fill } from "./ui/format.js";
import { label, write } from "./ui/skeleton.js";

const VIEW = Symbol.for("dnn.stepper");
const REST_MS = 900;
const IGNORED =
  "input, select, textarea, [contenteditable], [role=grid], [role=radiogroup], [role=slider], [role=tablist]";

// Show a component's data in its element; called again, it takes over the new data. Returns what ends the view.
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new Stepper(element);
  const view = element[VIEW];
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class Stepper {
  constructor(element) {
    this.box = element.querySelector(".dnn-step") ?? element.appendChild(document.createElement("div"));
    this.box.classList.add("dnn-step");
    this.find = build(this.box);
    this.index = 0;
    this.starts = {};
    this.chart = new FlowChart(this.find("chart"), (block) => this.jump(block));
    this.tables = new Tables(this.find("tables"), (cell) => this.showSum(cell));
    this.pagers = new Pagers(this.find("pagers"), (axis, start) => this.scroll(axis, start));
    this.player = new Player(
      () => this.go(this.index + 1),
      () => this.showPlace(),
    );
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
    this.box.addEventListener("click", (event) => this.click(event));
    this.find("speed").addEventListener("change", ({ target }) => this.player.setSpeed(Number(target.value)));
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.box);
  }

  update(component) {
    const before = this.data;
    this.component = component;
    this.data = component.data;
    const { trace, texts, chart, language } = this.data;
    this.box.lang = language;
    label(this.box, texts);
    for (const option of this.find("speed").options) {
      write(option, fill(texts.steps_a_second, { count: option.value }));
    }
    const place = before ? this.step?.key : trace.first;
    this.numbers = new Numbers(trace.arrays);
    this.chart.show(chart, trace.arrangements);
    const found = trace.steps.findIndex(({ key }) => key === place);
    this.asked = null;
    this.go(Math.max(0, found), { isQuiet: true });
  }

  get step() {
    return this.data?.trace.steps[this.index];
  }

  // Step to another step.
  go(index, { isQuiet = false } = {}) {
    const { steps } = this.data.trace;
    this.index = Math.min(Math.max(0, index), steps.length - 1);
    if (index >= steps.length - 1) this.player.stop();
    this.chart.light(steps, this.index);
    this.showPlace();
    this.showNumbers();
    if (!isQuiet) this.tellRest();
  }

  // To the step of a block: of the example that is looked at, if they go one by one.
  jump(block) {
    const { steps } = this.data.trace;
    const example = this.step.example ?? 0;
    const fits = (step) => step.block === block && (step.example === null || step.example === example);
    const found = steps.findIndex(fits);
    this.player.stop();
    this.go(found >= 0 ? found : steps.findIndex((step) => step.block === block));
  }

  // To the same equation of another example.
  turn(by) {
    const { equation, example } = this.step;
    const found = this.data.trace.steps.findIndex(
      (step) => step.equation === equation && step.example === example + by,
    );
    if (found >= 0) this.go(found);
  }

  click(event) {
    const { act, save } = event.target.closest("button")?.dataset ?? {};
    const last = this.data.trace.steps.length - 1;
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

  play(last) {
    if (!this.player.isPlaying && this.index === last) this.go(0);
    this.player.toggle();
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest?.(IGNORED)) return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const isInside = this.box.contains(event.target);
    if (!by || (!isInside && event.key.match(/Up|Down/)) || (!isInside && event.target !== document.body)) return;
    event.preventDefault();
    this.player.stop();
    this.go(this.index + by);
  }

  showPlace() {
    const { trace, texts } = this.data;
    const { step } = this;
    const one = step.example === null ? "" : ` · ${fill(texts.example, { number: trace.examples[step.example] })}`;
    write(this.find("place"), fill(texts.place, { number: this.index + 1, count: trace.steps.length }));
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
    const play = this.box.querySelector("[data-act=play]");
    play.setAttribute("aria-label", this.player.isPlaying ? texts.pause : texts.play);
    play.title = play.getAttribute("aria-label");
  }

  showNumbers() {
    const { trace, texts } = this.data;
    const windows = this.tables.show(this.step, { trace, texts, numbers: this.numbers, starts: this.starts });
    this.pagers.show(windows, trace.axes, texts);
    if (!windows.isComplete) this.want();
  }

  showSum(cell) {
    const { trace, texts } = this.data;
    const sum = writeSum(this.step, cell, { symbols: trace.symbols, numbers: this.numbers, texts });
    this.find("sum").replaceChildren(...sum);
  }

  // Another window of an axis, here and in every array that has it.
  scroll(axis, start) {
    this.starts = { ...this.starts, [axis]: start };
    this.showNumbers();
  }

  // Numbers that have not travelled yet.
  want() {
    const wanted = { step: this.step.key, starts: this.starts };
    const asked = JSON.stringify(wanted);
    if (this.asked === asked) return;
    this.asked = asked;
    this.component.setTriggerValue("wanted", wanted);
  }

  // The place belongs to the link; it is told when the visitor stays there.
  tellRest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (!this.player.isPlaying) this.component?.setTriggerValue("settled", this.step.key);
    }, REST_MS);
  }

  resize() {
    const width = Math.round(this.box.clientWidth);
    if (!this.data || width === this.width) return;
    this.width = width;
    this.showNumbers();
  }

  destroy() {
    this.player.stop();
    clearTimeout(this.resting);
    document.removeEventListener("keydown", this.onKey);
    this.observer.disconnect();
    this.component = null;
  }
}
