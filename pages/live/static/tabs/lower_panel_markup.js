// The elements of what stands below the cost chart, made once.
// @ts-check

/** The tabs, in their order. */
export const TABS = ["network", "gradients", "activations"];

/** The elements as HTML. */
export const MARKUP = `
<div class="dnn-net-bar-row">
  <div class="dnn-live-choice" role="tablist" data-label="lower">
    <button type="button" role="tab" id="dnn-net-tab-network" aria-controls="dnn-net-panel-network" data-tab="network" data-text="tab_network"></button>
    <button type="button" role="tab" id="dnn-net-tab-gradients" aria-controls="dnn-net-panel-gradients" data-tab="gradients" data-text="tab_gradients"></button>
    <button type="button" role="tab" id="dnn-net-tab-activations" aria-controls="dnn-net-panel-activations" data-tab="activations" data-text="tab_activations"></button>
  </div>
  <div class="dnn-live-choice" role="group" data-role="layers" data-with="network">
    <button type="button" data-arrange="remove_layer" data-label="remove_layer">−</button>
    <span data-role="layer-count"></span>
    <button type="button" data-arrange="add_layer" data-label="add_layer">+</button>
  </div>
  <label class="dnn-net-relative" data-role="relative" data-with="gradients"><input type="checkbox"><span data-text="relative"></span></label>
  <span class="dnn-live-space"></span>
  <span class="dnn-net-weightscale" data-role="weightscale" data-with="network"><span data-text="weights"></span><small></small><b></b><small></small></span>
</div>
<p class="dnn-net-message" data-role="message" hidden></p>
<div class="dnn-net-tab" data-panel="network" id="dnn-net-panel-network" role="tabpanel" aria-labelledby="dnn-net-tab-network">
  <div class="dnn-net-picture" data-role="picture" role="group" data-label="picture"></div>
  <div class="dnn-net-side">
    <div class="dnn-net-boundary" data-role="boundary" hidden></div>
    <div class="dnn-net-over" data-role="curve" hidden></div>
    <div class="dnn-net-verdict" data-role="verdict" hidden></div>
    <div class="dnn-net-card" data-role="card" role="group" tabindex="-1" hidden></div>
  </div>
  <p class="dnn-net-note" data-role="gradient-note"></p>
</div>
<div class="dnn-net-tab" data-panel="gradients" id="dnn-net-panel-gradients" role="tabpanel" aria-labelledby="dnn-net-tab-gradients" hidden>
  <div class="dnn-net-gradients" data-role="gradients" role="img"></div>
</div>
<div class="dnn-net-tab" data-panel="activations" id="dnn-net-panel-activations" role="tabpanel" aria-labelledby="dnn-net-tab-activations" hidden>
  <div class="dnn-net-hists" data-role="hists"></div>
</div>
<div class="dnn-net-tip" id="dnn-net-tip" data-role="tip" role="tooltip" hidden></div>`;
