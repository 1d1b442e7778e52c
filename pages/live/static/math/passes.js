// The network worked out for what is drawn: over the plane, along a curve, over the examples, for one example.
// @ts-check

import { thinned } from "../connection/documents.js";
import { fill } from "../ui/format.js";
import { placeName, valuesAt } from "./axes.js";
import { FEATURES, grid, inputs } from "./features.js";
import { forward, work } from "./network.js";

/** @import { Data, Numbers, Part } from "../connection/documents.js" */
/** @import { AxisDocument, NetworkDescription } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { Network, Pass } from "./network.js" */

/** @typedef {"fine" | "coarse"} Detail of what is drawn: fine while the picture rests, coarse while it moves */
/** @typedef {{ A: Float64Array[], n: number }} Maps A[l] (n^[l], n²) of every layer over n × n cells of the plane */
/** @typedef {{ A: Float64Array, at: Float64Array }} Line A (n_y, n) of the last layer at n coordinates of the feature */
/** @typedef {{ part: Part, number: number, x1?: undefined, x2?: undefined }} ExampleChoice an example that has travelled */
/** @typedef {{ part: Part | null, number?: number, x1: number, x2: number }} PointChoice a point of the picture */
/** @typedef {ExampleChoice | PointChoice} Choice the example that is inspected */
/** @typedef {Pass & { name: string }} NamedPass the pass of one example, and what it is called */

const CELLS = { fine: [96, 72, 56, 40, 30, 20], coarse: [56, 40, 30, 20] };
const STEPS = [240, 120, 60, 30];
const BUDGET = { fine: 3e7, coarse: 3e6 }; // multiplications that a drawing may take
const MAX_TRAINING_MULTIPLICATIONS = 2e7; // multiplications that a pass over the training examples may take
const MAX_GRIDS = 6;

export class Passes {
  /** @type {Partial<Record<Part, Pass>>} The latest pass over each part, for its arrays. */
  latest = {};
  /** @type {Map<number, { X: Float64Array, pass: Pass | null }>} */
  grids = new Map();

  /**
   * @param {Pick<NetworkDescription, "sizes" | "task" | "features">} description
   * @param {Data} data
   */
  constructor(description, data) {
    const layers = description.sizes.slice(1).map((n, index) => ({ n, before: description.sizes[index] }));
    const maximum = Math.max(1, Math.floor(MAX_TRAINING_MULTIPLICATIONS / work({ layers })));
    this.description = description;
    this.data = { ...data, train: thinned(data.train, maximum) };
  }

  /** The data belong to the network. */
  get fit() {
    const { data, description } = this;
    const { sizes, features } = description;
    const isSized = data.n_x === sizes[0] && data.train.Y.length === sizes[sizes.length - 1] * data.train.count;
    const isDrawable = !(data.plane ?? data.curve) || Boolean(features?.every((name) => FEATURES[name]));
    return isSized && data.task === description.task && isDrawable;
  }

  /**
   * A of every layer over the plane, on as fine a grid as there is time for; the data are those of the plane.
   * @param {Network} net
   * @param {Detail} detail
   * @returns {Maps}
   */
  overPlane(net, detail) {
    const cells = CELLS[detail];
    const n = cells.find((size) => size * size * work(net) <= BUDGET[detail]) ?? cells[cells.length - 1];
    let found = this.grids.get(n);
    if (!found) {
      if (this.grids.size >= MAX_GRIDS) this.grids.clear();
      const { x1, x2 } = grid(n, this.data.square ?? [-1, 1]);
      found = { X: this.inputsAt(x1, x2), pass: null };
      this.grids.set(n, found);
    }
    found.pass = forward(net, found.X, n * n, found.pass);
    return { A: found.pass.A, n };
  }

  /**
   * A of the last layer over the one feature, at as many places as there is time for; the data are those of a curve.
   * @param {Network} net
   * @param {Detail} detail
   * @returns {Line}
   */
  overFeature(net, detail) {
    const steps = STEPS.find((count) => count * work(net) <= BUDGET[detail]) ?? STEPS[STEPS.length - 1];
    const [low, high] = this.data.square ?? [-1, 1];
    const at = Float64Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
    const { A } = forward(net, this.inputsAt(at, at), at.length);
    return { A: A[A.length - 1], at };
  }

  /**
   * The axes of the features: two of a plane, the first of a curve.
   * @returns {AxisDocument[]}
   */
  get axes() {
    const { plane, curve } = this.data;
    return plane?.axes ?? curve?.axes.slice(0, 1) ?? [];
  }

  /**
   * The inputs X (n_x, m) at coordinates of the picture, by way of the values of the features there.
   * @param {Numbers} x1 (m,)
   * @param {Numbers} x2 (m,); of a curve, whatever it is
   */
  inputsAt(x1, x2) {
    const [across, up] = this.axes;
    return inputs(this.description.features ?? [], this.data, valuesAt(across, x1), up ? valuesAt(up, x2) : x2);
  }

  /**
   * The pass over the examples of a part that have travelled.
   * @param {Network} net
   * @param {Part} part
   * @returns {Pass}
   */
  overExamples(net, part) {
    const { X, count } = this.data[part];
    const pass = forward(net, X, count, this.latest[part]);
    this.latest[part] = pass;
    return pass;
  }

  /**
   * The pass of a point of the picture.
   * @param {Network} net
   * @param {number} x1
   * @param {number} x2
   * @returns {Pass}
   */
  at(net, x1, x2) {
    return forward(net, this.inputsAt([x1], [x2]), 1);
  }

  /**
   * The pass of the chosen example, with its name.
   * @param {Network} net
   * @param {Choice} choice
   * @param {Texts} texts
   * @returns {NamedPass}
   */
  example(net, choice, texts) {
    if (choice.x1 !== undefined) {
      const { part, x1, x2 } = choice;
      const suffix = part ? ` (${texts[part]})` : "";
      return { ...this.at(net, x1, x2), name: `${placeName(this.axes, [x1, x2])}${suffix}` };
    }
    const { part, number } = choice;
    const { X, count, numbers } = this.data[part];
    const column = Float64Array.from(this.data.features, (_, k) => X[k * count + number]);
    const name = fill(texts.example_of, { number: numbers[number] + 1, part: texts[part] });
    return { ...forward(net, column, 1), name };
  }
}
