// Elements of SVG, made once and changed only where they differ.
// @ts-check

const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Element} parent
 * @param {Name} name
 * @param {Record<string, string | number>} [attributes]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function add(parent, name, attributes = {}) {
  const element = document.createElementNS(NAMESPACE, name);
  set(element, attributes);
  parent.append(element);
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

/** Elements by keys: those that are asked for between two sweeps stay, others go. */
export class Pool {
  /** @type {Map<string, SVGElement>} */ elements = new Map();
  /** @type {Set<string>} */ used = new Set();

  /** @param {Element} parent */
  constructor(parent) {
    this.parent = parent;
  }

  /**
   * The element of a key, with these attributes.
   * @param {string} key
   * @param {keyof SVGElementTagNameMap} name
   * @param {Record<string, string | number>} attributes
   * @param {string} [text]
   */
  show(key, name, attributes, text) {
    let element = this.elements.get(key);
    if (!element) {
      element = add(this.parent, name);
      this.elements.set(key, element);
    }
    this.used.add(key);
    set(element, attributes);
    if (text !== undefined && element.textContent !== text) element.textContent = text;
  }

  /** Remove the elements that were not asked for since the last time. */
  sweep() {
    for (const [key, element] of this.elements) {
      if (this.used.has(key)) continue;
      element.remove();
      this.elements.delete(key);
    }
    this.used.clear();
  }
}
