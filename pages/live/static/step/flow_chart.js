// The flow chart: arranged about the layer of the current step, the block of the step lit, saved as a picture.
// @ts-check

import { contextOf, query } from "../ui/elements.js";
import { offer } from "../ui/export.js";

/** @import { PackedArrangement, PackedStep } from "../connection/wire.js" */

const MARGIN = 40; // pixels between the block of the step and the edge of the chart, at least
const PNG_SCALE = 2;
const MIN_FLOW_CHART_SCALE = 0.82; // on a narrow page, which scrolls the chart: a half block stays 24 pixels high

export class FlowChart {
  /** @type {PackedArrangement[]} one for each layer that a step may have */
  arrangements = [];
  /** The drawing as it was sent. */
  svg = "";
  /** @type {SVGSVGElement | null} */
  root = null;

  /**
   * @param {HTMLElement} box
   * @param {(block: string) => void} onPick
   */
  constructor(box, onPick) {
    this.box = box;
    const pick = (/** @type {Event} */ { target }) => {
      const button = target instanceof Element ? target.closest("[role=button]") : null;
      const block = button instanceof SVGElement ? button.dataset.block : undefined;
      if (block) onPick(block);
    };
    box.addEventListener("click", pick);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      pick(event);
    });
  }

  /**
   * @param {string} svg
   * @param {PackedArrangement[]} arrangements
   */
  show(svg, arrangements) {
    this.arrangements = arrangements;
    if (this.svg === svg) return;
    this.svg = svg;
    this.box.innerHTML = svg;
    this.root = query(this.box, "svg", SVGSVGElement);
  }

  /**
   * Light the block of step `index`; the blocks of the steps before it are done.
   * @param {PackedStep[]} steps
   * @param {number} index
   */
  light(steps, index) {
    if (!this.root) return;
    const { block, layer, example } = steps[index];
    this.arrange(this.root, this.arrangements[layer - 1]);
    const earlier = steps.slice(0, index).filter((step) => step.example === example);
    const done = new Set(earlier.map((step) => step.block));
    for (const element of drawn(this.root, "[data-block]")) {
      const name = element.dataset.block ?? "";
      element.classList.toggle("lit", name === block);
      element.classList.toggle("done", name !== block && done.has(name));
      if (name === block) this.reveal(element);
      if (element.getAttribute("role") === "button") element.setAttribute("tabindex", name === block ? "0" : "-1");
      if (name === block) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
  }

  /**
   * @param {SVGSVGElement} root
   * @param {PackedArrangement} arrangement
   */
  arrange(root, { columns, folds, loss, width }) {
    for (const element of drawn(root, "[data-column]")) moveTo(element, columns[element.dataset.column ?? ""]);
    for (const element of drawn(root, "[data-fold]")) {
      const fold = folds[Number(element.dataset.fold)];
      moveTo(element, fold?.x);
      if (!fold) continue;
      query(element, ".folded", SVGElement).textContent = fold.text;
      query(element, ".back", SVGElement).style.display = fold.first === 1 ? "none" : "";
    }
    moveTo(query(root, ".loss", SVGElement), loss);
    root.setAttribute("viewBox", `0 0 ${width} ${root.dataset.height}`);
    root.style.width = `${width}px`;
    root.style.minWidth = `${MIN_FLOW_CHART_SCALE * width}px`;
  }

  /**
   * Scroll the chart sideways, and only sideways, until the block is seen.
   * @param {Element} element
   */
  reveal(element) {
    const [outer, inner] = [this.box.getBoundingClientRect(), element.getBoundingClientRect()];
    if (inner.left < outer.left + MARGIN) this.box.scrollLeft -= outer.left + MARGIN - inner.left;
    if (inner.right > outer.right - MARGIN) this.box.scrollLeft += inner.right - outer.right + MARGIN;
  }

  /**
   * The chart on its own, with the page's letters, colours and background.
   * @param {SVGSVGElement} root
   */
  standalone(root) {
    const style = getComputedStyle(this.box);
    const copy = /** @type {SVGSVGElement} */ (root.cloneNode(true));
    const [, , width, height] = (root.getAttribute("viewBox") ?? "").split(" ").map(Number);
    copy.setAttribute("style", `color:${style.color};font-family:${style.fontFamily}`);
    copy.setAttribute("width", String(width));
    copy.setAttribute("height", String(height));
    const background = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const color = style.getPropertyValue("--page").trim() || "#ffffff";
    for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: color })) {
      background.setAttribute(name, value);
    }
    copy.insertBefore(background, copy.firstChild?.nextSibling ?? null);
    return { text: new XMLSerializer().serializeToString(copy), width, height };
  }

  /** @param {string} format "svg" or "png" */
  async save(format) {
    if (!this.root) return;
    const { text, width, height } = this.standalone(this.root);
    const svg = new Blob([text], { type: "image/svg+xml" });
    if (format === "svg") offer(svg, "flow-chart.svg");
    else offer(await toPng(svg, width, height), "flow-chart.png");
  }
}

/**
 * The elements of a drawing that match `selector`.
 * @param {SVGElement} root
 * @param {string} selector
 * @returns {SVGElement[]}
 */
function drawn(root, selector) {
  return [...root.querySelectorAll(selector)].filter((element) => element instanceof SVGElement);
}

/**
 * Move an element to x, in pixels of the drawing; without one it is hidden.
 * @param {Element} element
 * @param {number | undefined} x
 */
function moveTo(element, x) {
  if (x === undefined) {
    element.setAttribute("display", "none");
    return;
  }
  element.removeAttribute("display");
  element.setAttribute("transform", `translate(${x},0)`);
}

/**
 * @param {Blob} svg
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Blob>}
 */
async function toPng(svg, width, height) {
  const address = URL.createObjectURL(svg);
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = PNG_SCALE * width;
  canvas.height = PNG_SCALE * height;
  contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve, reject) =>
    canvas.toBlob((png) => (png ? resolve(png) : reject(new Error("the canvas gave no picture"))), "image/png"),
  );
}
