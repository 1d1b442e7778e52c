// A link to give away: shows its QR code and itself, copies it, and tells the page the app's address where it is another one
// than the server has guessed.
// @ts-check

/** @import { ShareLinkData, ShareLinkValues } from "../../live/static/connection/wire.js" */

const CLOUD_FRAME = /\/~\/\+\/$/; // the path of Community Cloud's frame, which visitors do not see

/**
 * The app's own address as visitors see it, with a slash at its end; its pages are one level deep.
 * @param {string} base the address of its document
 * @returns {string}
 */
export function appRoot(base) {
  const url = new URL(".", base);
  url.pathname = url.pathname.replace(CLOUD_FRAME, "/");
  return url.href;
}

/**
 * Copy what stands in a field; where the browser withholds the clipboard, by the older way.
 * @param {HTMLInputElement} field
 * @returns {Promise<boolean>} whether it was copied; it is selected otherwise
 */
export async function copyField(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

/**
 * @template {Element} E
 * @param {Document | DocumentFragment | Element} within
 * @param {string} selector
 * @returns {E}
 */
function find(within, selector) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return /** @type {E} */ (found);
}

/** @param {StreamlitComponent<ShareLinkData, ShareLinkValues>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @type {HTMLInputElement} */ const field = find(parentElement, "input");
  /** @type {HTMLButtonElement} */ const button = find(parentElement, "button");
  /** @type {HTMLImageElement} */ const code = find(parentElement, ".code");
  /** @type {HTMLElement} */ const status = find(parentElement, "[role=status]");
  if (field.value !== data.address) status.textContent = data.image === null ? data.too_long : "";
  field.value = data.address;
  field.setAttribute("aria-label", data.field_label);
  field.onfocus = () => field.select();
  button.textContent = data.copy;
  button.onclick = async () => {
    status.textContent = (await copyField(field)) ? data.copied : data.by_hand;
  };
  code.hidden = data.image === null;
  if (data.image !== null) {
    code.src = data.image;
    code.alt = data.image_label;
    code.width = data.side;
    code.height = data.side;
  }
  const root = appRoot(document.baseURI);
  if (root !== data.root) setTriggerValue("root", root);
}
