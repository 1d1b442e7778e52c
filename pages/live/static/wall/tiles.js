// All tiles as a grid: in their order, those in sight drawn, a few milliseconds at a time.
// @ts-check

import { tickText } from "../lesson_chart/axis.js";
import { fill, fillCounted } from "../ui/format.js";
import { NO_COLORS } from "../ui/shades.js";
import { write } from "../ui/skeleton.js";
import { fitted } from "./fitted.js";
import { ON_PROJECTOR, ordered } from "./order.js";
import { commonRange } from "./sparkline.js";
import { Tile } from "./tile.js";

/** @import { RoomMemberTile } from "../connection/wire.js" */
/** @import { Channels } from "../ui/shades.js" */
/** @import { Find } from "../ui/skeleton.js" */
/** @import { SparkRange } from "./sparkline.js" */
/** @import { TileView } from "./tile.js" */

const [SOME, MANY] = [18, 40]; // tiles, above which they are smaller on a projector
const MAPS_A_SECOND = 40; // boundaries, so that a large class costs no more than a small one
const MAPS_AT_FIRST = 300;
const BUDGET_MS = 24; // of a frame: each one lays out all tiles anew for the screen, however few have changed
const PAUSE_MS = 40; // between two frames
const REST_MS = 400; // where a second has had its boundaries
const MIN_WIDE_WIDTH = 768; // pixels, below which a projector's tiles stand as on any narrow page
const MIN_LETTERS = 11; // pixels; what has no room at this height is left out
const LETTERS = { high: 0.13, wide: 0.092 }; // of a tile's height and width, on a projector
const PARTS = 3.3; // heights of the letters that a tile needs beside its pictures
const EDGES = 18; // pixels that it needs besides
const HALF = 0.46;
const ROOMY = 3; // heights of the letters of a picture, below which its curve has no words beside it
const MARGIN = "120px"; // around what is in sight, drawn beforehand

export class Tiles {
  /** @type {Map<string, Tile>} */ tiles = new Map();
  /** @type {SparkRange} */ range = { low: 0.01, high: 1 };
  /** @type {Channels} */ colors = NO_COLORS;
  /** @type {number | null} */ frame = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;
  /** Boundaries that may be painted, as counted at a time. */ allowed = MAPS_AT_FIRST;
  counted = 0;
  isProjector = false;
  crowd = "";
  fit = "";

  /**
   * @param {Find} find
   * @param {(id: string) => void} onOpen
   */
  constructor(find, onOpen) {
    const box = find("grid");
    this.find = find;
    this.box = box;
    this.observer = new IntersectionObserver((entries) => this.see(entries), { rootMargin: MARGIN });
    this.spare = document.createElement("span"); // where the corner with the code lies over the grid
    this.spare.className = "dnn-wall-spare";
    this.spare.setAttribute("aria-hidden", "true");
    this.sizes = new ResizeObserver(() => this.fill());
    this.sizes.observe(find("tiles"));
    this.sizes.observe(find("corner"));
    box.addEventListener("click", ({ target }) => {
      const id = target instanceof Element ? target.closest("button")?.dataset.member : undefined;
      if (id) onOpen(id);
    });
  }

  /** @param {IntersectionObserverEntry[]} entries */
  see(entries) {
    const byElement = new Map([...this.tiles.values()].map((tile) => [/** @type {Element} */ (tile.element), tile]));
    for (const { target, isIntersecting } of entries) {
      const tile = byElement.get(target);
      if (tile) tile.isVisible = isIntersecting;
    }
    this.request();
  }

  /**
   * Show those that the menus ask for, in their order; on a projector all, each at her place.
   * @param {RoomMemberTile[]} all
   * @param {TileView & { colors: Channels, isProjector: boolean }} view
   */
  show(all, { colors, isProjector, ...view }) {
    const value = (/** @type {string} */ role) => /** @type {HTMLSelectElement} */ (this.find(role)).value;
    const { order, filter } = isProjector ? ON_PROJECTOR : { order: value("order"), filter: value("filter") };
    const members = ordered(all, order, filter);
    this.isProjector = isProjector;
    const { texts } = view;
    write(this.find("shown"), fillCounted(texts, "members_shown", members.length, { of: all.length }));
    this.find("empty").hidden = members.length > 0;
    write(this.find("empty"), all.length ? texts.none_like_this : texts.nobody_yet);
    const range = commonRange(all);
    if (range.low !== this.range.low || range.high !== this.range.high) this.range = range;
    this.colors = colors;
    const ends = { low: tickText(this.range.low), high: tickText(this.range.high) };
    write(this.find("axis-said"), all.some(({ run }) => run) ? fill(texts.axis_said, ends) : "");
    this.box.dataset.names = String(view.hasNames);
    this.box.dataset.crowd = members.length > MANY ? "many" : members.length > SOME ? "some" : "few";
    const wanted = new Set(members.map(({ id }) => id));
    for (const [id, tile] of this.tiles) if (!wanted.has(id)) this.remove(id, tile);
    let place = this.box.firstElementChild;
    for (const member of members) {
      const tile = this.tiles.get(member.id) ?? this.add(member.id);
      tile.show(member, view);
      if (tile.element === place) place = place.nextElementSibling;
      else this.box.insertBefore(tile.element, place);
    }
    const crowd = `${isProjector} ${members.length}`;
    if (crowd !== this.crowd) this.fill();
    this.crowd = crowd;
    this.request();
  }

