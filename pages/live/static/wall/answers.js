// The answers to each question as bars, hidden until they are revealed; the second vote beside the first.
// @ts-check

import { fill, fillCounted } from "../ui/format.js";
import { short } from "../ui/words.js";
import { areCurves, curvesPicture } from "./answer_curves.js";
import { answerOf, questionOf } from "./member_words.js";

/** @import { RoomBar, RoomLesson, RoomQuestion, RoomWallDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @typedef {{ texts: Texts, lessons: RoomLesson[], isSteering: boolean }} AnswersView */

/**
 * The words of a bar: a value, an interval, or all others.
 * @param {RoomBar} bar
 * @param {string[]} alternatives
 * @param {Texts} texts
 */
export function barName({ value, low, high }, alternatives, texts) {
  if (value !== null && value !== undefined) return answerOf(value, alternatives, texts);
  if (low === null || high === null) return texts.others;
  return fill(texts.interval, { low: short(low), high: short(high) });
}

/**
 * What the teacher may do with a question next: names of acts, with the vote.
 * @param {RoomQuestion} question
 * @returns {{ act: string, text: string, vote?: number }[]}
 */
export function nextActs({ revealed, is_second_open: isSecond, answered_again: again }) {
  const acts = [];
  if (revealed === 0) acts.push({ act: "reveal", text: "reveal", vote: 1 });
  if (!isSecond) acts.push({ act: "second_vote", text: "second_vote" });
  if (isSecond && again > 0 && revealed < 2) acts.push({ act: "reveal", text: "reveal_second", vote: 2 });
  if (revealed > 0) acts.push({ act: "conceal", text: "conceal" });
  return acts;
}

export class Answers {
  /** What each card was made of. @type {Map<string, string>} */ made = new Map();

  /**
   * @param {HTMLElement} box
   * @param {(act: Record<string, any>) => void} onAct
   */
  constructor(box, onAct) {
    this.box = box;
    box.addEventListener("click", ({ target }) => {
      const data = target instanceof Element ? target.closest("button")?.dataset : undefined;
      if (!data?.answer) return;
      onAct({ name: data.answer, question: data.question, ...(data.vote ? { vote: Number(data.vote) } : {}) });
    });
  }

  /**
   * @param {RoomWallDocument} wall
   * @param {AnswersView} view
   */
  show(wall, view) {
    const { texts } = view;
    const cards = wall.questions.map((question) => {
      const key = JSON.stringify([question, view.isSteering, wall.counts.seated, texts.language]);
      const id = question.question;
      const known = this.cardOf(id);
      if (known && this.made.get(id) === key) return known;
      this.made.set(id, key);
      return this.card(question, wall.counts.seated, view, known?.querySelector("details")?.open ?? false);
    });
    cards.reverse(); // the latest question first
    const empty = paragraph(texts.no_answers);
    const wanted = cards.length ? cards : [empty];
    if (wanted.length !== this.box.children.length || wanted.some((card, i) => this.box.children[i] !== card)) {
      if (cards.length || this.box.textContent !== empty.textContent) this.box.replaceChildren(...wanted);
    }
  }

  /** @param {string} id */
  cardOf(id) {
    return [...this.box.children].find((card) => card instanceof HTMLElement && card.dataset.question === id);
  }

  /**
   * @param {RoomQuestion} question
   * @param {number} seated
   * @param {AnswersView} view
   * @param {boolean} isLookedAt whether the teacher has opened the answers for herself
   */
  card(question, seated, { texts, lessons, isSteering }, isLookedAt) {
    const card = document.createElement("article");
    card.dataset.question = question.question;
    const { title, alternatives } = questionOf(question.question, lessons, texts);
    const heading = document.createElement("h3");
    heading.textContent = title;
    const said = paragraph(fillCounted(texts, "answered", question.answered, { of: seated }));
    card.append(heading, said);
    if (question.is_second_open) {
      said.textContent += ` · ${fill(texts.answered_again, { count: question.answered_again })}`;
    }
    if (isSteering) card.append(this.buttons(question, texts));
    const hasCurves = areCurves(question.bars);
    const bars = hasCurves ? curvesPicture(question.bars, texts) : histogram(question, alternatives, texts);
    if (question.revealed > 0) card.append(bars);
    else if (isSteering) card.append(forTheTeacher(bars, texts.only_for_you, isLookedAt));
    return card;
  }

  /**
   * @param {RoomQuestion} question
   * @param {Texts} texts
   */
  buttons(question, texts) {
    const row = document.createElement("div");
    row.className = "dnn-wall-row";
    for (const { act, text, vote } of nextActs(question)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = texts[`ask_${text}`];
      Object.assign(button.dataset, { answer: act, question: question.question, ...(vote ? { vote } : {}) });
      row.append(button);
    }
    return row;
  }
}

/** @param {string} text */
function paragraph(text) {
  const found = document.createElement("p");
  found.textContent = text;
  return found;
}

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
 * @param {string[]} alternatives
 * @param {Texts} texts
 */
function histogram({ bars, is_second_open: isSecond }, alternatives, texts) {
  const table = document.createElement("table");
  table.className = "dnn-wall-bars";
  const most = Math.max(1, ...bars.flatMap(({ first, second }) => [first, second]));
  const hasSecond = isSecond && bars.some(({ second }) => second > 0);
  if (hasSecond) {
    const head = table.createTHead().insertRow();
    for (const text of ["", texts.first_vote, texts.second_vote]) {
      const cell = document.createElement("th");
      cell.textContent = text;
      head.append(cell);
    }
  }
  const body = table.createTBody();
  for (const bar of bars) {
    const row = body.insertRow();
    const name = document.createElement("th");
    name.textContent = barName(bar, alternatives, texts);
    row.append(name);
    for (const count of hasSecond ? [bar.first, bar.second] : [bar.first]) {
      const cell = row.insertCell();
      const strip = document.createElement("i");
      strip.style.width = `${(85 * count) / most}%`;
      cell.append(strip, String(count));
    }
  }
  return table;
}
