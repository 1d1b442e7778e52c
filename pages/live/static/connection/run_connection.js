// All that goes between the view and its run: polls, the visitor's edits, what other tabs and the page have to be told.
// @ts-check

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
 *   data: () => LiveViewData, trigger: (name: keyof LiveViewValues, value: any) => void, weights: () => number
 * }} ConnectionHandlers what the page shows now, the way to tell it something, and the version of the network that is known
 */

export class RunConnection {
  /** @param {ConnectionHandlers} handlers */
  constructor(handlers) {
    const { data, trigger, weights } = handlers;
    this.data = data;
    this.weights = weights;
    this.poller = new Poller(handlers);
    this.editSender = new EditSender({
      run: () => this.ownRun(),
      toPage: (edits) => trigger("edits", edits),
      onObeyed: (number, news, run) => this.takeNews(number, news, run),
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
    const { run_url: url, owner, language } = this.data();
    if (url === null || owner === null) return null;
    const { cursor: since, generation } = this.poller;
    return { url, request: { owner, language, since, generation, weights: this.weights() } };
  }

  /**
   * Take what a run answered to a command of this tab's.
   * @param {number} number of the edit
   * @param {RunPayload} news
   * @param {OwnRun} run
   */
  takeNews(number, news, { url, request }) {
    this.editQueue.confirm(number);
    this.otherTabs.tell(url);
    if (url === this.data().run_url) this.poller.take(news, request);
  }

  destroy() {
    this.poller.destroy();
    this.editQueue.destroy();
    this.currency.halt();
    this.otherTabs.destroy();
  }
}
