// What the fields of the steering bar ask for, as acts of STEERING; a sentence where they ask for what cannot be. No DOM.
// @ts-check

import { MAX_PRESENTED } from "../opened.js";
import { TEACHER } from "../teacher_run.js";

/** @import { RoomSetting, RoomWallDocument } from "../../connection/wire.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @import { SweepPart } from "./sweep_values.js" */
/** @typedef {(role: string) => string} Field what a field holds */
/** @typedef {{ acts: Record<string, any>[], problem: string }} Asked */
/**
 * @typedef {object} Around what the acts depend on besides the fields
 * @property {RoomWallDocument} wall
 * @property {string} scenario the teacher's present configuration, as JSON
 * @property {RoomSetting[]} settings
 * @property {Texts} texts
 * @property {Map<string, string>} controls by their names: "open", "locked" or "hidden"
 */

/**
 * @param {string} name of a button
 * @param {Field} field
 * @param {Around} around
 * @returns {Asked}
 */
export function askedBy(name, field, around) {
  const { wall, scenario, settings, texts, controls } = around;
  const one = (/** @type {Record<string, any>} */ act) => ({ acts: [act], problem: "" });
  const problem = (/** @type {string} */ said) => ({ acts: [], problem: said });
  const config = () => JSON.parse(scenario);
  switch (name) {
    case "pause":
      return one({ name: wall.is_paused ? "go_on" : "pause" });
    case "lock":
      return one({ name: wall.is_locked ? "unlock" : "lock" });
    case "push_scenario":
      return one({ name: "push", push: { kind: "scenario", config: config() } });
    case "push_lesson": {
      const [lesson, step] = [field("push-lesson"), Number(field("push-step"))];
      return one({ name: "push", push: { kind: "lesson", lesson, step } });
    }
    case "push_sweep": {
      const setting = settings.find((each) => each.name === field("sweep-setting"));
      const part = setting && sweepPart(setting, field);
      if (!part) return problem(texts.wrong_range);
      return one({ name: "push", push: { kind: "sweep", config: config(), choice: setting.name, ...part } });
    }
    case "show_run": {
      const run = field("own-run");
      return run ? one({ name: "show_run", run: wall.teacher?.id === run ? null : run }) : problem(texts.no_own_run);
    }
    case "present_run": {
      const others = wall.presented.filter((each) => each !== TEACHER);
      const isOn = others.length === wall.presented.length;
      return one({ name: "present", members: isOn ? [...others.slice(1 - MAX_PRESENTED), TEACHER] : others });
    }
    case "set_goal": {
      const cost = numberOf(field("goal-cost"));
      return cost > 0 && Number.isFinite(cost) ? one({ name: "set_goal", cost }) : problem(texts.wrong_goal);
    }
    case "set_pace":
      return one({
        name: "set_pace",
        pace: field("pace-kind"),
        step: Math.max(0, numberOf(field("pace-step")) - 1 || 0),
      });
    case "set_controls":
      return { acts: controlActs(wall, controls), problem: "" };
    case "set_title":
      return one({ name: "set_title", title: field("title") });
    case "close":
      return one({ name: "close" });
    default:
      return { acts: [], problem: "" };
  }
}

/**
 * The part of a push that says which values a setting gets: all that it has, or those between two ends, which the server spreads;
 * null where the ends are none.
 * @param {RoomSetting} setting
 * @param {Field} field
 * @returns {SweepPart | null}
 */
export function sweepPart({ options }, field) {
  if (options.length) return { values: options.map(([name]) => name) };
  const [low, high, spacing] = [numberOf(field("sweep-low")), numberOf(field("sweep-high")), field("sweep-scale")];
  const isRange = Number.isFinite(low) && Number.isFinite(high) && low < high && (spacing !== "log" || low > 0);
  return isRange ? { between: [low, high], spacing } : null;
}

/**
 * A number as it was typed; NaN where there is none.
 * @param {string} text
 */
const numberOf = (text) => (text.trim() === "" ? Number.NaN : Number(text));

/**
 * @param {Pick<RoomWallDocument, "hidden_controls" | "locked_controls">} wall
 * @param {Map<string, string>} controls
 */
function controlActs({ hidden_controls: hidden, locked_controls: locked }, controls) {
  const of = (/** @type {string} */ state) => [...controls].filter((pair) => pair[1] === state).map(([name]) => name);
  const acts = [];
  if (of("hidden").join() !== hidden.join()) acts.push({ name: "hide_controls", controls: of("hidden") });
  if (of("locked").join() !== locked.join()) acts.push({ name: "lock_controls", controls: of("locked") });
  return acts;
}
