// The head of the wall: how many there are of each kind, and the sentence that stands below it for a while; also whether this
// tab is the projector, which a reload does not change.
// @ts-check

import { write } from "../ui/skeleton.js";

/** @import { RoomWallDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @typedef {"said" | "lost" | "over"} Kind what was said; that the connection is lost; that the room is over */

const PROJECTOR = "dnn-wall-projector";
const SAID_MS = 8000; // that a sentence stays
const COUNTS = /** @type {const} */ (["present", "done", "stuck", "question", "unasked"]);

/**
 * @param {HTMLElement} list
 * @param {Pick<RoomWallDocument, "counts" | "goal_cost">} wall
 * @param {Texts} texts
 */
export function showCounts(list, { counts, goal_cost: goal }, texts) {
  const names = [...COUNTS, ...(goal === null ? [] : [/** @type {const} */ ("reached_goal")])];
  while (list.children.length > names.length) list.lastElementChild?.remove();
  while (list.children.length < names.length) list.append(document.createElement("li"));
  for (const [index, name] of names.entries()) {
    const item = /** @type {HTMLElement} */ (list.children[index]);
    const isNone = String(counts[name] === 0);
    if (item.dataset.count !== name) item.dataset.count = name;
    if (item.dataset.none !== isNone) item.dataset.none = isNone;
    write(item, `${counts[name]} ${texts[`count_${name}`]}`);
    const why = name === "unasked" ? texts.why_unasked : "";
    if (item.title !== why) item.title = why;
  }
}

export class Note {
  /** @type {Kind | null} */ kind = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /**
   * @param {string} said
   * @param {Kind} kind of it; what was said goes by itself, and a lost connection waits until then
   */
  say(said, kind = "said") {
    if (this.kind === "over" || (kind === "lost" && this.kind === "said")) return;
    clearTimeout(this.timer);
    this.kind = kind;
    write(this.element, said);
    this.element.dataset.kind = kind;
    this.element.hidden = false;
    if (kind === "said") this.timer = setTimeout(() => this.unsay("said"), SAID_MS);
  }

  /** @param {Kind} kind */
  unsay(kind) {
    if (this.kind !== kind) return;
    this.kind = null;
    this.element.hidden = true;
  }

  destroy() {
    clearTimeout(this.timer);
  }
}

/**
 * The room that this tab shows on a projector; empty for none.
 * @returns {string}
 */
export function projectedRoom() {
  try {
    return sessionStorage.getItem(PROJECTOR) ?? "";
  } catch {
    return ""; // a blocked storage throws: then a reload ends the projector
  }
}

/** @param {string} room that this tab shows on a projector; empty for none */
export function noteProjected(room) {
  try {
    sessionStorage.setItem(PROJECTOR, room);
  } catch {
    // as above
  }
}
