// The state of the run in words and numbers, beside the chart.
// @ts-check

import { query } from "../ui/elements.js";
import { cost, duration, fill, fillCounted, isNumber, rate, score, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";
import { meaningOf, referenceAt } from "./cost_labels.js";

/** @import { Fact, LatestPayload, ReferenceLine, RunPayload } from "../connection/wire.js" */
/** @import { Find, Texts } from "../ui/skeleton.js" */
/** @import { Series } from "./series.js" */

/**
 * @typedef {Partial<Omit<RunPayload, "iterations">> & { status: string, iteration: number, iterations: number | null }} RunState
 * the latest answer of the server, or what there is before one
 */
const SHORT = 7; // letters of a cost or score at its usual size; a power of ten takes more
/** @type {Record<string, string>} */
const TAB_SIGNS = { running: "▶", waiting: "▶", suspended: "⏸", paused: "⏸", finished: "✓", stopped: "■", failed: "■" };

/**
 * @typedef {{ texts: Texts, language: string, score: string, references: ReferenceLine[] }} Words the visitor's words, what
 * the score is, and costs to compare with
 */

/**
 * Name the costs: with L2, that of training has a term that the others have not.
 * @param {HTMLElement} box
 * @param {Find} find
 * @param {boolean} hasPenalty
 * @param {Texts} texts
 */
export function nameCosts(box, find, hasPenalty, texts) {
  box.dataset.penalty = String(hasPenalty);
  write(find("train-cost-name"), hasPenalty ? texts.train_with_penalty : texts.train);
  write(find("test-cost-name"), hasPenalty ? texts.test_without_penalty : texts.test);
}

/**
 * The train cost as it is shown: of all examples, or as long as that was not measured, of the last batch.
 * @param {Partial<LatestPayload> | undefined} latest
 */
export const shownCost = (latest) => latest?.train_cost ?? latest?.cost;

/**
 * The state of a run and its cost, for the title of the tab: "▶ 0.2131"; empty where there is none.
 * @param {Pick<RunState, "status" | "latest">} answer
 */
export function tabWords({ status, latest }) {
  const now = shownCost(latest);
  return TAB_SIGNS[status] && isNumber(now) ? `${TAB_SIGNS[status]} ${cost(now)}` : "";
}

/** The states in which a run trains, or would if somebody polled it. */
export const MOVING = new Set(["waiting", "running", "suspended"]);

/** The states in which a run has ended. */
export const ENDED = new Set(["finished", "stopped", "failed"]);

/**
 * A state in words.
 * @param {string} status
 * @param {Texts} texts
 */
export function statusWord(status, texts) {
  /** @type {Record<string, string>} */
  const words = {
    idle: texts.status_idle,
    waiting: texts.status_waiting,
    running: texts.status_running,
    paused: texts.status_paused,
    suspended: texts.status_suspended,
    finished: texts.status_finished,
    stopped: texts.status_stopped,
    failed: texts.status_failed,
    gone: texts.status_gone,
    read_only: texts.status_read_only,
  };
  return words[status] ?? status;
}

/**
 * @param {RunState} state
 * @param {Texts} texts
 * @param {string} language
 */
function reason({ suspended, stop, crowd, unsaved }, texts, language) {
  if (suspended) return texts[`suspended_${suspended}`] ?? "";
  if (unsaved && !stop) return texts.unsaved;
  if (crowd) return fillCounted(texts, "crowd", crowd, { count: whole(crowd, language) });
  if (!stop) return "";
  const quantity = stop.quantity ?? "J";
  const where = isNumber(stop.layer) && quantity !== "J" ? texts.stop_non_finite_layer : texts.stop_non_finite;
  /** @type {Record<string, string>} */
  const templates = { target_cost: texts.stop_target_cost, non_finite: where };
  const template = templates[stop.reason] ?? "";
  return fill(template, { ...stop, quantity, iteration: whole(stop.iteration, language) });
}

/**
 * Write the state of a run into the elements of the view.
 * @param {HTMLElement} box
 * @param {Find} find
 * @param {RunState} answer
 * @param {number} points of the train curve
 * @param {Words} words
 */
export function showNumbers(box, find, answer, points, { texts, language, score: kind, references }) {
  const { iteration, iterations } = answer;
  /** @type {Partial<LatestPayload>} */
  const latest = answer.latest ?? {};
  /**
   * @param {string} role
   * @param {string} text
   * @param {number | string | null} [value]
   */
  const put = (role, text, value) => {
    const element = find(role);
    write(element, text);
    element.dataset.long = String(text.length > SHORT);
    if (value !== undefined) element.dataset.value = String(value ?? "");
  };
  box.dataset.status = answer.status;
  box.dataset.reason = answer.stop?.reason ?? "";
  put("status", statusWord(answer.status, texts), answer.status);
  put("reason", reason(answer, texts, language));
  put("iteration", whole(iteration, language), iteration);
  find("iteration").style.minWidth = isNumber(iterations) ? `${whole(iterations, language).length}ch` : "";
  put("iterations", whole(iterations, language), iterations);
  query(box, ".dnn-live-total").hidden = !isNumber(iterations);
  put("epoch", fill(texts.epoch, { epoch: whole(answer.epoch, language) }), answer.epoch);
  const isMoving = isNumber(answer.rate);
  put("rate", isMoving ? fill(texts.rate, { rate: rate(answer.rate, language) }) : "", answer.rate);
  put("remaining", isMoving ? fill(texts.remaining, { time: duration(answer.remaining) }) : "", answer.remaining);
  put("points", fillCounted(texts, "points", points, { count: whole(points, language) }), points);
  put("train-cost", cost(shownCost(latest)), shownCost(latest));
  const reached = referenceAt(latest.train_data_cost ?? latest.cost, references);
  put("cost-note", reached ? `J = ${meaningOf(reached)}` : "");
  put("train-data-cost", cost(latest.train_data_cost), latest.train_data_cost);
  put("test-cost", cost(latest.test_cost), latest.test_cost);
  put("train-score", score(latest.train_score, kind), latest.train_score);
  put("test-score", score(latest.test_score, kind), latest.test_score);
  showProgress(query(box, ".dnn-live-bar"), iteration, iterations);
}

/**
 * @param {HTMLElement} bar
 * @param {number} iteration
 * @param {number | null} iterations
 */
function showProgress(bar, iteration, iterations) {
  const share = isNumber(iteration) && iterations && iterations > 0 ? Math.min(1, iteration / iterations) : 0;
  query(bar, "i").style.transform = `scaleX(${share})`;
  bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
}

/**
 * List what does not change during the run.
 * @param {HTMLElement} list
 * @param {Fact[]} facts
 */
export function showFacts(list, facts) {
  const written = JSON.stringify(facts);
  if (list.dataset.facts === written) return;
  list.dataset.facts = written;
  list.replaceChildren(
    ...facts.map(({ label, value, help }) => {
      const row = document.createElement("div");
      const [name, content] = [document.createElement("dt"), document.createElement("dd")];
      row.title = help ?? "";
      name.textContent = label;
      content.textContent = value;
      row.append(name, content);
      return row;
    }),
  );
}

/**
 * The chart in one sentence, for those who do not see it.
 * @param {Series} train
 * @param {LatestPayload | undefined} latest
 * @param {Pick<Words, "texts" | "language">} words
 */
export function summary(train, latest, { texts, language }) {
  if (train.length === 0) return texts.summary_empty;
  const values = {
    count: whole(train.lastX, language),
    train: cost(latest?.train_cost ?? train.y.at(-1)),
    test: cost(latest?.test_cost),
    first: cost(train.y[0]),
  };
  return fillCounted(texts, isNumber(latest?.test_cost) ? "summary" : "summary_without_test", train.lastX, values);
}
