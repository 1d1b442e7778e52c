// The light page of a room: one press joins, then the app opens, at once or when it is her turn.
// @ts-check

import { Entrance } from "./join_page/entrance.js";
import { ownKey } from "./join_page/own_key.js";
import { query } from "./ui/elements.js";

/** @import { JoinPageData, RoomEntry } from "./connection/wire.js" */

const page = query(document, "[data-page]");
/** @type {JoinPageData} */
const data = JSON.parse(page.dataset.page ?? "");
const find = (/** @type {string} */ role) => query(page, `[data-role=${role}]`);
const write = (/** @type {string} */ role, /** @type {string} */ words) => {
  find(role).textContent = words;
};
const form = query(page, "form", HTMLFormElement);
const input = query(page, "input", HTMLInputElement);
const progress = query(page, "progress", HTMLProgressElement);
const button = query(page, "[data-role=join]", HTMLButtonElement);

/**
 * Leave for the app, for good: going back from there leads to the page before this one.
 * @param {string} address
 */
function open(address) {
  const url = new URL(address, document.baseURI);
  const code = entrance.code || input.value.trim();
  if (code) url.searchParams.set("code", code);
  location.replace(url);
}

const entrance = new Entrance(data, {
  owner: ownKey(),
  onSeat: (name) => {
    show("queue");
    write("you", name && data.texts.you.replace("{name}", () => name));
    write("said", data.texts.opening);
    progress.hidden = true;
    find("leave").hidden = true;
  },
  onEntry: (entry) => showEntry(entry),
  onLost: () => write("said", data.texts.lost),
  onRefused: (sentence) => {
    show("form");
    find("field").hidden = false;
    write("problem", sentence);
    input.focus();
  },
  onOpen: () => open(data.app_url),
  onUnreachable: () => open(data.joining_url),
});

/** @param {RoomEntry} entry */
function showEntry({ place, said }) {
  write("said", said || data.texts.opening);
  find("leave").hidden = said === "";
  progress.hidden = place === 0;
  if (place > progress.max || progress.position < 0) progress.max = place;
  progress.value = progress.max - place;
}

/** @param {"form" | "queue"} part */
function show(part) {
  form.hidden = part !== "form";
  find("queue").hidden = part !== "queue";
  button.disabled = false;
  write("problem", "");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = find("field").hidden ? data.code : input.value.trim();
  if (!code) {
    input.focus();
    return;
  }
  button.disabled = true;
  entrance.join(code);
});
find("leave").addEventListener("click", () => {
  entrance.leave();
  show("form");
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) show("form"); // she has come back by the browser's button
});

if (window.parent !== window) open(data.joining_url);
