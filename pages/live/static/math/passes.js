// The network worked out for what is drawn: over the plane, over the examples, for one example.

import { thinned } from "../connection/documents.js";
import { fill } from "../ui/format.js";
import { short } from "../ui/words.js";
import { FEATURES, grid, inputs } from "./features.js";
import { forward, work } from "./network.js";

const CELLS = { fine: [96, 72, 56, 40, 30, 20], lively: [56, 40, 30, 20] };
const BUDGET = { fine: 3e7, lively: 3e6 }; // multiplications that a drawing may take
const MAX_TRAINING_MULTIPLICATIONS = 2e7; // multiplications that a pass over the training examples may take
const MAX_GRIDS = 6;

export class Passes {
  // `description` as the page gives it, `data` as connection/documents.js decodes them
  constructor(description, data) {
    const layers = description.sizes.slice(1).map((n, index) => ({ n, before: description.sizes[index] }));
    const most = Math.max(1, Math.floor(MAX_TRAINING_MULTIPLICATIONS / work({ layers })));
    Object.assign(this, {
      description,
      data: { ...data, train: thinned(data.train, most) },
      kept: {},
      grids: new Map(),
    });
  }

  // Whether the data belong to the network.
  get fit() {
    const { data, description } = this;
    const isSized =
      data.n_x === description.sizes[0] && data.train.Y.length === description.sizes.at(-1) * data.train.count;
    return (
      isSized &&
      data.task === description.task &&
      (!data.plane || Boolean(description.features?.every((name) => FEATURES[name])))
    );
  }

  // A of every layer over the plane, on as fine a grid as there is time for: {A, n}.
  overPlane(net, pace) {
    const n = CELLS[pace].find((size) => size * size * work(net) <= BUDGET[pace]) ?? CELLS[pace].at(-1);
    if (!this.grids.has(n)) {
      if (this.grids.size >= MAX_GRIDS) this.grids.clear();
      const { x1, x2 } = grid(n, this.data.square);
      this.grids.set(n, { X: inputs(this.description.features, this.data, x1, x2), pass: null });
    }
    const kept = this.grids.get(n);
    kept.pass = forward(net, kept.X, n * n, kept.pass);
    return { A: kept.pass.A, n };
  }

  // {Z, A, m} for the examples of a part that have travelled.
  overExamples(net, part) {
    const { X, count } = this.data[part];
    this.kept[part] = forward(net, X, count, this.kept[part]);
    return this.kept[part];
  }

  // {Z, A, m: 1} at a place of the plane.
  at(net, x1, x2) {
    return forward(net, inputs(this.description.features, this.data, [x1], [x2]), 1);
  }

  // The chosen example: {part, number}, or a place of the plane {part or null, x1, x2}; with its name.
  example(net, { part, number, x1, x2 }, texts) {
    if (x1 !== undefined) {
      const suffix = part ? ` (${texts[part]})` : "";
      return { ...this.at(net, x1, x2), name: `x₁ = ${short(x1)}, x₂ = ${short(x2)}${suffix}` };
    }
    const { X, count, numbers } = this.data[part];
    const column = Float64Array.from(this.data.features, (_, k) => X[k * count + number]);
    return {
      ...forward(net, column, 1),
      name: fill(texts.example_of, { number: numbers[number] + 1, part: texts[part] }),
    };
  }
}
