// A member of a room as the server sends her, for tests of the wall.

/** @param {object} [changes] */
export const member = (changes = {}) => ({
  ...{ id: "a", seat: 1, name: "calm lynx", is_own_name: false, is_present: true, signal: "none", signal_at: 0 },
  ...{ need: "none", has_reached_goal: false, position: null, question: null, prediction: null, latest_vote: 0 },
  ...{ value: null, follows: 0, returned: 0, star: null, run: null, network: null },
  ...changes,
});

/**
 * @param {number[]} costs of the first iterations
 * @param {object} [changes]
 */
export const run = (costs, changes = {}) => ({
  ...{ run: "r", status: "running", generation: 1, iteration: costs.length, cost: costs.at(-1) ?? null },
  ...{ test_cost: null, test_score: null, is_finite: true, sizes: [2, 2, 1], learning_rate: 0.1, dataset: "xor" },
  curve: [costs.map((_, i) => i + 1), costs],
  ...changes,
});

/** @param {object} [changes] */
export const wall = (changes = {}) => ({
  ...{ version: 5, since: -1, room: "room", code: "ABCDEF", co_teacher_key: "", title: "XOR", language: "en" },
  ...{ lesson: "depth", scenario: "", created: 0, is_locked: false, is_paused: false, is_anonymous: true },
  ...{ allows_own_names: false, is_free: false, is_durable: true, pace: { kind: "free", step: 0 }, goal_cost: null },
  ...{
    hidden_controls: [],
    locked_controls: [],
    push: null,
    presented: [],
    teacher: null,
    members: [],
    waiting: [],
    questions: [],
  },
  counts: { seated: 3, present: 3, done: 0, stuck: 0, question: 0, unasked: 0, reached_goal: 1, waiting: 0 },
  ...changes,
});

/** A lesson with one step, of which a sentence is right for everybody, and what was seen depends on the run. */
export const lesson = {
  ...{ name: "depth", title: "Why deep", is_own: false },
  steps: [
    {
      title: "Deep",
      prediction: { prompt: "Does $W^[1]$ change?", alternatives: ["No", "Yes"], right: [1] },
      observation: { prompt: "What fell?", alternatives: ["none", "some"], right: [] },
      checks: ["Shape of an array"],
    },
  ],
};

/** Texts that say their own keys, and their values in braces: `goal_reached cost=0.1`. */
export const texts = new Proxy({ language: "en" }, { get: (known, key) => known[key] ?? String(key) });
