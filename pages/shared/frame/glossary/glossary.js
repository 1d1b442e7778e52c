// The glossary: reads the symbol under the pointer out of a formula that KaTeX has set, and says what it means.
// @ts-check

/** @import { GlossaryData } from "../../../live/static/connection/wire.js" */

/** @typedef {{ letter: string, index: string | null }} CourseSymbol dW^[2] is the letter "dW" with the index "2" */
/** @typedef {{ symbol: string, text: string }} Explanation */

const ARRAYS = new Set(["W", "b", "Z", "A", "z", "a"]);
const SLACK = 3; // pixels about a letter
const EDGE = 8; // pixels between the note and the edge of the window, at least
const GAP = 10; // pixels between the note and its letter
const VIEW = Symbol.for("dnn.glossary");

/**
 * The letter of a formula at a point; KaTeX lays empty boxes over its letters, so it is found by its position.
 * @param {MouseEvent} event
 * @returns {Element | undefined}
 */
function letterAt({ target, clientX: x, clientY: y }) {
  const formula = target instanceof Element ? target.closest(".katex") : null;
  const letters = formula ? [...formula.querySelectorAll(".katex-html .mathnormal")] : [];
  return letters.find((letter) => {
    const { left, right, top, bottom } = letter.getBoundingClientRect();
    return x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
  });
}

/**
 * The symbol that a letter belongs to.
 * @param {Element} letter
 * @returns {CourseSymbol}
 */
export function symbolOf(letter) {
  const group = letter.parentElement;
  const above = [...(group?.children ?? [])].find((child) => child.classList.contains("msupsub"));
  const index = above?.textContent?.replace(/[^\w[\]()]/g, "").match(/\[(\w+)\]/)?.[1] ?? null;
  const before = (index === null ? letter : group)?.previousElementSibling;
  const name = textOf(letter);
  const isDerivative = textOf(before) === "d" && ARRAYS.has(name);
  return { letter: (isDerivative ? "d" : "") + name, index };
}

/** @param {Element | null | undefined} element */
const textOf = (element) => element?.textContent?.trim() ?? "";

/**
 * The shape of an array of layer `index`, in numbers where the index is one, else in the course's letters.
 * @param {string} letter
 * @param {string | null} index
 * @param {Pick<GlossaryData, "sizes" | "m">} network n^[0], …, n^[L] and the number of examples
 * @returns {string | null} null where it is no array
 */
export function shapeOf(letter, index, { sizes, m }) {
  const base = letter.replace(/^d/, "");
  const l = Number(index);
  const isNumber = /^\d+$/.test(index ?? "") && l < sizes.length;
  /** @type {(k: number, name: string) => number | string} */
  const n = (k, name) => (isNumber ? sizes[k] : `n[${name}]`);
  if (base === "n") return isNumber ? String(sizes[l]) : null;
  const columns = base === base.toLowerCase() && base !== "b" ? 1 : m;
  if (base === "W") return isNumber && l === 0 ? null : `(${n(l, index ?? "l")}, ${n(l - 1, `${index ?? "l"}−1`)})`;
  if (base === "b") return `(${n(l, index ?? "l")}, 1)`;
  if (base === "X") return `(${sizes[0]}, ${m})`;
  if (base === "Y") return `(${sizes.at(-1)}, ${m})`;
  return ARRAYS.has(base) && index !== null ? `(${n(l, index)}, ${columns})` : null;
}

/**
 * A symbol with its meaning, and its value or shape; null where it means nothing.
 * @param {CourseSymbol} symbol
 * @param {GlossaryData} data
 * @returns {Explanation | null}
 */
export function explain({ letter, index }, data) {
  const capital = letter.startsWith("d") && letter.length > 1 ? `d${capitalised(letter[1])}` : capitalised(letter);
  const isArray = ARRAYS.has(letter.slice(-1));
  const meaning = data.meanings[letter] ?? (isArray ? data.meanings[capital] : null);
  if (!meaning) return null;
  const isSmall = !data.meanings[letter];
  const shape = shapeOf(letter, index, data);
  const value = letter === "n" ? shape : numberOf(letter, data);
  const quantity = value !== null ? `= ${value}` : shape ? data.shape.replace("{shape}", shape) : "";
  return {
    symbol: letter + (index === null ? "" : `[${index}]`),
    text: [meaning + (isSmall ? `, ${data.one}` : ""), quantity].filter(Boolean).join(" · "),
  };
}

/**
 * @param {string} letter
 * @param {Pick<GlossaryData, "sizes" | "m">} network
 */
function numberOf(letter, { sizes, m }) {
  if (letter === "m") return String(m);
  return letter === "L" ? String(sizes.length - 1) : null;
}

/** @param {string} letter */
const capitalised = (letter) => ("za".includes(letter) ? letter.toUpperCase() : letter);

/** The note beside a symbol, while the page has a glossary. */
class Glossary {
  /** @param {GlossaryData} data */
  constructor(data) {
    this.data = data;
    this.note = document.createElement("div");
    this.note.className = "dnn-glossary";
    this.note.setAttribute("role", "tooltip");
    this.note.hidden = true;
    document.body.append(this.note);
    this.onPointer = (/** @type {MouseEvent} */ event) => this.point(event);
    this.onScroll = () => {
      this.note.hidden = true;
    };
    document.addEventListener("pointermove", this.onPointer);
    document.addEventListener("click", this.onPointer);
    document.addEventListener("scroll", this.onScroll, true);
  }

  /** @param {MouseEvent} event */
  point(event) {
    const letter = letterAt(event);
    const explanation = letter ? explain(symbolOf(letter), this.data) : null;
    if (letter && explanation) this.show(explanation, letter.getBoundingClientRect());
    else this.note.hidden = true;
  }

  /**
   * @param {Explanation} explanation
   * @param {DOMRect} box of the letter
   */
  show({ symbol, text }, box) {
    const { note } = this;
    const name = document.createElement("b");
    name.textContent = symbol;
    note.replaceChildren(name, text);
    note.hidden = false;
    const { width, height } = note.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(box.left + box.width / 2 - width / 2, innerWidth - width - EDGE));
    const above = box.top - height - GAP;
    note.style.left = `${left}px`;
    note.style.top = `${above > EDGE ? above : box.bottom + GAP}px`;
  }

  destroy() {
    document.removeEventListener("pointermove", this.onPointer);
    document.removeEventListener("click", this.onPointer);
    document.removeEventListener("scroll", this.onScroll, true);
    this.note.remove();
  }
}

/**
 * Let the formulas of the page explain themselves; called again, with other data.
 * @param {StreamlitComponent<GlossaryData>} component
 * @returns {() => void} ends it
 */
export default function ({ data, parentElement }) {
  parentElement[VIEW] ??= new Glossary(data);
  /** @type {Glossary} */
  const glossary = parentElement[VIEW];
  glossary.data = data;
  return () => {
    glossary.destroy();
    delete parentElement[VIEW];
  };
}
