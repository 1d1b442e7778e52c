// The way of the visitor's edits to her run: an entry of W or b, the press of a button and another hyperparameter go there as
// commands, for which the page need not be drawn anew; whatever changes the network or the data, and what the run does not
// obey, goes to the page, which says why.
// @ts-check

import { commandsOf } from "../buttons/run_buttons.js";
import { postCommand } from "./commands.js";

/** @import { CommandRequest, Edit, RunPayload } from "./wire.js" */

/**
 * @typedef {{ url: string, hasBegun: boolean, hasEnded: boolean, request: Omit<CommandRequest, "command"> }} OwnRun
 * a run that takes commands, one that begins with the first of them too, and what goes with each
 */

export class EditSender {
  /** Ends when all that was sent before has been. */
  turn = Promise.resolve();
  /** The number of the last edit that the run has obeyed. */
  done = 0;

  /**
   * @param {object} ways
   * @param {() => OwnRun | null} ways.run the visitor's own run; null where she cannot have one
   * @param {(edits: Edit[]) => void} ways.toPage
   * @param {(news: RunPayload, run: OwnRun) => void} ways.onObeyed called after each command
   * @param {(number: number) => void} ways.onDone called after each edit
   */
  constructor({ run, toPage, onObeyed, onDone }) {
    this.run = run;
    this.toPage = toPage;
    this.onObeyed = onObeyed;
    this.onDone = onDone;
  }

  /**
   * Send edits after all that were sent before; those of them that are sent again are sent once.
   * @param {Edit[]} edits
   * @returns {Promise<void>}
   */
  send(edits) {
    this.turn = this.turn.then(() => this.sendNow(edits));
    return this.turn;
  }

  /** @param {Edit[]} edits */
  async sendNow(edits) {
    const open = edits.filter(({ number }) => number > this.done);
    try {
      while (open.length && (await this.command(open[0]))) open.shift();
    } catch {
      // the page says why
    }
    if (open.length) this.toPage(open);
  }

  /**
   * Let the run obey an edit.
   * @param {Edit} edit
   * @returns {Promise<boolean>} whether it was one for the run
   */
  async command(edit) {
    const run = this.run();
    const commands = run && commandsFor(edit, run);
    if (!commands) return false;
    for (const command of commands) {
      const now = this.run();
      if (!now) return false;
      this.onObeyed(await postCommand(now.url, { ...now.request, command }), now);
    }
    this.done = edit.number;
    this.onDone(edit.number);
    return true;
  }
}

/**
 * The commands to a run that an edit asks for; null where it is for the page.
 * @param {Edit} edit
 * @param {OwnRun} run
 * @returns {Record<string, any>[] | null}
 */
function commandsFor({ name, value }, { hasBegun, hasEnded }) {
  if (name === "parameter") return hasBegun ? [{ name: "set_parameter", ...value }] : null;
  if (name === "hyperparameters") return hasBegun ? [{ name: "reconfigure", hyperparameters: value }] : null;
  if (name === "press") return commandsOf(/** @type {any} */ (value).button, { hasRun: hasBegun, hasEnded });
  return null;
}
