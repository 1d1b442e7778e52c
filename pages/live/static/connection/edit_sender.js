// The way of the visitor's edits to her run: an entry of W or b goes there as a command, for which the page need not be drawn
// anew; whatever changes the network or the data, and what the run does not obey, goes to the page, which says why.
// @ts-check

import { postCommand } from "./commands.js";

/** @import { CommandRequest, Edit, RunPayload } from "./wire.js" */

/** @typedef {{ url: string, request: Omit<CommandRequest, "command"> }} OwnRun a run that takes commands, and what goes with each */

export class EditSender {
  /**
   * @param {object} ways
   * @param {() => OwnRun | null} ways.run the visitor's own run; null where there is none yet
   * @param {(edits: Edit[]) => void} ways.toPage
   * @param {(number: number, news: RunPayload, run: OwnRun) => void} ways.onObeyed called after each command
   */
  constructor({ run, toPage, onObeyed }) {
    this.run = run;
    this.toPage = toPage;
    this.onObeyed = onObeyed;
  }

  /** @param {Edit[]} edits */
  async send(edits) {
    if (this.run() === null || !edits.every(({ name }) => name === "parameter")) {
      this.toPage(edits);
      return;
    }
    try {
      for (const { number, value } of edits) await this.command(number, value);
    } catch {
      this.toPage(edits);
    }
  }

  /**
   * @param {number} number
   * @param {Edit["value"]} value
   */
  async command(number, value) {
    const run = this.run();
    if (run === null) throw new Error("the run has gone meanwhile");
    const news = await postCommand(run.url, { ...run.request, command: { name: "set_parameter", ...value } });
    this.onObeyed(number, news, run);
  }
}
