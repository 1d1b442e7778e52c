// All compared runs and their data, as far as they are there.
// @ts-check

import { decoded, loadData } from "../connection/documents.js";
import { ReplayFeed } from "./replay_feed.js";

/** @import { Data } from "../connection/documents.js" */
/** @import { CompareData, ComparedRunData } from "../connection/wire.js" */
/** @import { Replayed } from "./frames.js" */

/** @param {ComparedRunData} run */
const keyOf = ({ url, text }) => `${url} ${text}`;

export class RunsFeed {
  /** @type {Map<string, ReplayFeed>} */ feeds = new Map();
  /** @type {Map<string, Data | null>} */ datasets = new Map();
  /** @type {ComparedRunData[]} */ runs = [];

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /**
   * Ask for these runs, and for no others.
   * @param {CompareData["runs"]} runs
   */
  follow(runs) {
    this.runs = runs;
    const wanted = new Set(runs.map(keyOf));
    for (const [key, feed] of this.feeds) {
      if (wanted.has(key)) continue;
      feed.halt();
      this.feeds.delete(key);
    }
    for (const run of runs) {
      if (!this.feeds.has(keyOf(run))) this.feeds.set(keyOf(run), new ReplayFeed(run, this.onChange));
      if (!this.datasets.has(run.network.data_url)) this.load(run);
    }
  }

  /** @param {ComparedRunData} run */
  async load({ network: { data_url: url }, data_document: sent }) {
    this.datasets.set(url, sent ? decoded(sent) : null);
    if (sent) return;
    try {
      this.datasets.set(url, await loadData(url));
    } catch (error) {
      console.warn("The data of a run could not be loaded.", error);
      this.datasets.delete(url);
    }
    this.onChange();
  }

  /** @returns {Replayed[]} */
  get replayed() {
    return this.all.map(({ content }) => content);
  }

  /** Why runs cannot be trained again, each reason once. @returns {string[]} */
  get problems() {
    return [...new Set(this.all.map(({ problem }) => problem).filter(Boolean))];
  }

  get isOver() {
    return this.all.every(({ content, problem }) => content.isDone || problem !== "");
  }

  get all() {
    return this.runs.map((run) => /** @type {ReplayFeed} */ (this.feeds.get(keyOf(run))));
  }

  /** @param {ComparedRunData} run */
  dataOf(run) {
    return this.datasets.get(run.network.data_url) ?? null;
  }

  halt() {
    for (const feed of this.feeds.values()) feed.halt();
  }
}