  /** Have a projector's tiles fill its picture. */
  fill() {
    const panel = this.find("tiles");
    const { clientWidth: width, clientHeight: height } = panel;
    const { offsetWidth, offsetHeight } = this.find("corner");
    const isFilling = this.isProjector && width >= MIN_WIDE_WIDTH && this.tiles.size > 0;
    const key = JSON.stringify([isFilling, this.tiles.size, width, height, offsetWidth, offsetHeight]);
    if (key === this.fit) return;
    this.fit = key;
    const { style } = this.box;
    this.spare.remove();
    if (!isFilling) {
      style.cssText = "";
      delete this.box.dataset.brief;
      return;
    }
    const said = this.find("axis-said").offsetHeight;
    const box = { width, height: height - said };
    const { columns, rows, tile, kept } = fitted(this.tiles.size, box, { width: offsetWidth, height: offsetHeight });
    const letters = Math.max(MIN_LETTERS, Math.min(tile.height * LETTERS.high, tile.width * LETTERS.wide));
    const picture = Math.round(Math.min(tile.height - PARTS * letters - EDGES, tile.width * HALF));
    this.box.dataset.brief = String(picture < ROOMY * letters);
    style.setProperty("--columns", String(columns));
    style.setProperty("--row", `${Math.floor(tile.height)}px`);
    style.setProperty("--fit-letters", `${letters.toFixed(1)}px`);
    style.setProperty("--fit-picture", `${picture}px`);
    if (!kept.rows) return;
    this.spare.style.gridArea = `${rows - kept.rows + 1} / ${columns - kept.columns + 1} / span ${kept.rows} / span ${kept.columns}`;
    this.box.append(this.spare);
  }

  /** @param {string} id */
  add(id) {
    const tile = new Tile();
    this.tiles.set(id, tile);
    this.observer.observe(tile.element);
    return tile;
  }

  /**
   * @param {string} id
   * @param {Tile} tile
   */
  remove(id, tile) {
    this.observer.unobserve(tile.element);
    tile.element.remove();
    this.tiles.delete(id);
  }

  /** @param {string} id of a member whose tile gets the focus, if it is there */
  focus(id) {
    this.tiles.get(id)?.element.focus({ preventScroll: true });
  }

  /** Remove all, with their names. */
  clear() {
    for (const [id, tile] of this.tiles) this.remove(id, tile);
  }

  request() {
    this.frame ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = null;
    for (const tile of this.tiles.values()) tile.drawCurve(this.range);
    this.paintMaps();
    this.box.dataset.drawn = String(Number(this.box.dataset.drawn ?? 0) + 1);
  }

  /** Paint boundaries, those that are oldest first, as many as a second has room for. */
  paintMaps() {
    const now = performance.now();
    this.allowed = Math.min(this.allowed + ((now - this.counted) / 1000) * MAPS_A_SECOND, MAPS_AT_FIRST);
    this.counted = now;
    const stale = [...this.tiles.values()].filter((tile) => tile.isMapStale(this.colors));
    stale.sort((a, b) => a.painted - b.painted);
    for (const tile of stale) {
      if (this.allowed < 1 || performance.now() - now > BUDGET_MS) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.request(), this.allowed < 1 ? REST_MS : PAUSE_MS);
        return;
      }
      this.allowed -= 1;
      tile.paint(this.colors);
    }
    this.allowed = Math.min(this.allowed, MAPS_A_SECOND);
  }

  destroy() {
    this.observer.disconnect();
    this.sizes.disconnect();
    clearTimeout(this.timer);
    if (this.frame !== null) cancelAnimationFrame(this.frame);
  }
}
