// The last word on a room that has ended, where the page has none: after a restart of a server that keeps rooms in memory,
// the page knows nothing of the room any more, and the browser alone does.
// @ts-check

const PAGE_MS = 2500; // for which the page may say it itself
const ON_THE_PAGE = ".st-key-room_farewell, .dnn-room-bar";

/**
 * Say something that outlives the bar, unless the page says what became of the room, or has a room again.
 * @param {string} sentence
 * @param {string} close the word for taking it away
 */
export function sayAfterwards(sentence, close) {
  setTimeout(() => {
    if (!document.querySelector(ON_THE_PAGE)) document.body.append(note(sentence, close));
  }, PAGE_MS);
}

/**
 * @param {string} sentence
 * @param {string} close
 */
function note(sentence, close) {
  const box = document.createElement("div");
  box.className = "dnn-room-ended";
  box.setAttribute("role", "status");
  box.style.cssText =
    "position:fixed;left:50%;bottom:1rem;translate:-50%;z-index:1000;display:flex;gap:1rem;align-items:center;" +
    "max-width:calc(100vw - 2rem);box-sizing:border-box;padding:0.7rem 1rem;border-radius:8px;color:#fff;" +
    "background:#1a232d;font:0.95rem system-ui,sans-serif;box-shadow:0 6px 24px rgb(0 0 0 / 25%)";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = close;
  button.style.cssText =
    "font:inherit;color:inherit;background:none;border:1px solid rgb(255 255 255 / 40%);border-radius:6px;" +
    "padding:0.15rem 0.7rem;cursor:pointer";
  button.addEventListener("click", () => box.remove());
  box.append(sentence, button);
  return box;
}
