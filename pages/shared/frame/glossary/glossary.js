// The glossary: reads the symbol under the pointer out of a formula that KaTeX has set, and says what it means.

const ARRAYS = new Set(["W", "b", "Z", "A", "z", "a"]);
const SLACK = 3;
const KEPT = Symbol.for("dnn.glossary");

// The letter of a formula at a point; KaTeX lays empty boxes over its letters, so it is looked for by its place.
function letterAt(event) {
  const formula = event.target.closest?.(".katex");
  const letters = formula ? [...formula.querySelectorAll(".katex-html .mathnormal")] : [];
  return letters.find((letter) => {
    const { left, right, top, bottom } = letter.getBoundingClientRect();
    const [x, y] = [event.clientX, event.clientY];
    return x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
  });
}

// The symbol that a letter belongs to: {letter: "dW", index: "2"}.
export function symbolOf(letter) {
  const group = letter.parentElement;
  const above = [...group.children].find((child) => child.classList.contains("msupsub"));
  const index = above?.textContent.replace(/[^\w[\]()]/g, "").match(/\[(\w+)\]/)?.[1] ?? null;
  const before = (index === null ? letter : group).previousElementSibling;
  const name = letter.textContent.trim();
  const isDerivative = before?.textContent.trim() === "d" && ARRAYS.has(name);
  return { letter: (isDerivative ? "d" : "") + name, index };
}

// The shape of an array of layer `index`, in numbers where the index is one, else in the course's letters.
export function shapeOf(letter, index, { sizes, m }) {
  const base = letter.replace(/^d/, "");
  const l = Number(index);
  const isNumber = /^\d+$/.test(index ?? "") && l < sizes.length;
  const n = (k, name) => (isNumber ? sizes[k] : `n[${name}]`);
  if (base === "n") return isNumber ? String(sizes[l]) : null;
  const columns = base === base.toLowerCase() && base !== "b" ? 1 : m;
  if (base === "W") return isNumber && l === 0 ? null : `(${n(l, index ?? "l")}, ${n(l - 1, `${index ?? "l"}−1`)})`;
  if (base === "b") return `(${n(l, index ?? "l")}, 1)`;
  if (base === "X") return `(${sizes[0]}, ${m})`;
  if (base === "Y") return `(${sizes.at(-1)}, ${m})`;
  return ARRAYS.has(base) && index !== null ? `(${n(l, index)}, ${columns})` : null;
}

function describe({ letter, index }, data) {
  const capital = letter.startsWith("d") && letter.length > 1 ? `d${capitalised(letter[1])}` : capitalised(letter);
  const meaning = data.meanings[letter] ?? (ARRAYS.has(letter.at(-1)) ? data.meanings[capital] : null);
  if (!meaning) return null;
  const isSmall = !data.meanings[letter];
  const shape = shapeOf(letter, index, data);
  const value = letter === "m" ? String(data.m) : letter === "L" ? String(data.sizes.length - 1) : null;
  const told = letter === "n" ? shape : value;
  return {
    symbol: letter + (index === null ? "" : `[${index}]`),
    text: [
      meaning + (isSmall ? `, ${data.one}` : ""),
      told !== null ? `= ${told}` : shape ? data.shape.replace("{shape}", shape) : "",
    ]
      .filter(Boolean)
      .join(" · "),
  };
}

const capitalised = (letter) => ("za".includes(letter) ? letter.toUpperCase() : letter);

function show(note, symbol, place) {
  const name = document.createElement("b");
  name.textContent = symbol.symbol;
  note.replaceChildren(name, symbol.text);
  note.hidden = false;
  const { width, height } = note.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left + place.width / 2 - width / 2, innerWidth - width - 8));
  const top = place.top - height - 10 > 8 ? place.top - height - 10 : place.bottom + 10;
  note.style.left = `${left}px`;
  note.style.top = `${top}px`;
}

export default function ({ data, parentElement }) {
  parentElement[KEPT] ??= begin();
  const kept = parentElement[KEPT];
  kept.data = data;
  return () => {
    kept.end();
    delete parentElement[KEPT];
  };
}

function begin() {
  const note = document.createElement("div");
  note.className = "dnn-glossary";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  document.body.append(note);
  const kept = { data: null };
  const look = (event) => {
    const letter = letterAt(event);
    const told = letter && describe(symbolOf(letter), kept.data);
    if (told) show(note, told, letter.getBoundingClientRect());
    else note.hidden = true;
  };
  const hide = () => (note.hidden = true);
  document.addEventListener("pointermove", look);
  document.addEventListener("click", look);
  document.addEventListener("scroll", hide, true);
  kept.end = () => {
    document.removeEventListener("pointermove", look);
    document.removeEventListener("click", look);
    document.removeEventListener("scroll", hide, true);
    note.remove();
  };
  return kept;
}
