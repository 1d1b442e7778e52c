// Words of lessons in the elements of the wall: the numbers of layers are raised where the server has them behind a caret.
// @ts-check

const LAYER = /\^(\[[^\]]*\])/; // W^[l]

/**
 * The parts of a text, every second one to be raised. Words of a teacher's own are one part: they are shown letter by letter.
 * @param {string} text
 * @param {boolean} isLiteral
 * @returns {string[]}
 */
export const partsOf = (text, isLiteral) => (isLiteral ? [text] : text.split(LAYER));

/**
 * Write words into an element.
 * @template {HTMLElement} T
 * @param {T} element
 * @param {string} text
 * @param {boolean} isLiteral
 * @returns {T}
 */
export function writeWords(element, text, isLiteral) {
  const nodes = partsOf(text, isLiteral).map((part, index) => {
    if (index % 2 === 0) return part;
    const raised = document.createElement("sup");
    raised.textContent = part;
    return raised;
  });
  element.replaceChildren(...nodes);
  return element;
}

/**
 * A new element with words in it.
 * @param {"p" | "h3" | "h4" | "th" | "dt" | "dd" | "span"} kind
 * @param {string} text
 * @param {boolean} [isLiteral]
 */
export const inWords = (kind, text, isLiteral = true) => writeWords(document.createElement(kind), text, isLiteral);
