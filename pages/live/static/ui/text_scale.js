// How much larger than usual the visitor wants the letters: 1 for the theme's own size. A narrow chart has little room.

const USUAL = 15; // pixels, as .streamlit/config.toml has it

const NARROW = 480;
const MAX_ON_NARROW = 1.05;

// For a chart so many pixels wide.
export function textScale(width) {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL;
  return width < NARROW ? Math.min(scale, MAX_ON_NARROW) : scale;
}
