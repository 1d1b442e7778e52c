// The keyboard on every page: what it can reach, and that it keeps what it has reached.
// @ts-check
//
// This script stands in the document's head: every page has controls.

import { KeptFocus } from "./kept_focus.js";
import { watchTab } from "./scroll_regions.js";

new KeptFocus();
watchTab();
