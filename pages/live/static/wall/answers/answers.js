// The answers to each question as bars, hidden until they are revealed; the second vote beside the first.
// @ts-check

import { fill, fillCounted } from "../../ui/format.js";
import { short } from "../../ui/words.js";
import { answerOf, questionOf } from "../member_words.js";
import { inWords } from "../words.js";
import { areCurves, curvesPicture } from "./answer_curves.js";

/** @import { RoomBar, RoomLesson, RoomQuestion, RoomWallDocument } from "../../connection/wire.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @import { QuestionWords } from "../member_words.js" */
/** @typedef {{ texts: Texts, lessons: RoomLesson[], isSteering: boolean, isProjector: boolean }} AnswersView */

/**
 * The words of a bar: a value, an interval, or all others.
 * @param {RoomBar} bar
 * @param {Pick<QuestionWords, "part" | "alternatives">} words
 * @param {Texts} texts
 */
export function barName({ value, low, high }, { part, alternatives }, texts) {
  if (value !== null && value !== undefined) return answerOf(value, alternatives, texts, part);
  if (low === null || high === null) return texts.others;
  return fill(texts.interval, { low: short(low), high: short(high) });
}

/**
 * The bars of a question: of a choice one for each alternative in their order, also where nobody chose it; of what is right or
 * wrong both; of all else those that were sent.
 * @param {RoomBar[]} bars
 * @param {Pick<QuestionWords, "part" | "alternatives">} words
 * @returns {RoomBar[]}
 */
export function allBars(bars, { part, alternatives }) {
  const isJudged = part === "check" || bars.some(({ value }) => typeof value === "boolean");
  /** @type {any[]} */
  const expected = alternatives.length ? [...alternatives.keys()] : isJudged ? [true, false] : [];
  const none = { low: null, high: null, first: 0, second: 0 };
  const named = expected.map((value) => bars.find((bar) => bar.value === value) ?? { ...none, value });
  return [...named, ...bars.filter(({ value }) => !expected.includes(value))];
}

/**
 * Whether the teacher may show the right answer: once the class has seen the answers, and has no vote before it.
 * @param {Pick<RoomQuestion, "revealed" | "is_second_open">} question
 */
export const isSolved = ({ revealed, is_second_open: isSecond }) => revealed > 0 && (!isSecond || revealed === 2);

/**
 * The number of answers that would fill the whole width: all who are here, or, where some have left, all who answered.
 * @param {Pick<RoomQuestion, "answered">} question
 * @param {number} present
 */
export const fullWidth = ({ answered }, present) => Math.max(1, present, answered);

/**
 * What the teacher may do with a question next: names of acts, with the vote.
 * @param {RoomQuestion} question
 * @returns {{ act: string, text: string, vote?: number }[]}
 */
export function nextActs({ revealed, is_second_open: isSecond, answered_again: again }) {
  const acts = [];
  if (revealed === 0) acts.push({ act: "reveal", text: "reveal", vote: 1 });
  if (!isSecond) acts.push({ act: "second_vote", text: "second_vote" });
  if (isSecond) acts.push({ act: "end_second_vote", text: "end_second_vote" });
  if (again > 0 && revealed < 2) acts.push({ act: "reveal", text: "reveal_second", vote: 2 });
  if (revealed > 0) acts.push({ act: "conceal", text: "conceal" });
  return acts;
}

export class Answers {
  /** What each card was made of. @type {Map<string, string>} */ made = new Map();
  /** Questions whose right answer this screen shows, since its teacher asked for it. @type {Set<string>} */ solved =
    new Set();

  /**
   * @param {HTMLElement} box
   * @param {(act: Record<string, any>) => void} onAct
   */
  constructor(box, onAct) {
    this.box = box;
    box.addEventListener("click", ({ target }) => {
      const data = target instanceof Element ? target.closest("button")?.dataset : undefined;
      if (data?.solve) this.solve(data.solve);
      if (!data?.answer) return;
      onAct({ name: data.answer, question: data.question, ...(data.vote ? { vote: Number(data.vote) } : {}) });
    });
  }

  /** @param {string} question whose right answer is shown, or no longer */
  solve(question) {
    if (!this.solved.delete(question)) this.solved.add(question);
    if (this.shown) this.show(...this.shown);
  }

