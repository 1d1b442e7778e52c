// The steering bar: buttons and small forms, filled with what is in force until the teacher changes them.
// @ts-check

import { buttonData, query, queryAll } from "../../ui/elements.js";
import { fill, fillCounted, setting as numberText } from "../../ui/format.js";
import { write } from "../../ui/skeleton.js";
import { inForce } from "./in_force.js";
import { OwnRun } from "./own_run.js";
import { askedBy, sweepPart } from "./steering_acts.js";
import { valueOfSeat } from "./sweep_values.js";

/** @import { RoomControl, RoomWallData, RoomWallDocument } from "../../connection/wire.js" */
/** @import { Find } from "../../ui/skeleton.js" */
/** @typedef {(acts: Record<string, any>[]) => void} OnActs */
/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

const MAX_PREVIEWED = 8; // values of a sweep that are said before it is sent
const STATES = ["open", "locked", "hidden"];

export class Steering {
  /** @type {RoomWallDocument | null} */ wall = null;
  /** @type {RoomWallData | null} */ data = null;
  filled = "";
  force = "";

  /**
   * @param {HTMLElement} box
   * @param {Find} find
   * @param {{ onActs: OnActs, onProblem: (said: string) => void, onOther: (name: string) => void }} handlers
   */
  constructor(box, find, handlers) {
    this.find = find;
    this.handlers = handlers;
    this.bar = find("steering");
    this.ownRun = new OwnRun(find, handlers.onProblem);
    this.bar.addEventListener("click", (event) => this.press(buttonData(event).act));
    this.bar.addEventListener("change", ({ target }) => this.change(target));
    this.bar.addEventListener("input", () => this.showSweep());
    this.bar.addEventListener("keydown", ({ key, target }) => {
      if (key !== "Escape" || !(target instanceof Element)) return;
      const open = target.closest("details[open]");
      open?.removeAttribute("open");
      open?.querySelector("summary")?.focus();
    });
    find("force").addEventListener("click", (event) => this.takeBack(buttonData(event).force));
    box.addEventListener("pointerdown", ({ target }) => {
      const inside = target instanceof Element ? target.closest("details") : null;
      for (const menu of this.menus) if (menu !== inside) menu.removeAttribute("open");
    });
  }

  get menus() {
    return queryAll(this.bar, "details.dnn-wall-menu");
  }

  /** @param {string} role */
  field(role) {
    return /** @type {Field} */ (this.find(role));
  }

  /** @param {string | undefined} name */
  press(name) {
    const { wall, data } = this;
    if (!name || !wall || !data) return;
    if (name === "ask_close") this.find("really-close").hidden = false;
    if (name === "results") this.handlers.onOther(name);
    const read = (/** @type {string} */ role) => this.field(role).value;
    const { texts, settings, scenario } = data;
    const { acts, problem } = askedBy(name, read, { wall, texts, settings, scenario, controls: this.controls });
    if (problem) this.handlers.onProblem(problem);
    if (!acts.length) return;
    for (const menu of this.menus) menu.removeAttribute("open");
    this.handlers.onActs(acts);
  }

  /** The controls by their names, with what is chosen for each. */
  get controls() {
    const chosen = [...this.find("controls").querySelectorAll("select")];
    return new Map(chosen.map((select) => [select.dataset.control ?? "", select.value]));
  }

