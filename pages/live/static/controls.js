// The controls of the hyperparameters: each change goes to the run on the page, and where there is none to the page itself.
// @ts-check

import { EditQueue } from "./connection/edit_queue.js";
import { Fields } from "./controls/fields.js";
import { offer, onOffer } from "./controls/offers.js";
import { query } from "./ui/elements.js";

/** @import { HyperparametersData, HyperparametersValues } from "./connection/wire.js" */
/** @typedef {StreamlitComponent<HyperparametersData, HyperparametersValues>} Component */

const CONTROLS = Symbol.for("dnn.controls");

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the controls
 */
export function mount(component) {
  const element = component.parentElement;
  element[CONTROLS] ??= new Controls(component);
  /** @type {Controls} */
  const controls = element[CONTROLS];
  controls.update(component);
  return () => {
    controls.destroy();
    delete element[CONTROLS];
  };
}

class Controls {
  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.queue = new EditQueue((edits) => this.component.setTriggerValue("edits", edits));
    this.fields = new Fields(query(component.parentElement, ".dnn-controls"), (change) => {
      if (!offer(change)) this.queue.add("hyperparameters", change);
    });
    this.endOffers = onOffer((change) => {
      this.fields.follow(change);
      return false;
    });
  }

  /** @param {Component} component */
  update(component) {
    this.component = component;
    this.fields.show(component.data);
    this.queue.confirm(component.data.edits_done);
  }

  destroy() {
    this.queue.destroy();
    this.fields.destroy();
    this.endOffers();
  }
}
