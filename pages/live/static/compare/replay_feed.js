// A compared run, trained again by the server: asked for stretch by stretch until it is done.
// @ts-check

import { NOTHING, withDocument } from "./frames.js";

/** @import { ComparedRunData, ReplayDocument } from "../connection/wire.js" */
/** @import { Replayed } from "./frames.js" */

const RETRY_MS = 3000;
const MAX_RETRIES = 20;
const REFUSED = 422;

export class ReplayFeed {
  /** @type {Replayed} */ content = NOTHING;
  problem = "";
  isHalted = false;

  /**
   * @param {ComparedRunData} run
   * @param {() => void} onChange
   */
  constructor(run, onChange) {
    this.run = run;
    this.onChange = onChange;
    if (run.document) this.content = withDocument(NOTHING, run.document, run);
    else this.follow();
  }

  async follow() {
    let failures = 0;
    while (!this.isHalted && !this.content.isDone && !this.problem) {
      try {
        await this.ask();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures > MAX_RETRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async ask() {
    const url = `${this.run.url}&since=${this.content.frames.length}`;
    const response = await fetch(new URL(url, document.baseURI), { cache: "no-store" });
    if (!response.ok && response.status !== REFUSED) throw new Error(`${url} answered ${response.status}`);
    const answer = await response.json();
    if (this.isHalted) return;
    if (response.ok) this.content = withDocument(this.content, /** @type {ReplayDocument} */ (answer), this.run);
    else this.problem = answer.error;
    this.onChange();
  }

  halt() {
    this.isHalted = true;
  }
}
