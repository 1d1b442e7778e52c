// The starred tiles that the teacher presents, side by side in her order.
// @ts-check

import { Portrait } from "./portrait.js";
import { teacherTile } from "./teacher_run.js";

/** @import { RoomMemberTile, RoomWallDocument } from "../connection/wire.js" */
/** @import { PortraitView } from "./portrait.js" */
/** @import { Texts } from "../ui/skeleton.js" */

const MIN_COMPARED = 2; // runs that the page Compare takes at least

/**
 * The members that are presented, in order, the teacher's own run among them.
 * @param {RoomWallDocument} wall
 * @param {Texts} texts
 * @returns {RoomMemberTile[]}
 */
export function presentedIn({ presented, members, teacher }, texts) {
  const own = teacherTile(teacher, texts);
  const all = own ? [...members, own] : members;
  return presented.flatMap((id) => all.filter((member) => member.id === id));
}

export class Presented {
  /** @type {Map<string, Portrait>} */ portraits = new Map();

  /**
   * @param {HTMLElement} box
   * @param {{ onEnd: () => void, onCompare: (ids: string[]) => void }} handlers
   */
  constructor(box, { onEnd, onCompare }) {
    this.panels = document.createElement("div");
    this.panels.className = "dnn-wall-panels";
    this.hint = document.createElement("p");
    this.row = document.createElement("div");
    this.row.className = "dnn-wall-row dnn-wall-teacher";
    this.compare = this.row.appendChild(document.createElement("button"));
    this.end = this.row.appendChild(document.createElement("button"));
    for (const button of [this.compare, this.end]) button.type = "button";
    this.compare.addEventListener("click", () => onCompare([...this.portraits.keys()]));
    this.end.addEventListener("click", onEnd);
    box.append(this.row, this.hint, this.panels);
  }

  /**
   * @param {RoomWallDocument} wall
   * @param {PortraitView & { isSteering: boolean }} view
   */
  show(wall, view) {
    const { texts } = view;
    const members = presentedIn(wall, texts);
    const wanted = new Set(members.map(({ id }) => id));
    for (const [id, portrait] of this.portraits) {
      if (wanted.has(id)) continue;
      portrait.destroy();
      this.portraits.delete(id);
    }
    /** @type {Map<string, Portrait>} */
    const inOrder = new Map();
    for (const [place, member] of members.entries()) {
      const portrait = this.portraits.get(member.id) ?? new Portrait();
      inOrder.set(member.id, portrait);
      const there = this.panels.children[place] ?? null;
      if (there !== portrait.element) this.panels.insertBefore(portrait.element, there);
      portrait.show(member, view, members);
    }
    this.portraits = inOrder;
    this.panels.style.setProperty("--count", String(Math.max(1, members.length)));
    this.hint.hidden = members.length > 0;
    this.hint.textContent = texts.none_presented;
    this.row.hidden = !members.length || !view.isSteering;
    this.compare.hidden = members.filter(({ star }) => star).length < MIN_COMPARED;
    this.compare.textContent = texts.compare;
    this.end.textContent = texts.end_presenting;
  }

  destroy() {
    for (const portrait of this.portraits.values()) portrait.destroy();
  }
}
