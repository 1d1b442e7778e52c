// A button that copies a text or a picture, also where the page has come without TLS and browsers withhold the clipboard.
// @ts-check

/** @import { CopyData } from "../../live/static/connection/wire.js" */

/**
 * Copy a text by the older way, from a field that is there for as long as that takes.
 * @param {Element | DocumentFragment} within
 * @param {string} text
 * @returns {boolean} whether it was copied
 */
export function copySelected(within, text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("style", "position: fixed; opacity: 0");
  within.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

/**
 * @param {string} image a PNG file in base64
 * @returns {Blob}
 */
function png(image) {
  const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

/**
 * Copy the picture where there is one, else the text.
 * @param {CopyData} data
 * @param {Element | DocumentFragment} within
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyContent(data, within) {
  try {
    if (data.image === null) await navigator.clipboard.writeText(data.text);
    else await navigator.clipboard.write([new ClipboardItem({ "image/png": png(data.image) })]);
    return true;
  } catch {
    return data.image === null && copySelected(within, data.text);
  }
}

/** @param {StreamlitComponent<CopyData, {}>} component */
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("[role=status]");
  if (!button || !status) throw new Error("no button");
  if (button.dataset.name !== data.name) status.textContent = "";
  button.dataset.name = data.name;
  button.textContent = data.copy;
  button.onclick = async () => {
    status.textContent = (await copyContent(data, parentElement)) ? data.copied : data.refused;
  };
}
