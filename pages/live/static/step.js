// The stepper: one iteration, equation by equation. It lights up the flow chart, shows the arrays of the equation, and
// writes out how a number comes about.

import { fill } from "./ui/format.js";
import { Numbers } from "./step/arrays.js";
import { FlowChart } from "./step/flow_chart.js";
import { build } from "./step/markup.js";
import { Pagers } from "./step/pagers.js";
import { Player } from "./step/player.js";
import { writeSum } from "./step/sum.js";
import { Tables } from "./step/tables.js";
import { label, write } from "./ui/skeleton.js";

const VIEW = Symbol.for("dnn.stepper");
const REST_MS = 900;
const IGNORED = "input, select, textarea, [contenteditable], [role=grid], [role=radiogroup], [role=slider], [role=tablist]";

// Show a component's data in its element; called again, it takes over the new data. Returns what ends the view.
export function mount(component) {
  const element = component.parentElement;
  const view = (element[VIEW] ??= new Stepper(element));
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
    this.player = new Player(() => this.go(this.index + 1), () => this.showPlace());
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
    const { walk, texts, chart, language } = this.data;
    this.box.lang = language;
    label(this.box, texts);
    for (const option of this.find("speed").options) {
      write(option, fill(texts.steps_a_second, { count: option.value }));
    }
    const place = before ? this.stage?.key : walk.first;
    this.numbers = new Numbers(walk.arrays);
    this.chart.show(chart, walk.arrangements);
    const found = walk.stages.findIndex(({ key }) => key === place);
    this.asked = null;
    this.go(Math.max(0, found), { isQuiet: true });
  }

  get stage() {
    return this.data?.walk.stages[this.index];
  }

  // Step to another stage.
  go(index, { isQuiet = false } = {}) {
    const { stages } = this.data.walk;
    this.index = Math.min(Math.max(0, index), stages.length - 1);
    if (index >= stages.length - 1) this.player.stop();
    this.chart.light(stages, this.index);
    this.showPlace();
    this.showNumbers();
    if (!isQuiet) this.tellRest();
  }

  // To the stage of a block: of the example that is looked at, if they go one by one.
  jump(block) {
    const { stages } = this.data.walk;
    const example = this.stage.example ?? 0;
    const fits = (stage) => stage.block === block && (stage.example === null || stage.example === example);
    const found = stages.findIndex(fits);
    this.player.stop();
    this.go(found >= 0 ? found : stages.findIndex((stage) => stage.block === block));
  }

  // To the same equation of another example.
  turn(by) {
    const { equation, example } = this.stage;
    const found = this.data.walk.stages.findIndex(
      (stage) => stage.equation === equation && stage.example === example + by,
    );
    if (found >= 0) this.go(found);
  }

  click(event) {
    const { act, save } = event.target.closest("button")?.dataset ?? {};
    const last = this.data.walk.stages.length - 1;
    const acts = {
      first: () => this.go(0), back: () => this.go(this.index - 1), next: () => this.go(this.index + 1),
      last: () => this.go(last), play: () => this.play(last), previous: () => this.turn(-1), following: () => this.turn(1),
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
    const { walk, texts } = this.data;
    const { stage } = this;
    const one = stage.example === null ? "" : ` · ${fill(texts.example, { number: walk.examples[stage.example] })}`;
    write(this.find("place"), fill(texts.place, { number: this.index + 1, count: walk.stages.length }));
    write(this.find("part"), walk.parts[stage.part] + one);
    this.box.dataset.stage = stage.key;
    this.box.dataset.part = stage.part;
    const equation = this.find("equation");
    if (equation.dataset.key !== stage.equation) {
      equation.dataset.key = stage.equation;
      equation.innerHTML = walk.equations[stage.equation];
    }
    write(this.find("reason"), walk.reasons[stage.reason]);
    this.find("turn").hidden = stage.example === null || walk.examples.length < 2;
    this.box.dataset.playing = String(this.player.isPlaying);
    const play = this.box.querySelector("[data-act=play]");
    play.setAttribute("aria-label", this.player.isPlaying ? texts.pause : texts.play);
    play.title = play.getAttribute("aria-label");
  }

  showNumbers() {
    const { walk, texts } = this.data;
    const windows = this.tables.show(this.stage, { walk, texts, numbers: this.numbers, starts: this.starts });
    this.pagers.show(windows, walk.axes, texts);
    if (!windows.isComplete) this.want();
  }

  showSum(cell) {
    const { walk, texts } = this.data;
    const sum = writeSum(this.stage, cell, { symbols: walk.symbols, numbers: this.numbers, texts });
    this.find("sum").replaceChildren(...sum);
  }

  // Another window of an axis, here and in every array that has it.
  scroll(axis, start) {
    this.starts = { ...this.starts, [axis]: start };
    this.showNumbers();
  }

  // Numbers that have not travelled yet.
  want() {
    const wish = { stage: this.stage.key, starts: this.starts };
    const asked = JSON.stringify(wish);
    if (this.asked === asked) return;
    this.asked = asked;
    this.component.setTriggerValue("want", wish);
  }

  // The place belongs to the link; it is told when the visitor stays there.
  tellRest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (!this.player.isPlaying) this.component?.setTriggerValue("rest", this.stage.key);
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
