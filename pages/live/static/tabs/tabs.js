// One of several panels at a time, chosen by buttons or arrow keys.

export class Tabs {
  // Buttons have data-tab, panels data-panel; what belongs to one panel only has data-with.
  constructor(element, names, onTurn) {
    Object.assign(this, { element, names, onTurn, current: names[0] });
    element.addEventListener("click", ({ target }) => {
      const { tab } = target.closest("button")?.dataset ?? {};
      if (tab) this.turnTo(tab);
    });
    element.querySelector("[role=tablist]").addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      this.turnTo(names[(names.indexOf(this.current) + step + names.length) % names.length]);
      element.querySelector(`[data-tab="${this.current}"]`).focus();
    });
    this.show();
  }

  turnTo(name) {
    this.current = name;
    this.show();
    this.onTurn();
  }

  show() {
    for (const button of this.element.querySelectorAll("[data-tab]")) {
      const isChosen = button.dataset.tab === this.current;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    for (const panel of this.element.querySelectorAll("[data-panel]"))
      panel.hidden = panel.dataset.panel !== this.current;
    for (const part of this.element.querySelectorAll("[data-with]")) part.hidden = part.dataset.with !== this.current;
  }
}
