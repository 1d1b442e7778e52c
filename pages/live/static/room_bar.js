// The bar of a student's room, on every page: where she is, her sign for the teacher, what the teacher has put before all.
// @ts-check

import { PageCurrency } from "./connection/page_currency.js";
import { isAtRest, isDrawn, watchInput } from "./connection/rest.js";
import { Arrival } from "./room_bar/arrival.js";
import { sayAfterwards } from "./room_bar/farewell.js";
import { MARKUP } from "./room_bar/markup.js";
import { arrivedAt, pageState, redrawDelay } from "./room_bar/page_state.js";
import { PressTeller } from "./room_bar/press_teller.js";
import { RoomFeed } from "./room_bar/room_feed.js";
import { barState, spinsText } from "./room_bar/shown.js";
import { buttonData, query, queryAll } from "./ui/elements.js";
import { build, label, write } from "./ui/skeleton.js";

/** @import { RoomBarData, RoomBarValues, RoomStudentDocument } from "./connection/wire.js" */
/** @typedef {StreamlitComponent<RoomBarData, RoomBarValues>} Component */

const READING_MS = 6000; // for which the server's sentence on what it has not done is shown
const VIEW = Symbol.for("dnn.room_bar");

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the bar
 */
export function mount(component) {
  const element = component.parentElement;
  element[VIEW] ??= new RoomBar(component);
  /** @type {RoomBar} */
  const view = element[VIEW];
  view.update(component);
  return () => {
    view.destroy();
    delete element[VIEW];
  };
}

class RoomBar {
  isDestroyed = false;
  isLost = false;
  /** The server's sentence on what it has not done, or on a room that has ended. */
  refusal = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */ reading = undefined;

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.data = component.data;
    this.document = component.data.document;
    watchInput();
    this.box = query(component.parentElement, ".dnn-room");
    this.find = build(this.box, MARKUP);
    this.dialog = query(this.box, "dialog", HTMLDialogElement);
    this.panel = query(this.box, "[popover]");
    this.field = query(this.box, "input", HTMLInputElement);
    this.currency = new PageCurrency((state) => this.send("changed", state), isAtRest);
    this.presses = new PressTeller((press) => this.send("pressed", press));
    this.arrival = new Arrival((push) => this.feed.act({ name: "arrive", push }), isDrawn);
    this.feed = new RoomFeed({
      onDocument: (document) => this.take(document),
      onConnection: (isLost) => this.note(isLost),
      onRefused: (sentence, isEnd) => this.refuse(sentence, isEnd),
      onUnreachable: () => this.send("unreachable", true),
    });
    this.box.addEventListener("click", (event) => this.press(buttonData(event)));
    this.box.addEventListener("submit", (event) => this.rename(event));
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.panel.addEventListener("beforetoggle", () => this.place());
  }

  /** @param {Component} component */
  update(component) {
    const { data } = component;
    this.component = component;
    this.data = data;
    this.box.lang = data.texts.language;
    label(this.box, data.texts);
    this.presses.settle();
    this.currency.draw(pageState(data.document));
    const { room, version } = data.document;
    if (room !== this.feed.room || version > this.document.version || this.feed.isEnded) this.document = data.document;
    if (this.feed.isEnded) this.refusal = "";
    this.feed.follow(data, this.document.version);
    this.arrival.draw(arrivedAt(data));
    this.learn();
    this.draw();
  }

  /** @param {RoomStudentDocument} document */
  take(document) {
    this.document = document;
    this.learn();
    this.draw();
  }

  learn() {
    this.currency.learn(pageState(this.document), redrawDelay(this.data.document, this.document));
  }

  /** @param {boolean} isLost */
  note(isLost) {
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    this.draw();
  }

  /**
   * @param {string} sentence
   * @param {boolean} isEnd the room has ended, or she is no member of it any more: the page says what there is to say
   */
  refuse(sentence, isEnd) {
    clearTimeout(this.reading);
    this.refusal = sentence;
    if (isEnd) this.currency.learn(`ended ${sentence}`);
    else this.reading = setTimeout(() => this.forgetRefusal(), READING_MS);
    this.draw();
  }

  forgetRefusal() {
    this.refusal = "";
    this.draw();
  }

  /** @param {DOMStringMap} button */
  press({ signal, press, act }) {
    const { document } = this;
    if (signal) {
      const isGiven = document.signal === signal;
      this.document = { ...document, signal: isGiven ? "none" : signal }; // shown at once
      this.feed.act({ name: "signal", signal: isGiven ? "none" : signal });
    } else if (act === "spin") {
      this.feed.act({ name: "spin" });
    } else if (press) {
      this.presses.tell(press);
    }
    this.draw();
  }

  /** @param {Event} event */
  rename(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (text) this.feed.act({ name: "rename", text });
    this.field.value = "";
  }

  /**
   * @template {keyof RoomBarValues} Name
   * @param {Name} name
   * @param {RoomBarValues[Name]} value
   */
  send(name, value) {
    if (!this.isDestroyed) this.component.setTriggerValue(name, value);
  }

  draw() {
    const { box, find, data, document } = this;
    const { texts } = data;
    const shown = barState(document, data, { isLost: this.isLost, refusal: this.refusal });
    write(find("title"), document.title || texts.room);
    write(find("name"), document.name);
    write(find("words"), shown.words);
    find("words").title = shown.words;
    write(find("goal"), shown.goal);
    write(find("push"), data.push_text);
    find("opener").title = texts.name;
    this.field.placeholder = texts.own_name;
    write(find("spin"), spinsText(document.spins_left, texts));
    find("teacher").title = shown.teacher;
    write(find("teacher-words"), shown.teacher);
    Object.assign(box.dataset, { standing: document.standing, teacher: shown.teacherState, lost: String(this.isLost) });
    box.dataset.version = String(document.version);
    find("goal").dataset.reached = String(document.has_reached_goal);
    for (const [role, isShown] of Object.entries(shown.parts)) find(role).hidden = !isShown;
    for (const button of queryAll(box, "[data-signal]")) {
      button.setAttribute("aria-pressed", String(button.dataset.signal === document.signal));
      button.title = texts.signal_help;
    }
    this.dim(document.is_paused && !this.feed.isEnded);
  }

  /** Put the panel below the name. */
  place() {
    const { bottom, left } = this.find("name").getBoundingClientRect();
    this.panel.style.top = `${bottom + 8}px`;
    this.panel.style.left = `${Math.max(8, Math.min(left, innerWidth - 328))}px`;
  }

  /** @param {boolean} isPaused */
  dim(isPaused) {
    if (isPaused && !this.dialog.open) this.dialog.showModal();
    if (!isPaused && this.dialog.open) this.dialog.close();
    this.box.dataset.paused = String(isPaused);
  }

  destroy() {
    this.isDestroyed = true;
    if (this.feed.isEnded && this.refusal) sayAfterwards(this.refusal, this.data.texts.close);
    clearTimeout(this.reading);
    this.dim(false);
    this.feed.destroy();
    this.currency.halt();
    this.arrival.halt();
    this.presses.halt();
  }
}