  /**
   * @param {RoomWallDocument} wall
   * @param {AnswersView} view
   */
  show(wall, view) {
    this.shown = /** @type {const} */ ([wall, view]);
    for (const each of wall.questions) if (!isSolved(each)) this.solved.delete(each.question);
    const { texts } = view;
    const cards = wall.questions.map((question) => {
      const { seated, present } = wall.counts;
      const { isSteering, isProjector } = view;
      const id = question.question;
      const state = [isSteering, isProjector, seated, present, texts.language, this.solved.has(id)];
      const key = JSON.stringify([question, state]);
      const known = this.cardOf(id);
      if (known && this.made.get(id) === key) return known;
      this.made.set(id, key);
      return this.card(question, wall.counts, view, known?.querySelector("details")?.open ?? false);
    });
    cards.reverse(); // the latest question first
    if (view.isProjector) {
      const revealed = new Set(wall.questions.filter((each) => each.revealed > 0).map(({ question }) => question));
      cards.sort((a, b) => Number(revealed.has(idOf(b))) - Number(revealed.has(idOf(a))));
    }
    const empty = inWords("p", texts.no_answers);
    const wanted = cards.length ? cards : [empty];
    if (wanted.length !== this.box.children.length || wanted.some((card, i) => this.box.children[i] !== card)) {
      if (cards.length || this.box.textContent !== empty.textContent) this.box.replaceChildren(...wanted);
    }
  }

  /** @param {string} id */
  cardOf(id) {
    return [...this.box.children].find((card) => idOf(card) === id);
  }

  /**
   * @param {RoomQuestion} question
   * @param {Pick<RoomWallDocument["counts"], "seated" | "present">} counts
   * @param {AnswersView} view
   * @param {boolean} isLookedAt whether the teacher has opened the answers for herself
   */
  card(question, { seated, present }, { texts, lessons, isSteering, isProjector }, isLookedAt) {
    const card = document.createElement("article");
    card.dataset.question = question.question;
    const words = questionOf(question.question, lessons, texts);
    card.append(inWords("h3", words.title, words.isLiteral));
    if (words.prompt) card.append(inWords("p", words.prompt, words.isLiteral));
    const said = inWords("p", fillCounted(texts, "answered", question.answered, { of: seated }));
    said.className = "dnn-wall-answered";
    card.append(said);
    if (question.is_second_open || question.answered_again > 0) {
      said.textContent += ` · ${fill(texts.answered_again, { count: question.answered_again })}`;
    }
    const row = document.createElement("div");
    row.className = "dnn-wall-row";
    if (isSteering) row.append(...buttonsOf(question, texts));
    const isShown = this.solved.has(question.question);
    if (isSolved(question) && words.right.length && !isProjector) {
      row.append(buttonOf(isShown ? texts.hide_right : texts.show_right, { solve: question.question }));
    }
    if (row.children.length) card.append(row);
    const hasCurves = areCurves(question.bars);
    const bars = hasCurves
      ? curvesPicture(question.bars, texts)
      : histogram(question, isShown ? words : { ...words, right: [] }, fullWidth(question, present), texts);
    if (question.revealed > 0) card.append(bars);
    else if (isSteering) card.append(forTheTeacher(bars, texts.only_for_you, isLookedAt));
    if (isSolved(question) && words.alternatives.length && !words.right.length) {
      card.append(inWords("p", texts.right_depends));
    }
    return card;
  }
}

/**
 * @param {RoomQuestion} question
 * @param {Texts} texts
 */
function buttonsOf(question, texts) {
  return nextActs(question).map(({ act, text, vote }) =>
    buttonOf(texts[`ask_${text}`], {
      answer: act,
      question: question.question,
      ...(vote ? { vote: String(vote) } : {}),
    }),
  );
}

/**
 * @param {string} text
 * @param {Record<string, string>} data
 */
function buttonOf(text, data) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  Object.assign(button.dataset, data);
  return button;
}

/** @param {Element} card */
const idOf = (card) => (card instanceof HTMLElement && card.dataset.question) || "";

/**
 * @param {HTMLElement} bars
 * @param {string} text
 * @param {boolean} isOpen
 */
function forTheTeacher(bars, text, isOpen) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = text;
  details.append(summary, bars);
  details.open = isOpen;
  return details;
}

/**
 * @param {RoomQuestion} question
 * @param {QuestionWords} words
 * @param {number} full answers that would fill the whole width
 * @param {Texts} texts
 */
function histogram(question, words, full, texts) {
  const bars = allBars(question.bars, words);
  const table = document.createElement("table");
  table.className = "dnn-wall-bars";
  const hasSecond = bars.some(({ second }) => second > 0);
  if (hasSecond) {
    const head = table.createTHead().insertRow();
    for (const text of ["", texts.first_vote, texts.second_vote]) head.append(inWords("th", text));
  }
  const body = table.createTBody();
  for (const bar of bars) {
    const row = body.insertRow();
    row.append(inWords("th", barName(bar, words, texts), words.isLiteral));
    if (words.right.includes(bar.value)) {
      row.dataset.right = "true";
      const said = inWords("span", texts.right_answer);
      row.cells[0].append(" ", said);
    }
    for (const count of hasSecond ? [bar.first, bar.second] : [bar.first]) {
      const cell = row.insertCell();
      const strip = document.createElement("i");
      strip.style.setProperty("--share", String(count / full));
      cell.append(strip, String(count));
    }
  }
  return table;
}
