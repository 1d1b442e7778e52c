// Which of two palettes a page needs: the one for light or the one for dark backgrounds.

// `palette` is {light: {…}, dark: {…}}, so that a visitor may switch the theme without a word from the server;
// or one set of colours for both.
export function schemeFor(background, palette) {
  if (!palette.light) return palette;
  return brightness(background) < 0.5 ? palette.dark : palette.light;
}

// 0 (black) to 1 (white) of a colour in any notation of CSS; what is no colour counts as white.
function brightness(color) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = "#fff";
  canvas.fillStyle = color || "#fff";
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
