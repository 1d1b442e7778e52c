// The visitor's edits on their way to the page, shown at once: sizes of layers, weights, points of the data.
// @ts-check

import { expectedSizes } from "../network/expected_sizes.js";
import { writeExpectedSizes } from "../network/heads.js";
import { NO_NETWORK } from "../network/types.js";

/** @import { EditQueue } from "../connection/edit_queue.js" */
/** @import { Edit, ParameterEdit, PointEdit } from "../connection/wire.js" */
/** @import { Description } from "../network/types.js" */
/** @import { NetworkTab } from "./network_tab.js" */
/** @import { Weights } from "./weights.js" */

export class EditsUnderWay {
  description = NO_NETWORK;
  /** @type {(PointEdit & { number: number })[]} Edits of points that are not in the data yet. */
  points = [];

  /**
   * @param {EditQueue} queue
   * @param {{ network: NetworkTab, weights: Weights, onSizes: (sizes: number[]) => void }} shown what shows them
   */
  constructor(queue, { network, weights, onSizes }) {
    this.queue = queue;
    this.network = network;
    this.weights = weights;
    this.onSizes = onSizes;
  }

  /**
   * Send an edit to the page.
   * @param {string} name
   * @param {Edit["value"]} value
   */
  add(name, value) {
    const number = this.queue.add(name, value);
    if (name === "parameter") this.weights.expect(/** @type {ParameterEdit} */ (value));
    if (name === "point") this.points.push({ .../** @type {PointEdit} */ (value), number });
    this.draw();
  }

  /**
   * Show those that the page has not applied to the network yet that it describes.
   * @param {Description} description
   * @param {boolean} areDataThere whether the data have arrived that it describes
   */
  show(description, areDataThere) {
    this.description = description;
    if (areDataThere) this.points = this.points.filter(({ number }) => number > this.queue.done);
    this.draw();
  }

  draw() {
    const { description, queue } = this;
    if (description === NO_NETWORK) return;
    const sizes = expectedSizes(description.sizes, queue.open, description);
    writeExpectedSizes(this.network.picture, sizes);
    this.network.boundary.showEdits(this.points);
    this.onSizes(sizes);
  }
}
