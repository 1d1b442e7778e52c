// The state of the run in words and numbers, beside the chart.

import { cost, duration, fill, isNumber, rate, score, whole } from "../ui/format.js";
import { write } from "../ui/skeleton.js";

export const ENDED = new Set(["finished", "stopped", "failed"]);

export function statusWord(status, texts) {
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
  };
  return words[status] ?? status;
}

function reason({ suspended, stop }, texts, language) {
  if (suspended) return { visitor: texts.suspended_visitor, server: texts.suspended_server }[suspended] ?? "";
  if (!stop) return "";
  const where = isNumber(stop.layer) ? texts.stop_non_finite_layer : texts.stop_non_finite;
  const template = { target_cost: texts.stop_target_cost, non_finite: where }[stop.reason] ?? "";
  return fill(template, { ...stop, quantity: stop.quantity ?? "J", iteration: whole(stop.iteration, language) });
}

// Write an answer of the server (or, before a run, an empty one) into the elements that `find` knows.
// `points` is how many the train curve is drawn with.
export function showNumbers(box, find, answer, points, { texts, language, score: kind }) {
  const { iteration, iterations } = answer;
  const latest = answer.latest ?? {};
  const put = (role, text, value) => {
    const element = find(role);
    write(element, text);
    if (value !== undefined) element.dataset.value = value ?? "";
  };
  box.dataset.status = answer.status;
  box.dataset.reason = answer.stop?.reason ?? "";
  put("status", statusWord(answer.status, texts), answer.status);
  put("reason", reason(answer, texts, language));
  put("iteration", whole(iteration, language), iteration);
  put("iterations", whole(iterations, language), iterations);
  box.querySelector(".dnn-live-total").hidden = !isNumber(iterations);
  put("epoch", fill(texts.epoch, { epoch: whole(answer.epoch, language) }), answer.epoch);
  const isMoving = isNumber(answer.rate);
  put("rate", isMoving ? fill(texts.rate, { rate: rate(answer.rate, language) }) : "", answer.rate);
  put("remaining", isMoving ? fill(texts.remaining, { time: duration(answer.remaining) }) : "", answer.remaining);
  put("points", fill(texts.points, { count: whole(points, language) }), points);
  put("train-cost", cost(latest.train_cost ?? latest.cost), latest.train_cost ?? latest.cost);
  put("test-cost", cost(latest.test_cost), latest.test_cost);
  put("train-score", score(latest.train_score, kind), latest.train_score);
  put("test-score", score(latest.test_score, kind), latest.test_score);
  showProgress(box.querySelector(".dnn-live-bar"), iteration, iterations);
}

function showProgress(bar, iteration, iterations) {
  const share = isNumber(iteration) && iterations > 0 ? Math.min(1, iteration / iterations) : 0;
  bar.firstElementChild.style.transform = `scaleX(${share})`;
  bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
}

// What does not change during the run: [{label, value, help}].
export function showFacts(list, facts) {
  const written = JSON.stringify(facts);
  if (list.dataset.facts === written) return;
  list.dataset.facts = written;
  list.replaceChildren(
    ...facts.map(({ label, value, help }) => {
      const row = document.createElement("div");
      row.title = help ?? "";
      row.append(document.createElement("dt"), document.createElement("dd"));
      row.firstChild.textContent = label;
      row.lastChild.textContent = value;
      return row;
    }),
  );
}

// The chart in one sentence, for those who do not see it.
export function summary(train, latest, { texts, language }) {
  if (train.length === 0) return texts.summary_empty;
  const values = {
    iteration: whole(train.lastX, language),
    train: cost(latest?.train_cost ?? train.y.at(-1)),
    test: cost(latest?.test_cost),
    first: cost(train.y[0]),
  };
  return fill(isNumber(latest?.test_cost) ? texts.summary : texts.summary_without_test, values);
}
