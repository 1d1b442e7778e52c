// Those who knock at a locked room, each with the buttons that let her in or send her away.
// @ts-check

import { fill } from "../ui/format.js";

/** @import { RoomKnock } from "../connection/wire.js" */
/** @import { Texts } from "../ui/skeleton.js" */

export class Knocks {
  made = "";

  /**
   * @param {HTMLElement} box
   * @param {(act: Record<string, any>) => void} onAct
   */
  constructor(box, onAct) {
    this.box = box;
    box.addEventListener("click", ({ target }) => {
      const data = target instanceof Element ? target.closest("button")?.dataset : undefined;
      if (data?.knock) onAct({ name: data.knock, member: data.member });
    });
  }

  /**
   * @param {RoomKnock[]} waiting
   * @param {Texts} texts
   */
  show(waiting, texts) {
    const knocking = waiting.filter(({ standing }) => standing === "waiting");
    const key = JSON.stringify([knocking, texts.admit]);
    if (key === this.made) return;
    this.made = key;
    this.box.hidden = !knocking.length;
    this.box.replaceChildren(
      ...knocking.map(({ id, name }, index) => {
        const line = document.createElement("p");
        const said = document.createElement("span");
        said.textContent = fill(texts.knocks, { name: name || String(index + 1) });
        line.append(said, " ", button("admit", id, texts.admit), " ", button("refuse", id, texts.refuse));
        return line;
      }),
    );
  }
}

/**
 * @param {string} act
 * @param {string} member
 * @param {string} text
 */
function button(act, member, text) {
  const found = document.createElement("button");
  found.type = "button";
  found.textContent = text;
  Object.assign(found.dataset, { knock: act, member });
  return found;
}