  /** @param {EventTarget | null} target */
  change(target) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { role } = target.dataset;
    const isOn = target instanceof HTMLInputElement && target.checked;
    if (role === "anonymous") this.handlers.onActs([{ name: "anonymise", is_on: isOn }]);
    if (role === "own-names") this.handlers.onActs([{ name: "allow_own_names", is_on: isOn }]);
    if (role === "push-lesson") this.fillSteps();
    if (role === "sweep-setting") this.fillRange();
  }

  /** @param {string | undefined} key */
  takeBack(key) {
    const found = this.wall && this.data ? inForce(this.wall, this.data).find((each) => each.key === key) : null;
    if (found?.undo) this.handlers.onActs([found.undo]);
  }

  /**
   * @param {RoomWallDocument} wall
   * @param {RoomWallData} data
   */
  show(wall, data) {
    this.wall = wall;
    this.data = data;
    this.bar.hidden = data.is_looking;
    this.showForce(wall, data);
    if (data.is_looking) return;
    this.fillOnce(wall, data);
    this.ownRun.show(wall, data);
    this.showSweep();
    const pause = query(this.bar, '[data-act="pause"]');
    write(pause, wall.is_paused ? data.texts.go_on : data.texts.pause_all);
    pause.setAttribute("aria-pressed", String(wall.is_paused));
    write(query(this.bar, '[data-act="lock"]'), wall.is_locked ? data.texts.unlock_room : data.texts.lock_room);
    const checks = { anonymous: wall.is_anonymous, "own-names": wall.allows_own_names };
    for (const [role, isOn] of Object.entries(checks)) {
      const field = this.field(role);
      if (field instanceof HTMLInputElement && field.checked !== isOn) field.checked = isOn;
    }
  }

  /**
   * @param {RoomWallDocument} wall
   * @param {RoomWallData} data
   */
  showForce(wall, data) {
    const found = inForce(wall, data);
    const key = JSON.stringify([found, data.is_looking, data.texts.take_back]);
    if (key === this.force) return;
    this.force = key;
    const list = this.find("force");
    list.hidden = !found.length;
    list.replaceChildren(
      ...found.map(({ key: name, text, undo }) => {
        const item = document.createElement("li");
        item.dataset.force = name;
        item.append(text);
        if (!undo || data.is_looking) return item;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "✕";
        button.dataset.force = name;
        button.title = data.texts.take_back;
        button.setAttribute("aria-label", `${data.texts.take_back}: ${text}`);
        item.append(" ", button);
        return item;
      }),
    );
  }

  /**
   * Fill the forms with what the page knows, and with what is in force, when either has changed.
   * @param {RoomWallDocument} wall
   * @param {RoomWallData} data
   */
  fillOnce(wall, { lessons, settings, controls, scenario, scenario_words: words, texts }) {
    const { title, lesson, pace, goal_cost: goal, locked_controls: locked, hidden_controls: hidden } = wall;
    const key = JSON.stringify([lessons, settings, scenario, title, pace, goal, locked, hidden, texts.language]);
    if (key === this.filled) return;
    this.filled = key;
    write(this.find("scenario"), words);
    this.find("lesson-form").hidden = !lessons.length;
    fillOptions(
      this.field("push-lesson"),
      lessons.map((each) => [each.name, each.title]),
      lesson,
    );
    this.fillSteps();
    fillOptions(
      this.field("sweep-setting"),
      settings.map((each) => [each.name, each.title]),
    );
    this.fillRange();
    this.field("goal-cost").value = goal === null ? "" : String(goal);
    this.field("pace-kind").value = pace.kind;
    this.field("pace-step").value = String(pace.step + 1);
    this.field("title").value = title;
    this.fillControls(controls, { locked, hidden });
  }

  fillSteps() {
    const lesson = this.data?.lessons.find(({ name }) => name === this.field("push-lesson").value);
    const steps = lesson?.steps.map(({ title }, index) => [String(index), `${index + 1}. ${title}`]) ?? [];
    fillOptions(this.field("push-step"), steps);
  }

  fillRange() {
    const setting = this.data?.settings.find(({ name }) => name === this.field("sweep-setting").value);
    if (!setting || !this.data) return;
    const hasOptions = setting.options.length > 0;
    this.find("sweep-range").hidden = hasOptions;
    this.find("sweep-options").hidden = !hasOptions;
    const { texts } = this.data;
    const names = setting.options.map((each) => each[1]).join(texts.comma);
    write(this.find("sweep-options"), hasOptions ? fill(texts.sweep_all, { names }) : "");
    this.field("sweep-low").value = setting.low === null ? "" : String(setting.low);
    this.field("sweep-high").value = setting.high === null ? "" : String(setting.high);
    this.field("sweep-scale").value = setting.is_logarithmic ? "log" : "even";
  }

  /** Say the values that those who are here get of the sweep that stands in the form. */
  showSweep() {
    const { wall, data } = this;
    const chosen = data?.settings.find(({ name }) => name === this.field("sweep-setting").value);
    if (!wall || !data || !chosen) return;
    const { texts } = data;
    const part = sweepPart(chosen, (role) => this.field(role).value);
    const seats = wall.members.filter((each) => each.is_present).map(({ seat }) => seat);
    const first = seats.sort((a, b) => a - b).slice(0, MAX_PREVIEWED);
    const names = new Map(chosen.options.map(([name, title]) => [name, title]));
    const said = (/** @type {number | string} */ value) => names.get(String(value)) ?? numberText(value);
    const all = part ? first.map((seat) => said(valueOfSeat(part, seat, chosen.is_whole))) : [];
    const values = [...all, ...(seats.length > first.length ? ["…"] : [])].join(texts.comma);
    write(this.find("sweep-values"), all.length ? fillCounted(texts, "sweep_values", seats.length, { values }) : "");
  }

  /**
   * @param {RoomControl[]} controls
   * @param {{ locked: string[], hidden: string[] }} state
   */
  fillControls(controls, { locked, hidden }) {
    const texts = this.data?.texts ?? {};
    const rows = controls.map(({ name, title }) => {
      const row = document.createElement("label");
      const [said, select] = [document.createElement("span"), document.createElement("select")];
      said.textContent = title;
      select.dataset.control = name;
      fillOptions(
        select,
        STATES.map((state) => [state, texts[`control_${state}`]]),
      );
      select.value = hidden.includes(name) ? "hidden" : locked.includes(name) ? "locked" : "open";
      row.append(said, select);
      return row;
    });
    this.find("controls").replaceChildren(...rows);
  }
}

/**
 * @param {Field} select
 * @param {string[][]} options values with their words
 * @param {string} [chosen] the value that is; else it stays, where it is still there
 */
function fillOptions(select, options, chosen = select.value) {
  const elements = options.map(([value, text]) => new Option(text, value));
  select.replaceChildren(...elements);
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}
