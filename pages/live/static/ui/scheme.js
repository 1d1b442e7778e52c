// The palette that a page needs: the one for light or the one for dark backgrounds.
// @ts-check

import { rgb } from "./shades.js";

/** @typedef {Record<string, string>} Palette colours of CSS by their names */

/**
 * The palette for a background. Two are sent, so that a visitor may switch the theme without a word from the server; or one
 * set of colours for both.
 * @param {string} background a colour of CSS
 * @param {Palette | Record<string, Palette>} palette
 * @returns {Palette}
 */
export function schemeFor(background, palette) {
  if (!isPair(palette)) return palette;
  return brightness(background) < 0.5 ? palette.dark : palette.light;
}

/**
 * The colours of the page: its own where Streamlit sets them, else those of the palette for its background.
 * @param {Element} element anywhere on the page
 * @param {Palette | Record<string, Palette>} pair
 */
export function pageColors(element, pair) {
  const style = getComputedStyle(element);
  const own = (/** @type {string} */ name) =>
    style
      .getPropertyValue(name)
      .trim()
      .replace(/^unset$/, "");
  const background = own("--st-background-color");
  const palette = schemeFor(background, pair);
  const text = own("--st-text-color") || palette.text;
  const colors = { ...palette, text, background: background || palette.background };
  return { font: own("--st-font") || style.fontFamily, palette, colors };
}

/**
 * Two palettes, "light" and "dark".
 * @param {Palette | Record<string, Palette>} palette
 * @returns {palette is Record<string, Palette>}
 */
function isPair(palette) {
  return Boolean(palette.light);
}

/**
 * 0 (black) to 1 (white) of a colour in any notation of CSS; what is no colour counts as white.
 * @param {string} color
 */
function brightness(color) {
  const [red, green, blue] = rgb(color);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
