// What is said of a member: her name, her place in a lesson, her answer, why she needs help. No DOM.
// @ts-check

import { cost, fill, isNumber, setting, whole } from "../ui/format.js";
import { short } from "../ui/words.js";

/** @import { RoomLesson, RoomMemberTile, RoomPosition, RoomSetting } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const MAX_ANSWER = 40; // characters
const FIRST_LETTER = 65;
const SHUFFLED = "seen"; // the part of a step whose sentences stand in another order for each student
const KEY = /^(.+)\/(\d+)\/([a-z]+)(\d*)$/; // of a question: lesson, step from 1 on, name, number

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
 * An answer in words: of several sentences with its letter, where these stand in one order for all.
 * @param {any} value
 * @param {string[]} alternatives what its number stands for, where it is one of several
 * @param {Texts} texts
 * @param {string} [part] of the step that is asked
 * @returns {string}
 */
export function answerOf(value, alternatives, texts, part = "") {
  const sentence = Number.isInteger(value) ? alternatives[value] : undefined;
  const brief = briefAnswerOf(value, alternatives, texts);
  return part === SHUFFLED ? (sentence ?? brief) : sentence === undefined ? brief : `${brief} · ${sentence}`;
}

/**
 * An answer in few letters: of several sentences the letter alone, or its beginning where each student has another order.
 * @param {any} value
 * @param {string[]} alternatives
 * @param {Texts} texts
 * @param {string} [part] of the step that is asked
 * @returns {string}
 */
export function briefAnswerOf(value, alternatives, texts, part = "") {
  if (value === null || value === undefined) return "";
  if (Number.isInteger(value) && alternatives[value] !== undefined) {
    return part === SHUFFLED ? shortened(alternatives[value]) : String.fromCharCode(FIRST_LETTER + value);
  }
  if (isNumber(value)) return short(value);
  if (typeof value === "boolean") return value ? texts.right : texts.wrong;
  if (Array.isArray(value) && Array.isArray(value[0])) return texts.curve;
  if (Array.isArray(value)) return shortened(value.map((each) => briefAnswerOf(each, [], texts)).join(" · "));
  return shortened(typeof value === "string" ? value : JSON.stringify(value));
}

/** @param {string} text */
const shortened = (text) => (text.length > MAX_ANSWER ? `${text.slice(0, MAX_ANSWER - 1)}…` : text);

/**
 * @typedef {object} QuestionWords
 * @property {string} title where it is asked
 * @property {string} part of the step: "prediction", "seen" or "check"; empty where it is not known
 * @property {string} prompt what is asked; empty where that is another question for each learner
 * @property {string[]} alternatives what its answers may stand for
 * @property {number[]} right places of those that are right for everybody
 * @property {boolean} isLiteral the words are a teacher's own
 * @property {number[]} place by which questions are put in order: lesson, step, part, number
 */

const PARTS = ["prediction", "seen", "check"]; // of a step, in their order

/**
 * The words of a question's key, and what its answers may stand for.
 * @param {string} question
 * @param {RoomLesson[]} lessons
 * @param {Texts} texts
 * @returns {QuestionWords}
 */
export function questionOf(question, lessons, texts) {
  const [, name, step, part, which] = question.match(KEY) ?? [];
  const at = lessons.findIndex((each) => each.name === name);
  const lesson = lessons[at];
  const found = lesson?.steps[Number(step) - 1];
  const none = { part: "", prompt: "", alternatives: [], right: [], isLiteral: true };
  const unknown = { title: question, ...none, place: [lessons.length, 0, 0, 0] };
  if (!lesson || !found || !PARTS.includes(part)) return unknown;
  const words = { lesson: lesson.title, number: step, which };
  const place = [at, Number(step), PARTS.indexOf(part), Number(which || 0)];
  const known = { ...none, part, place, isLiteral: lesson.is_own };
  if (part === "check") {
    return { ...known, title: fill(texts.checked_at, words), prompt: found.checks[Number(which) - 1] ?? "" };
  }
  const asked = part === "prediction" ? found.prediction : found.observation;
  const title = fill(part === "prediction" ? texts.predicted_at : texts.seen_at, words);
  return { ...known, title, ...(asked ?? {}) };
}

/**
 * @typedef {object} Swept the setting of a sweep in words
 * @property {string} title
 * @property {string} symbol empty where it has none
 * @property {Map<string, string>} names of its values, where these are names
 */

/** @type {Record<string, string>} */
const SYMBOLS = { learning_rate: "α", l2: "λ" };

/**
 * @param {string} choice the name of the setting; empty where nothing is swept
 * @param {RoomSetting[]} settings
 * @returns {Swept}
 */
export function sweptIn(choice, settings) {
  const found = settings.find(({ name }) => name === choice);
  const names = new Map((found?.options ?? []).map(([name, text]) => [name, text]));
  return { title: found?.title ?? choice, symbol: SYMBOLS[choice] ?? "", names };
}

/**
 * @param {number | string} value of a sweep
 * @param {Swept} [swept]
 */
export const valueWords = (value, swept) => swept?.names.get(String(value)) ?? setting(value);

/**
 * The value that a member has of a sweep: α 0.03.
 * @param {RoomMemberTile} member
 * @param {Swept} swept
 */
export const sweptValueOf = ({ value }, swept) =>
  value === null ? "" : `${swept.symbol} ${valueWords(value, swept)}`.trim();
