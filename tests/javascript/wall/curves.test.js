// The curves of a class, and what a sweep has shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axesOf,
  bestOf,
  colorAt,
  drawnRuns,
  isIn,
  RAMP,
  rampOn,
  sweepSaid,
  sweptValues,
} from "../../../pages/live/static/wall/chart/class_curves.js";
import { appRoot, typed } from "../../../pages/live/static/wall/lobby.js";
import { sweptIn, sweptValueOf } from "../../../pages/live/static/wall/member_words.js";
import { appRoot as appRootOfShare } from "../../../pages/shared/share/share_link.js";
import { member, run, texts } from "./members.js";

const colors = { train: "blue", test: "red", reference: "grey" };
const swept = (id, value, costs, changes = {}) =>
  member({ id, value, follows: 3, run: run(costs, changes.run), ...changes.member });
const members = [
  swept("low", 0.01, [0.7, 0.6]),
  swept("mid", 0.3, [0.7, 0.05]),
  swept("high", 10, [0.7, 5], { run: { is_finite: false, cost: null } }),
  swept("returned", 1, [0.7, 0.001], { member: { returned: 3 } }),
  member({ id: "none", value: 3, follows: 3 }),
];
const drawn = (changes = {}) =>
  drawnRuns({ members, chosen: new Set(), sweep: null, goal: null, hasNames: true, ...changes }, { texts, colors });

test("each member with a run has a curve; those that are chosen stand out with their names", () => {
  const curves = drawn({ chosen: new Set(["low"]) });
  assert.deepEqual(
    curves.map(({ id }) => id),
    ["low", "mid", "high", "returned"],
  );
  assert.deepEqual(
    curves.map(({ label }) => label),
    ["calm lynx", "", "", ""],
  );
  assert.deepEqual(
    curves.map(({ color }) => color),
    ["red", "blue", "blue", "blue"],
  );
  assert.equal(curves[2].curve.stop.reason, "non_finite");
  assert.equal(drawn({ chosen: new Set(["low"]), hasNames: false })[0].label, "seat");
});

test("the curve of a run stays the same object as long as the run does", () => {
  assert.equal(drawn()[0].curve, drawn()[0].curve);
});

test("of a sweep the colours rise with the values, the best has its value, and who went back is grey", () => {
  const curves = drawn({ sweep: 3 });
  assert.equal(curves[0].color, RAMP[0]);
  assert.ok(RAMP.indexOf(curves[2].color) > RAMP.indexOf(curves[1].color));
  assert.equal(curves[3].color, "grey");
  assert.deepEqual(
    curves.map(({ label }) => label),
    ["", "0.3", "", ""],
  );
  assert.equal(bestOf(members, 3).id, "mid");
  assert.equal(bestOf(members, 4), null);
});

test("the key to a sweep has its values once: numbers rising, names by the seats of those who take part", () => {
  assert.deepEqual(
    sweptValues(members, 3),
    [...new Set(members.filter((each) => isIn(each, 3)).map(({ value }) => value))].sort((a, b) => a - b),
  );
  const named = ["relu", "tanh", "relu"].map((value, at) => member({ id: `${at}`, seat: 3 - at, value, follows: 3 }));
  assert.deepEqual(sweptValues(named, 3), ["relu", "tanh"]);
  assert.deepEqual(sweptValues(named, null), []);
  assert.deepEqual([colorAt(0, 2, RAMP), colorAt(6, 7, RAMP)], [RAMP[0], RAMP[6]]);
});

test("a sweep is told in a sentence, with those that diverged", () => {
  const words = {
    sweep_best: "{setting} {value}: {cost}",
    sweep_best_diverged: "{setting} {value}: {cost}, {diverged}",
  };
  const swept = sweptIn("learning_rate", [{ name: "learning_rate", title: "α", options: [] }]);
  assert.equal(sweepSaid(members, 3, swept, words), "α 0.3: 0.0500, 1");
  assert.equal(sweepSaid(members.slice(0, 2), 3, swept, words), "α 0.3: 0.0500");
  assert.equal(sweepSaid(members, null, swept, words), "");
});

test("values of a sweep have their setting's symbol, and names their titles", () => {
  const settings = [{ name: "activation", title: "Activation function", options: [["relu", "ReLU"]] }];
  assert.equal(sweptValueOf(member({ value: "relu" }), sweptIn("activation", settings)), "ReLU");
  assert.equal(sweptValueOf(member({ value: 0.03 }), sweptIn("learning_rate", settings)), "α 0.03");
  assert.equal(sweptValueOf(member(), sweptIn("", settings)), "");
  assert.equal(rampOn("#ffffff"), RAMP);
  assert.notEqual(rampOn("#0e1620"), RAMP);
});

test("the axes end at round numbers, also before anything runs", () => {
  assert.equal(axesOf([]).iterations, 10);
  const long = member({
    run: run([1, 0.5], {
      curve: [
        [1, 1234],
        [1, 0.5],
      ],
    }),
  });
  assert.equal(axesOf([long]).iterations, 1500);
  assert.equal(axesOf([long]).range.scale, "log");
});

test("the address is that which visitors see, typed without what a browser adds", () => {
  for (const base of ["https://class.streamlit.app/~/+/", "http://10.0.0.7:8501/room", "https://school.org/dnn/room"]) {
    assert.equal(appRoot(base), appRootOfShare(base));
  }
  assert.equal(appRoot("https://class.streamlit.app/~/+/room"), "https://class.streamlit.app/");
  assert.equal(typed("http://10.0.0.7:8501/room?code=ABCDEF"), "10.0.0.7:8501/room");
});
