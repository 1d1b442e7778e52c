// All that goes between the view and its run: polls, the visitor's edits, what other tabs and the page have to be told.
// @ts-check

import { writeQuery } from "./address.js";
import { isOwnRun } from "./begun_run.js";
import { EditQueue } from "./edit_queue.js";
import { EditSender } from "./edit_sender.js";
import { OtherTabs } from "./other_tabs.js";
import { PageCurrency } from "./page_currency.js";
import { Poller } from "./poll.js";
import { isAtRest, watchInput } from "./rest.js";

/** @import { OwnRun } from "./edit_sender.js" */
/** @import { PollHandlers } from "./poll.js" */
/** @import { LiveViewData, LiveViewValues, RunPayload } from "./wire.js" */

/**
 * @typedef {PollHandlers & {
 *   data: () => LiveViewData, trigger: (name: keyof LiveViewValues, value: any) => void, weights: () => number,
 *   hasEnded: () => boolean, onBegun: (url: string, news: RunPayload) => void
 * }} ConnectionHandlers what the page shows now, the way to tell it something, the version of the network that is known,
 * whether the run has ended, and what becomes of the first news of a run that a command has begun
 */

export class RunConnection {
  /** @param {ConnectionHandlers} handlers */
  constructor(handlers) {
    const { data, trigger, weights, hasEnded, onBegun } = handlers;
    this.data = data;
    this.weights = weights;
    this.hasEnded = hasEnded;
    this.onBegun = onBegun;
    this.poller = new Poller(handlers);
    this.editSender = new EditSender({
      run: () => this.ownRun(),
      toPage: (edits) => trigger("edits", edits),
      onObeyed: (news, run) => this.takeNews(news, run),
      onDone: (number) => this.editQueue.confirm(number),
    });
    this.editQueue = new EditQueue((edits) => this.editSender.send(edits));
    this.currency = new PageCurrency((state) => trigger("outdated", state), isAtRest);
    watchInput();
    this.otherTabs = new OtherTabs((url) => {
      if (url !== data().run_url) return;
      this.currency.expectChange();
      this.poller.pollNow();
    });
  }

  /**
   * Follow the page, which was drawn anew.
   * @param {LiveViewData} data
   * @param {LiveViewData | null} before what it showed before
   * @returns {{ isOther: boolean, isRedrawn: boolean }} whether it shows another run, or the same in another state
   */
  follow(data, before) {
    const isOther = data.run_url !== before?.run_url;
    const hasActed = before !== null && data.nonce !== before.nonce;
    if (hasActed) this.otherTabs.tell(before.run_url);
    const isRedrawn = this.currency.draw(data.fingerprint);
    if (isOther) this.currency.forget();
    else if (hasActed || isRedrawn) this.poller.pollNow();
    return { isOther, isRedrawn };
  }

  /** @returns {OwnRun | null} */
  ownRun() {
    const data = this.data();
    const { own_run_url: url, owner, language } = data;
    if (url === null) return null;
    const hasBegun = isOwnRun(data);
    const { cursor, generation } = this.poller;
    const known = hasBegun ? { since: cursor, generation, weights: this.weights() } : { weights: -1 };
    return { url, hasBegun, hasEnded: this.hasEnded(), request: { owner, language, ...known } };
  }

  /**
   * Take what the visitor's own run answered to a command of this tab's.
   * @param {RunPayload} news
   * @param {OwnRun} run
   */
  takeNews(news, { url, request }) {
    this.otherTabs.tell(url);
    if (news.query) {
      writeQuery(news.query);
      this.currency.accept(news.fingerprint);
    }
    if (url === this.data().run_url) this.poller.take(news, request);
    else if (url === this.data().own_run_url) this.onBegun(url, news);
  }

  destroy() {
    this.poller.destroy();
    this.editQueue.destroy();
    this.currency.halt();
    this.otherTabs.destroy();
  }
}
