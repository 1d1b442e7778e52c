// The flow chart: arranged about the layer looked at, lit up where the iteration stands, saved as a picture.

import { offer } from "../ui/export.js";

export class FlowChart {
  constructor(box, onPick) {
    this.box = box;
    const pick = (event) => {
      const block = event.target.closest("[role=button]")?.dataset.block;
      if (block) onPick(block);
    };
    box.addEventListener("click", pick);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      pick(event);
    });
  }

  show(svg, arrangements) {
    this.arrangements = arrangements;
    if (this.svg === svg) return;
    this.svg = svg;
    this.box.innerHTML = svg;
    this.root = this.box.querySelector("svg");
  }

  // Everything before step `index` is done, its own block is lit.
  light(steps, index) {
    const { block, layer } = steps[index];
    this.arrange(layer);
    const done = new Set(
      steps
        .slice(0, index)
        .filter(({ example }) => example === steps[index].example)
        .map((s) => s.block),
    );
    for (const element of this.root.querySelectorAll("[data-block]")) {
      const name = element.dataset.block;
      element.classList.toggle("lit", name === block);
      element.classList.toggle("done", name !== block && done.has(name));
      if (name === block) this.reveal(element);
      if (element.getAttribute("role") === "button") element.setAttribute("tabindex", name === block ? "0" : "-1");
      if (name === block) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
  }

  arrange(layer) {
    const { columns, folds, loss, width } = this.arrangements[layer - 1];
    const put = (element, x) => {
      if (x === undefined) return element.setAttribute("display", "none");
      element.removeAttribute("display");
      return element.setAttribute("transform", `translate(${x},0)`);
    };
    for (const element of this.root.querySelectorAll("[data-column]")) put(element, columns[element.dataset.column]);
    for (const element of this.root.querySelectorAll("[data-fold]")) {
      const fold = folds[Number(element.dataset.fold)];
      put(element, fold?.x);
      if (!fold) continue;
      element.querySelector(".folded").textContent = fold.text;
      element.querySelector(".back").style.display = fold.first === 1 ? "none" : "";
    }
    put(this.root.querySelector(".loss"), loss);
    this.root.setAttribute("viewBox", `0 0 ${width} ${this.root.dataset.height}`);
    this.root.style.width = `${width}px`;
  }

  // Scroll the chart sideways, and only sideways, until the block is seen.
  reveal(element) {
    const [outer, inner] = [this.box.getBoundingClientRect(), element.getBoundingClientRect()];
    const margin = 40;
    if (inner.left < outer.left + margin) this.box.scrollLeft -= outer.left + margin - inner.left;
    if (inner.right > outer.right - margin) this.box.scrollLeft += inner.right - outer.right + margin;
  }

  // The chart on its own, with the page's letters, colours and background.
  standalone() {
    const style = getComputedStyle(this.box);
    const copy = this.root.cloneNode(true);
    const [, , width, height] = this.root.getAttribute("viewBox").split(" ").map(Number);
    copy.setAttribute("style", `color:${style.color};font-family:${style.fontFamily}`);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const back = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const paint = style.getPropertyValue("--page").trim() || "#ffffff";
    for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: paint }))
      back.setAttribute(name, value);
    copy.insertBefore(back, copy.firstChild.nextSibling);
    return { text: new XMLSerializer().serializeToString(copy), width, height };
  }

  save(format) {
    const { text, width, height } = this.standalone();
    const svg = new Blob([text], { type: "image/svg+xml" });
    if (format === "svg") offer(svg, "flow-chart.svg");
    else toPng(svg, width, height).then((png) => offer(png, "flow-chart.png"));
  }
}

async function toPng(svg, width, height) {
  const address = URL.createObjectURL(svg);
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
