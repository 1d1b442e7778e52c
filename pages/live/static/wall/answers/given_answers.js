// All that an opened member has answered, step by step, to be read.
// @ts-check

import { fill } from "../../ui/format.js";
import { answerOf, questionOf } from "../member_words.js";
import { inWords } from "../words.js";

/** @import { RoomGivenAnswer, RoomLesson } from "../../connection/wire.js" */
/** @import { Texts } from "../../ui/skeleton.js" */
/** @import { QuestionWords } from "../member_words.js" */
/** @typedef {{ name: string, words: QuestionWords, first: string, second: string }} SaidAnswer in words; empty where there is none */
/** @typedef {{ title: string, isLiteral: boolean, answers: SaidAnswer[] }} StepAnswers */

/**
 * Answers by lesson and step, in each the prediction, what was seen, and the questions.
 * @param {RoomGivenAnswer[]} answers
 * @param {RoomLesson[]} lessons
 * @param {Texts} texts
 * @returns {StepAnswers[]}
 */
export function byStep(answers, lessons, texts) {
  const all = answers.map((answer) => ({ answer, words: questionOf(answer.question, lessons, texts) }));
  all.sort((a, b) => compared(a.words.place, b.words.place));
  /** @type {Map<string, StepAnswers>} */
  const steps = new Map();
  for (const { answer, words } of all) {
    const [at, number, , which] = words.place;
    const lesson = lessons[at];
    const key = lesson ? `${at}/${number}` : answer.question;
    const step = steps.get(key) ?? { ...headOf(words, lesson, number, texts), answers: [] };
    steps.set(key, step);
    const name = words.part ? fill(texts[`answer_${words.part}`], { which }) : "";
    const said = (/** @type {any} */ value) => answerOf(value, words.alternatives, texts, words.part);
    step.answers.push({ name, words, first: said(answer.first), second: said(answer.second) });
  }
  return [...steps.values()];
}

/**
 * @param {QuestionWords} words
 * @param {RoomLesson | undefined} lesson
 * @param {number} number of the step
 * @param {Texts} texts
 */
function headOf({ title, isLiteral }, lesson, number, texts) {
  if (!lesson) return { title, isLiteral };
  const values = { lesson: lesson.title, number, title: lesson.steps[number - 1].title };
  return { title: fill(texts.step_titled, values), isLiteral };
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function compared(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

/**
 * Show them in an element.
 * @param {HTMLElement} box
 * @param {RoomGivenAnswer[]} answers
 * @param {RoomLesson[]} lessons
 * @param {Texts} texts
 */
export function showAnswers(box, answers, lessons, texts) {
  const steps = byStep(answers, lessons, texts).map(({ title, isLiteral, answers: given }) => {
    const section = document.createElement("section");
    section.append(inWords("h4", title, isLiteral), ...given.flatMap((each) => linesOf(each, texts)));
    return section;
  });
  box.replaceChildren(inWords("h3", texts.given_answers), ...(steps.length ? steps : [inWords("p", texts.none_given)]));
}

/**
 * @param {SaidAnswer} answer
 * @param {Texts} texts
 */
function linesOf({ name, words, first, second }, texts) {
  const asked = words.prompt ? fill(texts.asked, { name, prompt: words.prompt }) : name;
  const lines = asked ? [inWords("p", asked, words.isLiteral)] : [];
  for (const line of lines) line.className = "dnn-wall-asked";
  const votes = [
    [texts.first_vote, first],
    [texts.second_vote, second],
  ].filter(([, said]) => said !== "");
  const isVoted = second !== "";
  return [
    ...lines,
    ...votes.map(([vote, said]) => inWords("p", isVoted ? fill(texts.voted, { vote, said }) : said, words.isLiteral)),
  ];
}
