// The costs of runs, asked for again and again while any of them goes on, and now and then when none does.
// @ts-check

import { isMoving } from "./curves.js";

/** @import { CostsDocument, DrawnCosts } from "../connection/wire.js" */
/**
 * @typedef {object} FeedHandlers
 * @property {() => void} onChange
 * @property {(isLost: boolean) => void} onConnection
 * @property {() => void} onUnreachable called when what answers is not the app's route
 */
/** @typedef {{ kind: "answer", runs: CostsDocument["runs"] } | { kind: "lost" | "missing" | "strange" }} Outcome */

const FEW = 12;
const POLL_MS = { few: 300, many: 500 };
const POINTS = { few: 400, many: 120 }; // of a curve
const REST_MS = 4000; // while none goes on
const HIDDEN_MS = 10_000;
const LAST_RETRY_MS = 10_000;
const MAX_STRANGE_ANSWERS = 3;
const MAX_AT_ONCE = 64; // of one request: the server refuses more
const ABSENT = 2; // answers without a run, until it is gone

export class CostsFeed {
  /** @type {Map<string, DrawnCosts>} */ curves = new Map();
  /** Answers in a row without a run. @type {Map<string, number>} */ absent = new Map();
  /** @type {string[]} */ ids = [];
  url = "";
  isWatching = false;
  failures = 0;
  strange = 0;
  /** When all were asked for last. */ askedAll = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;
  /** @type {AbortController | null} */ request = null;

  /** @param {FeedHandlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.resume = () => {
      if (!document.hidden) this.askNow();
    };
    document.addEventListener("visibilitychange", this.resume);
    window.addEventListener("online", this.resume);
  }

  /**
   * Follow these runs and no others; none: ask for nothing.
   * @param {string} url
   * @param {string[]} ids
   * @param {boolean} isWatching the runs are to go on as long as they are followed
   */
  follow(url, ids, isWatching) {
    const isSame = url === this.url && isWatching === this.isWatching && ids.join() === this.ids.join();
    if (isSame) return;
    this.url = url;
    this.ids = ids;
    this.isWatching = isWatching;
    this.failures = 0;
    this.strange = 0;
    this.askedAll = -Infinity;
    const wanted = new Set(ids);
    for (const id of this.curves.keys()) if (!wanted.has(id)) this.curves.delete(id);
    for (const id of this.absent.keys()) if (!wanted.has(id)) this.absent.delete(id);
    this.askNow();
  }

  /** @param {string} id */
  isGone(id) {
    return (this.absent.get(id) ?? 0) >= ABSENT;
  }

  /** Ids of the runs that go on, or of which nothing is known yet. */
  get open() {
    return this.ids.filter((id) => {
      const curve = this.curves.get(id);
      return curve ? isMoving(curve) : !this.isGone(id);
    });
  }

  askNow() {
    this.halt();
    if (this.ids.length) this.ask();
  }

  halt() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  destroy() {
    this.halt();
    this.ids = [];
    document.removeEventListener("visibilitychange", this.resume);
    window.removeEventListener("online", this.resume);
  }

  async ask() {
    const request = new AbortController();
    this.request = request;
    const isDue = performance.now() - this.askedAll >= REST_MS;
    const ids = isDue ? this.ids : this.open;
    const parts = [];
    for (let first = 0; first < ids.length; first += MAX_AT_ONCE) parts.push(ids.slice(first, first + MAX_AT_ONCE));
    const outcomes = await Promise.all(parts.map((part) => this.askFor(part, request.signal)));
    if (this.request !== request) return; // another request has begun, or the chart is gone
    this.request = null;
    if (isDue) this.askedAll = performance.now();
    this.receive(ids, outcomes);
  }

  /**
   * @param {string[]} ids
   * @param {AbortSignal} signal
   * @returns {Promise<Outcome>}
   */
  async askFor(ids, signal) {
    const address = new URL(this.url, document.baseURI);
    address.searchParams.set("runs", ids.join("."));
    address.searchParams.set("points", String(POINTS[this.amount]));
    if (this.isWatching) address.searchParams.set("watch", "1");
    try {
      const response = await fetch(address, { cache: "no-store", credentials: "same-origin", signal });
      if (response.status >= 500 || response.status === 429) return { kind: "lost" };
      const text = await response.text();
      return read(text, response);
    } catch {
      return { kind: "lost" };
    }
  }

  /** @returns {"few" | "many"} */
  get amount() {
    return this.ids.length > FEW ? "many" : "few";
  }

  /**
   * @param {string[]} ids that were asked for
   * @param {Outcome[]} outcomes
   */
  receive(ids, outcomes) {
    const has = (/** @type {Outcome["kind"]} */ kind) => outcomes.some((each) => each.kind === kind);
    this.strange = has("strange") ? this.strange + 1 : 0;
    this.failures = has("strange") || has("lost") ? this.failures + 1 : 0;
    if (has("missing") || this.strange >= MAX_STRANGE_ANSWERS) {
      this.ids = [];
      this.handlers.onUnreachable();
      return;
    }
    this.handlers.onConnection(has("lost"));
    if (this.failures) {
      this.askAfter(Math.min(LAST_RETRY_MS, POLL_MS.many * 2 ** (this.failures - 1)));
      return;
    }
    const runs = Object.assign({}, ...outcomes.map((each) => (each.kind === "answer" ? each.runs : {})));
    const changes = ids.map((id) => this.keep(id, runs[id]));
    this.askAfter(this.open.length ? POLL_MS[this.amount] : REST_MS);
    if (changes.some(Boolean)) this.handlers.onChange();
  }

  /**
   * @param {string} id
   * @param {DrawnCosts | undefined} curve
   * @returns {boolean} whether there are news
   */
  keep(id, curve) {
    const known = this.curves.get(id);
    this.absent.set(id, curve ? 0 : (this.absent.get(id) ?? 0) + 1);
    if (!curve) {
      if (this.isGone(id)) this.curves.delete(id);
      return this.absent.get(id) === ABSENT;
    }
    const isSame =
      known?.generation === curve.generation && known.iteration === curve.iteration && known.status === curve.status;
    if (!isSame) this.curves.set(id, curve);
    return !isSame;
  }

  /** @param {number} pause in milliseconds */
  askAfter(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), document.hidden ? Math.max(HIDDEN_MS, pause) : pause);
  }
}

/**
 * @param {string} text of an answer
 * @param {Pick<Response, "ok" | "status">} response
 * @returns {Outcome}
 */
export function read(text, { ok, status }) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: status === 404 ? "missing" : "strange" };
  }
  return ok && body?.runs && typeof body.runs === "object" ? { kind: "answer", runs: body.runs } : { kind: "strange" };
}
