// What the teacher has put in force in a room, in words, with the act that takes it back. No DOM.
// @ts-check

import { cost, fill, setting } from "../../ui/format.js";
import { nameOf } from "../member_words.js";
import { teacherName } from "../teacher_run.js";

/** @import { RoomControl, RoomLesson, RoomPushDocument, RoomSetting, RoomWallDocument } from "../../connection/wire.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @typedef {{ key: string, text: string, undo: Record<string, any> | null }} InForce `undo` is an act of STEERING */
/** @typedef {{ texts: Texts, lessons: RoomLesson[], settings: RoomSetting[], controls: RoomControl[] }} Known */

/**
 * @param {RoomWallDocument} wall
 * @param {Known} known
 * @returns {InForce[]}
 */
export function inForce(wall, known) {
  const { texts } = known;
  const { counts, pace, goal_cost: goal, push } = wall;
  /** @type {InForce[]} */
  const found = [];
  const add = (/** @type {string} */ key, /** @type {string} */ text, /** @type {InForce["undo"]} */ undo = null) =>
    found.push({ key, text, undo });
  if (wall.is_free) add("free", texts.is_free);
  if (!wall.is_durable) add("fragile", texts.not_durable);
  if (wall.is_paused) add("paused", texts.is_paused, { name: "go_on" });
  if (wall.is_locked) add("locked", texts.is_locked, { name: "unlock" });
  if (goal !== null) {
    const text = fill(texts.goal_reached, { cost: setting(goal), count: counts.reached_goal, of: counts.seated });
    add("goal", text, { name: "set_goal", cost: null });
  }
  if (pace.kind !== "free") {
    const text = fill(texts[`in_pace_${pace.kind}`], { number: pace.step + 1 });
    add("pace", text, { name: "set_pace", pace: "free", step: 0 });
  }
  if (push) add("push", pushed(wall, push, known));
  if (wall.teacher) {
    const text = fill(texts.run_shown, { name: teacherName(wall.teacher, texts) });
    add("teacher_run", text, { name: "show_run", run: null });
  }
  const titles = (/** @type {string[]} */ names) =>
    names.map((name) => titleOf(name, known.controls)).join(texts.comma);
  if (wall.locked_controls.length) {
    const text = fill(texts.controls_locked, { names: titles(wall.locked_controls) });
    add("locked_controls", text, { name: "lock_controls", controls: [] });
  }
  if (wall.hidden_controls.length) {
    const text = fill(texts.controls_hidden, { names: titles(wall.hidden_controls) });
    add("hidden_controls", text, { name: "hide_controls", controls: [] });
  }
  return found;
}

/**
 * The title of a setting, or its name where it has none here.
 * @param {string} name
 * @param {RoomControl[]} settings
 */
export const titleOf = (name, settings) => settings.find((each) => each.name === name)?.title ?? name;

/**
 * @param {RoomWallDocument} wall
 * @param {RoomPushDocument} push
 * @param {Known} known
 */
function pushed(wall, push, known) {
  const { texts } = known;
  const follows = wall.members.filter((each) => each.follows === push.number && each.returned !== push.number).length;
  const values = { what: whatOf(wall, push, known), count: follows, of: wall.counts.seated };
  return fill(texts.pushed, values);
}

/**
 * @param {RoomWallDocument} wall
 * @param {RoomPushDocument} push
 * @param {Known} known
 */
function whatOf({ members, is_anonymous: isAnonymous }, push, { texts, lessons, settings }) {
  if (push.kind === "lesson") {
    const title = lessons.find(({ name }) => name === push.lesson)?.title ?? push.lesson;
    return fill(texts.pushed_lesson, { title, number: push.step + 1 });
  }
  if (push.kind === "sweep") {
    const ends = push.between ?? [push.values[0], push.values[1]];
    const numbers = ends.every((each) => typeof each === "number") ? ends : null;
    const title = titleOf(push.choice, settings);
    return numbers ? fill(texts.pushed_sweep, { title, low: cost0(numbers[0]), high: cost0(numbers[1]) }) : title;
  }
  const member = members.find(({ id }) => id === push.spotlight);
  if (push.kind !== "spotlight" || !member) return texts.pushed_scenario;
  return fill(texts.pushed_spotlight, { name: nameOf(isAnonymous ? { ...member, name: "" } : member, texts) });
}

/** @param {number} value */
const cost0 = (value) => (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e5 ? setting(value) : cost(value));
