// The choices of the list of runs in the link: written, taken over, and left alone where they are of somebody else's runs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Choices } from "../../../pages/live/static/runs/choices.js";
import { LinkedView } from "../../../pages/live/static/runs/linked_view.js";

const NONE = { curves: "", baseline: "", measure: "" };
const rows = ["aaaaaaaa1111111111111", "bbbbbbbb2222222222222", "cccccccc3333333333333"].map((id) => ({ id }));

function linked() {
  const [choices, sent] = [new Choices(), []];
  return { choices, sent, view: new LinkedView(choices, (view) => sent.push(view)) };
}

test("what is chosen is sent as beginnings of ids, once", () => {
  const { choices, sent, view } = linked();
  choices.tick([rows[0].id, rows[2].id], true);
  choices.setBaseline(rows[1].id);
  choices.setMeasure("test");
  view.send();
  view.send();
  assert.deepEqual(sent, [{ curves: "aaaaaaaa.cccccccc", baseline: "bbbbbbbb", measure: "test" }]);
});

test("at most twelve curves are in the link, the latest", () => {
  const { choices, view } = linked();
  const ids = Array.from({ length: 20 }, (_, number) => `run${String(number).padStart(5, "0")}xxxx`);
  choices.tick(ids, true);
  assert.deepEqual([view.view.curves.split(".").length, view.view.curves.slice(-8)], [12, "run00019"]);
});

test("a link is taken over when the runs are there, and once", () => {
  const { choices, view } = linked();
  const link = { curves: "cccccccc.aaaaaaaa", baseline: "bbbbbbbb", measure: "test" };
  view.take(link, []);
  assert.equal(choices.ticked.size, 0);
  view.take(link, rows);
  assert.deepEqual(
    [[...choices.ticked], choices.baseline, choices.measure],
    [[rows[2].id, rows[0].id], rows[1].id, "test"],
  );
  choices.tick([rows[0].id], false);
  view.take(link, rows); // the page is drawn anew before it knows
  assert.equal(choices.ticked.size, 1);
  view.send();
  view.take(link, rows);
  assert.equal(choices.ticked.size, 1);
  view.take(NONE, rows); // Back to an address without any
  assert.deepEqual([choices.ticked.size, choices.baseline, choices.measure], [0, null, "train"]);
});

test("a link with runs of somebody else changes nothing", () => {
  const { choices, view } = linked();
  choices.tick([rows[0].id], true);
  view.take({ curves: "zzzzzzzz", baseline: "yyyyyyyy", measure: "test" }, rows);
  assert.deepEqual([[...choices.ticked], choices.measure], [[rows[0].id], "train"]);
});

test("Back to the view before a choice takes the choice back, once the page knows of it", () => {
  const { choices, view } = linked();
  choices.tick([rows[0].id], true);
  view.send();
  view.take(NONE, rows); // drawn before the choice arrived
  assert.equal(choices.ticked.size, 1);
  view.take(view.view, rows);
  view.take(NONE, rows);
  assert.equal(choices.ticked.size, 0);
});
