// How one comes in: the code in large letters, the address and its QR code, and how many are there.
// @ts-check

import { fill, fillCounted } from "../ui/format.js";
import { write } from "../ui/skeleton.js";

/** @import { RoomWallData, RoomWallDocument } from "../connection/wire.js" */
/** @import { Find } from "../ui/skeleton.js" */

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
 * An address as it is typed: without https:// and without what stands behind the page.
 * @param {string} link
 * @returns {string}
 */
export function typed(link) {
  const { host, pathname } = new URL(link, "http://localhost/");
  return `${host}${pathname}`;
}

/**
 * @param {Find} find
 * @param {RoomWallDocument} wall
 * @param {Pick<RoomWallData, "texts" | "join_url" | "typed_url" | "qr">} data
 */
export function showLobby(
  find,
  { code, counts, is_locked: isLocked },
  { texts, join_url: link, typed_url: short, qr },
) {
  const address = typed(short);
  for (const role of ["join-address", "lobby-address", "corner-address"]) write(find(role), address);
  for (const role of ["code", "lobby-code", "corner-code"]) write(find(role), code);
  const present = fillCounted(texts, "present", counts.present);
  const knocking = counts.waiting ? ` · ${fill(texts.waiting, { count: counts.waiting })}` : "";
  write(find("corner-present"), present);
  write(find("lobby-present"), `${present}${isLocked ? ` · ${texts.is_locked}` : ""}${knocking}`);
  for (const role of ["qr", "corner-qr"]) {
    const image = find(role);
    image.hidden = qr === null;
    if (qr === null || !(image instanceof HTMLImageElement)) continue;
    if (image.src !== qr) image.src = qr;
    image.alt = role === "qr" ? fill(texts.qr_code, { address: link }) : "";
  }
}
