// The types of the picture of the network: what is pointed at, what is drawn where, and with which values.
// @ts-check

/** @import { NetworkDescription } from "../connection/wire.js" */
/** @import { Maps, NamedPass } from "../math/passes.js" */
/** @import { Network } from "../math/network.js" */
/** @import { Counts } from "../tabs/histogram.js" */

/** @typedef {{ layer: number, unit: number, row?: undefined, column?: undefined }} UnitAt a unit of a layer, from 0 */
/** @typedef {{ layer: number, unit?: undefined, row: number, column: number }} WeightAt an entry of W of a layer */
/** @typedef {UnitAt | WeightAt} Pointed what the pointer, or the keyboard, is at */

/** @typedef {NetworkDescription & { rests: number[] }} Description `rests` is g(0) of each layer */

/**
 * @typedef {{ layer: number, first: number, shown: number, count: number, isFolded: boolean, x: number }} Column
 * a layer that is drawn: its window of units, and where it stands, in pixels
 */
/**
 * @typedef {WeightAt & { share: number, x0: number, y0: number, x1: number, y1: number }} Line
 * a weight that is drawn: its share of the largest, from -1 to 1, and its ends, in pixels
 */

/**
 * @typedef {object} PictureValues
 * @property {Network} network
 * @property {Maps | null} maps
 * @property {Counts[][] | null} histograms by layer and unit, where there are no maps
 * @property {UnitAt | null} marked the unit whose card is open
 * @property {Pointed | null} pointed
 */

/**
 * @typedef {object} CardValues
 * @property {Network} network as it is drawn, on its way to the latest weights
 * @property {Network} latest with the latest weights
 * @property {Maps | null} maps
 * @property {Counts[][] | null} histograms
 * @property {NamedPass | null} example
 * @property {Float64Array | null} gradient (P,)
 * @property {boolean} isEditable
 */

/**
 * @typedef {object} PictureHandlers
 * @property {(unit: UnitAt, event: MouseEvent) => void} onUnit
 * @property {(line: WeightAt, isTouch: boolean) => void} onLine
 * @property {(pointed: Pointed | null, event?: Event) => void} onHover
 * @property {(op: string, layer: number) => void} onArrange
 * @property {() => void} onEscape
 * @property {() => void} onShift called after another window of units or layers was chosen
 */

/**
 * The description before the page has sent one.
 * @type {Description}
 */
export const NO_NETWORK = {
  sizes: [],
  activations: [],
  titles: [],
  rests: [],
  parameters: 0,
  too_large: null,
  initial_url: null,
  task: "",
  inputs: [],
  input_names: [],
  features: null,
  classes: [],
  class_colors: [],
  points: null,
  drawable: false,
  data_url: "",
  l2: 0,
  examples: 0,
  batch_size: null,
  image_shape: null,
  max_units: 0,
  max_layers: 0,
};
