// What is said of a member: her name, her place in a lesson, her answer, why she needs help. No DOM.
// @ts-check

import { cost, fill, isNumber, setting, whole } from "../ui/format.js";
import { short } from "../ui/words.js";

/** @import { RoomLesson, RoomMemberTile, RoomPosition } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const MAX_ANSWER = 40; // characters
const PREDICTION = /^(.+)\/(\d+)\/([^/]+)$/; // of a question's key: lesson, step, name

/** Marks of what a student signals with one press. @type {Record<string, string>} */
export const MARKS = { none: "", done: "✓", stuck: "!", question: "?" };

/**
 * @param {Pick<RoomMemberTile, "name" | "seat">} member whose name is empty where the room is anonymous
 * @param {Texts} texts
 */
export const nameOf = ({ name, seat }, texts) => name || fill(texts.seat, { number: seat });

/**
 * @param {RoomPosition | null} position
 * @param {Texts} texts
 */
export function placeOf(position, texts) {
  if (!position) return "";
  return fill(texts.place, { number: position.step + 1, phase: texts[`phase_${position.phase}`] ?? position.phase });
}

/**
 * @param {RoomMemberTile} member
 * @param {Texts} texts
 */
export function costOf({ run }, texts) {
  if (!run) return "";
  return run.is_finite ? cost(run.cost) : texts.diverged;
}

/**
 * The latest iteration of a run, and its cost.
 * @param {RoomMemberTile} member
 * @param {Texts} texts
 * @param {string} language
 */
export function runOf(member, texts, language) {
  if (!member.run) return texts.no_run;
  return fill(texts.run_state, { iteration: whole(member.run.iteration, language), cost: costOf(member, texts) });
}

/**
 * An answer in few letters.
 * @param {any} value
 * @param {string[]} [alternatives] what its number stands for, where it is one of several
 * @returns {string}
 */
export function answerOf(value, alternatives = []) {
  if (value === null || value === undefined) return "";
  if (Number.isInteger(value) && alternatives[value] !== undefined) return shortened(alternatives[value]);
  if (isNumber(value)) return short(value);
  if (typeof value === "boolean") return value ? "✓" : "✗";
  return shortened(typeof value === "string" ? value : JSON.stringify(value));
}

/** @param {string} text */
const shortened = (text) => (text.length > MAX_ANSWER ? `${text.slice(0, MAX_ANSWER - 1)}…` : text);

/**
 * The words of a question's key, and what its answers may stand for.
 * @param {string} question
 * @param {RoomLesson[]} lessons
 * @param {Texts} texts
 * @returns {{ title: string, alternatives: string[] }}
 */
export function questionOf(question, lessons, texts) {
  const [, name, step, part] = question.match(PREDICTION) ?? [];
  const lesson = lessons.find((each) => each.name === name);
  const found = lesson?.steps[Number(step)];
  if (!lesson || !found) return { title: question, alternatives: [] };
  const isPrediction = part === "prediction";
  const words = { lesson: lesson.title, number: Number(step) + 1, title: found.title };
  return {
    title: isPrediction ? fill(texts.predicted_at, words) : `${fill(texts.asked_at, words)} (${part})`,
    alternatives: isPrediction ? found.alternatives : [],
  };
}

/**
 * The value that a member has of a sweep: α = 0.03.
 * @param {RoomMemberTile} member
 */
export const sweptValueOf = ({ value }) => (value === null ? "" : setting(value));
