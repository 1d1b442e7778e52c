// The weights that the lower panel shows: the initial ones, then the latest that the run sent, on their way to the picture.
// @ts-check

import { loadNetwork } from "../connection/documents.js";
import { decode, decodeParameters } from "../math/network.js";
import { WeightTransition } from "../math/weight_transition.js";

/** @import { NetworkDescription, RunPayload } from "../connection/wire.js" */

const PARAMETERS_A_SECOND = 15_000; // that are requested, of networks with more
const MAX_SECONDS = 4;

export class Weights {
  transition = new WeightTransition();
  /** The version of the network that is known; -1 where it is the initial one. */
  version = -1;
  /** Some weights are no finite numbers. */
  isLost = false;
  iteration = 0;
  /** @type {string | null} */
  initial = null;
  /** @type {NetworkDescription | null} */
  description = null;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** The latest weights θ (P,); null while there are none. */
  get latest() {
    return this.transition.target;
  }

  /**
   * Begin with another network. While there is no run, other initial weights are what there is to see.
   * @param {NetworkDescription} description
   * @param {{ isReshaped: boolean, isIdle: boolean }} state
   */
  describe(description, { isReshaped, isIdle }) {
    this.description = description;
    if (isReshaped) {
      this.transition.forget();
      this.isLost = false;
    }
    const { initial } = description;
    if (initial && (!this.latest || (isIdle && this.initial !== initial))) this.receive(decode(initial), true);
    this.initial = initial;
  }

  /** A run from its beginning: it begins with the initial weights. */
  clear() {
    this.version = -1;
    this.iteration = 0;
    if (this.description) this.receiveInitial(this.description);
  }

  /**
   * Show the weights that the network begins with; those of a large one have to be fetched.
   * @param {NetworkDescription} description
   */
  async receiveInitial({ initial, initial_url: url }) {
    if (initial) this.receive(decode(initial), true);
    if (initial || !url) return;
    try {
      const theta = await loadNetwork(url);
      if (this.description?.initial_url === url && this.version < 0) this.receive(theta, true);
    } catch (error) {
      console.warn("The initial weights could not be loaded.", error);
    }
  }

  /**
   * Show the weights of an answer of the run's route; a change by hand jumps.
   * @param {RunPayload} answer
   */
  update({ network, iteration }) {
    if (network) {
      this.version = network.version;
      this.receive(decodeParameters(network.theta), iteration === this.iteration);
    }
    this.iteration = iteration;
  }

  /**
   * @param {Float64Array} theta (P,)
   * @param {boolean} isJump
   */
  receive(theta, isJump) {
    if (theta.length !== this.description?.parameters) return;
    this.transition.to(theta, isJump);
    this.isLost = !theta.every(Number.isFinite);
    this.onChange();
  }

  /** The seconds after which the weights are requested again; null where they are not. */
  get refreshInterval() {
    if (!this.description || this.description.too_large) return null;
    return Math.min(MAX_SECONDS, this.description.parameters / PARAMETERS_A_SECOND);
  }
}
