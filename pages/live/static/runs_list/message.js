// What is said above the list of runs, with a button for ten seconds.
// @ts-check

import { query } from "../ui/elements.js";
import { write } from "../ui/skeleton.js";

/** @import { Find } from "../ui/skeleton.js" */

const SHOWN_MS = 10_000;

export class Message {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;

  /** @param {Find} find */
  constructor(find) {
    this.find = find;
  }

  /**
   * @param {string} words
   * @param {string} [button]
   * @param {() => void} [onPress]
   */
  say(words, button = "", onPress = undefined) {
    const box = this.find("runs-message");
    const element = query(box, "button", HTMLButtonElement);
    clearTimeout(this.timer);
    box.hidden = !words;
    write(this.find("announcement"), words);
    write(query(box, "span"), words);
    element.hidden = !button;
    write(element, button);
    element.onclick = () => {
      box.hidden = true;
      onPress?.();
    };
    this.timer = setTimeout(() => {
      box.hidden = true;
    }, SHOWN_MS);
  }

  destroy() {
    clearTimeout(this.timer);
  }
}
