// Prints the page, once for each press of the button.
// @ts-check

/** @param {StreamlitComponent<{ presses: number }, {}>} component */
export default function ({ data }) {
  const before = window.dnnPrinted; // kept there, since the module is a new one when the page is opened again
  window.dnnPrinted = data.presses;
  if (before === undefined || data.presses <= before) return;
  requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
}
