// One member opened by the teacher: to look at, and what can be done with her tile.
// @ts-check

import { showAnswers } from "./answers/given_answers.js";
import { Portrait } from "./portrait.js";

/** @import { RoomMemberAnswers, RoomMemberTile, RoomWallDocument } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */
/** @import { PortraitView } from "./portrait.js" */
/** @typedef {Record<string, any>} Act an act of STEERING */
/**
 * @typedef {object} OpenedHandlers
 * @property {(acts: Act[]) => void} onActs
 * @property {() => void} onClose
 * @property {(id: string) => Promise<RoomMemberAnswers>} answersOf asks for all that a member has answered
 */

const HEADING = "dnn-wall-opened-name";
export const MAX_PRESENTED = 5; // the server refuses more

/**
 * The acts of a button, in their order.
 * @param {string} name of the button
 * @param {RoomMemberTile} member
 * @param {string[]} presented ids of those that are
 * @returns {Act[]}
 */
export function actsOf(name, { id, star }, presented) {
  const starring = star ? [] : [{ name: "star", member: id }];
  const others = presented.filter((each) => each !== id);
  if (name === "project_member") return [...starring, { name: "present", members: [id] }];
  if (name === "present_beside") {
    return [...starring, { name: "present", members: [...others.slice(1 - MAX_PRESENTED), id] }];
  }
  const place = presented.indexOf(id);
  if (name === "earlier" && place > 0) {
    return [{ name: "present", members: [...others.slice(0, place - 1), id, ...others.slice(place - 1)] }];
  }
  if (name === "unpresent") return [{ name: "present", members: others }];
  if (name === "spotlight") return [{ name: "push", push: { kind: "spotlight", member: id } }];
  if (name === "star") return [{ name: star ? "unstar" : "star", member: id }];
  if (name === "rename") return [{ name: "rename_member", member: id }];
  if (name === "remove") return [{ name: "remove_member", member: id }];
  return [];
}

export class Opened {
  /** @type {Portrait | null} */ portrait = null;
  /** @type {string | null} */ id = null;
  isSure = false;
  buttons = "";
  /** The vote up to which her answers are shown, or asked for. */ vote = -1;

  /**
   * @param {HTMLElement} box
   * @param {OpenedHandlers} handlers
   */
  constructor(box, handlers) {
    this.box = box;
    this.handlers = handlers;
    this.row = document.createElement("div");
    this.row.className = "dnn-wall-row";
    this.answers = document.createElement("div");
    this.answers.className = "dnn-wall-given";
    box.addEventListener("click", ({ target }) => {
      const name = target instanceof Element ? target.closest("button")?.dataset.member_act : undefined;
      if (name) this.press(name);
    });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-labelledby", HEADING);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation(); // which would end the projector as well
      handlers.onClose();
    });
  }

  /** @param {string} name */
  press(name) {
    if (name === "close") {
      this.handlers.onClose();
      return;
    }
    const { member, wall } = this;
    if (!member || !wall) return;
    if (name === "remove" && !this.isSure) {
      this.isSure = true;
      this.buttons = "";
      this.drawButtons(member, wall);
      return;
    }
    this.handlers.onActs(actsOf(name, member, wall.presented));
  }

  /**
   * Show a member; null closes.
   * @param {string | null} id
   * @param {RoomWallDocument} wall
   * @param {PortraitView & { isSteering: boolean }} view
   */
  show(id, wall, view) {
    const member = id === null ? undefined : wall.members.find((each) => each.id === id);
    const isOther = (member?.id ?? null) !== this.id;
    this.box.hidden = !member;
    this.wall = wall;
    this.member = member;
    this.texts = view.texts;
    this.isSteering = view.isSteering;
    if (isOther) {
      this.portrait?.destroy();
      this.portrait = null;
      this.id = member?.id ?? null;
      this.isSure = false;
      this.buttons = "";
      this.vote = -1;
      this.answers.replaceChildren();
    }
    if (!member) return;
    if (!this.portrait) {
      this.portrait = new Portrait();
      this.portrait.heading.id = HEADING;
      this.box.replaceChildren(this.portrait.element, this.row, this.answers);
    }
    this.portrait.show(member, view);
    this.drawButtons(member, wall);
    this.answers.hidden = view.isProjector;
    if (!view.isProjector && this.vote !== member.latest_vote) this.ask(member, view);
    if (isOther) this.row.querySelector("button")?.focus({ preventScroll: true });
  }

  /**
   * Ask for her answers, and show them.
   * @param {RoomMemberTile} member
   * @param {PortraitView} view
   */
  async ask({ id, latest_vote: vote }, { lessons, texts }) {
    this.vote = vote;
    try {
      const { answers } = await this.handlers.answersOf(id);
      if (this.id === id && this.vote === vote) showAnswers(this.answers, answers, lessons, texts);
    } catch (error) {
      console.warn("The answers of a member could not be loaded.", error);
      if (this.vote === vote) this.vote = -1; // the next look at the wall asks again
    }
  }

  /**
   * @param {RoomMemberTile} member
   * @param {RoomWallDocument} wall
   */
  drawButtons(member, wall) {
    const texts = /** @type {Texts} */ (this.texts);
    const isPresented = wall.presented.includes(member.id);
    /** @type {string[][]} */
    const steering = [
      ["project_member", texts.to_projector],
      isPresented ? ["unpresent", texts.off_projector] : ["present_beside", texts.beside_projector],
      ...(wall.presented.indexOf(member.id) > 0 ? [["earlier", texts.earlier]] : []),
      ["spotlight", texts.as_start],
      ["star", member.star ? texts.unstar : texts.star],
      ["rename", texts.rename],
      ["remove", this.isSure ? texts.really_remove : texts.remove],
    ];
    const all = [["close", texts.close], ...(this.isSteering ? steering : [])];
    const key = JSON.stringify(all);
    if (key === this.buttons) return;
    const focused = this.row.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.member_act
      : undefined;
    this.buttons = key;
    this.row.replaceChildren(
      ...all.map(([name, text]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.dataset.member_act = name;
        return button;
      }),
    );
    for (const button of this.row.querySelectorAll("button")) {
      if (button.dataset.member_act === focused) button.focus({ preventScroll: true });
    }
  }

  destroy() {
    this.portrait?.destroy();
  }
}
