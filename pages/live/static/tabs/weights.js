// The weights that the lower panel shows: the initial ones, then the latest that the run sent, on their way to the picture.
// @ts-check

import { DocumentFeed } from "../connection/document_feed.js";
import { loadNetwork } from "../connection/documents.js";
import { decodeParameters, entryIndex, network } from "../math/network.js";
import { WeightTransition } from "../math/weight_transition.js";
import { RETURN_MS } from "../network/weight_entry.js";

/** @import { NetworkDescription, ParameterEdit, RunPayload } from "../connection/wire.js" */

const PARAMETERS_A_SECOND = 15_000; // that are requested, of networks with more
const MAX_SECONDS = 4;

export class Weights {
  transition = new WeightTransition();
  /** The version of the network that is known; -1 where it is the initial one. */
  version = -1;
  /** Some weights are no finite numbers. */
  isLost = false;
  iteration = 0;
  /** @type {NetworkDescription | null} */
  description = null;
  /** @type {ParameterEdit[]} Weights and biases set by hand that the run has not sent in its turn. */
  expected = [];
  /** @type {Float64Array | null} The weights θ (P,) without them. */
  known = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} until these are taken back */
  takingBack = undefined;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    /** @type {DocumentFeed<Float64Array>} The weights θ (P,) that the network begins with. */
    this.initial = new DocumentFeed(loadNetwork, () => this.receiveInitial());
  }

  /** The latest weights θ (P,); null while there are none. */
  get latest() {
    return this.transition.target;
  }

  /**
   * Begin with another network, whose initial weights are fetched.
   * @param {NetworkDescription} description
   * @param {boolean} isReshaped
   */
  describe(description, isReshaped) {
    this.description = description;
    if (isReshaped) {
      this.transition.forget();
      this.expected = [];
      this.known = null;
      this.isLost = false;
    }
    this.initial.request(description.initial_url);
  }

  /** A run from its beginning: it begins with the initial weights. */
  clear() {
    this.version = -1;
    this.iteration = 0;
    this.receiveInitial();
  }

  /** Show the initial weights, where they are there and the run has sent no others. */
  receiveInitial() {
    const { content, hasArrived } = this.initial;
    if (content && hasArrived && (this.version < 0 || !this.latest)) this.receive(content, true);
  }

  /**
   * Show the weights of an answer of the run's route; a change by hand jumps.
   * @param {RunPayload} answer
   */
  update({ network, iteration }) {
    if (iteration !== this.iteration) this.expected = [];
    if (network) {
      this.version = network.version;
      this.receive(decodeParameters(network.theta), iteration === this.iteration);
    }
    this.iteration = iteration;
  }

  /**
   * Show a weight or bias as it was set by hand, until the run sends it in its turn; where it does not, it is taken back.
   * @param {ParameterEdit} edit
   */
  expect(edit) {
    if (!this.known) return;
    this.expected.push(edit);
    this.receive(this.known, true);
    clearTimeout(this.takingBack);
    this.takingBack = setTimeout(() => {
      this.expected = [];
      if (this.known) this.receive(this.known, true);
    }, RETURN_MS);
  }

  /**
   * @param {Float64Array} theta (P,)
   * @param {boolean} isJump
   */
  receive(theta, isJump) {
    const { description } = this;
    if (!description || theta.length !== description.parameters) return;
    this.known = theta;
    this.transition.to(this.expected.length ? this.withExpected(theta, description) : theta, isJump);
    this.isLost = !theta.every(Number.isFinite);
    this.onChange();
  }

  /**
   * The weights as they will be once the run has what was set by hand; what it has already is expected no longer.
   * @param {Float64Array} theta (P,)
   * @param {NetworkDescription} description
   */
  withExpected(theta, { sizes, activations }) {
    const { layers } = network(sizes, activations, theta);
    const shown = Float64Array.from(theta);
    this.expected = this.expected.filter((edit) => {
      const index = entryIndex(layers[edit.layer - 1], edit);
      shown[index] = edit.value;
      return Math.fround(theta[index]) !== Math.fround(edit.value);
    });
    return shown;
  }

  /** The seconds after which the weights are requested again; null where they are not. */
  get refreshInterval() {
    if (!this.description || this.description.too_large) return null;
    return Math.min(MAX_SECONDS, this.description.parameters / PARAMETERS_A_SECOND);
  }

  destroy() {
    clearTimeout(this.takingBack);
    this.initial.halt();
  }
}
