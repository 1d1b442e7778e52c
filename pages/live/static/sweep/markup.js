// The elements of a sweep's form and of its card that are made once.
// @ts-check

/** @param {string} name the attribute that names the choice */
const trialMarkup = (name) => `<div class="dnn-sweep-trial">
  <label><span ${name}></span><select name="choice"></select></label>
  <label class="dnn-sweep-values"><span data-text="sweep_values"></span><input name="values" autocomplete="off" maxlength="200"></label>
  <fieldset hidden><legend data-text="sweep_options"></legend><span></span></fieldset></div>`;

export const SWEEP_FORM_MARKUP = `<form class="dnn-sweep-form" data-role="sweep-form" hidden>
  ${trialMarkup('data-text="sweep_choice"')}${trialMarkup('data-text="sweep_second_choice"')}
  <label><span data-text="sweep_seeds"></span><select name="seeds"><option>1</option><option>3</option><option>5</option></select></label>
  <span class="dnn-sweep-buttons"><button type="submit" class="dnn-run-primary"></button>
  <button type="button" data-sweep="close" data-text="cancel"></button></span>
  <p data-role="sweep-problem" hidden></p>
</form>`;

export const SWEEP_CARD_MARKUP = `<section class="dnn-sweep" data-role="sweep" hidden>
  <div class="dnn-runs-head"><h2 data-role="sweep-title"></h2><span class="dnn-live-space"></span>
    <button type="button" data-sweep="pause"></button>
    <button type="button" data-sweep="cancel" data-text="sweep_cancel"></button>
    <button type="button" data-sweep="close" data-label="close">✕</button></div>
  <progress data-role="sweep-progress" max="1"></progress>
  <p class="dnn-sweep-result"><b data-role="sweep-sentence"></b> <span data-role="sweep-luck"></span>
    <button type="button" class="dnn-live-quiet" data-sweep="seeds" data-text="sweep_try_seeds"></button>
    <button type="button" class="dnn-run-primary" data-sweep="open" data-text="sweep_open"></button></p>
  <ol></ol>
  <div class="dnn-sweep-grid" data-role="sweep-grid" hidden>
    <div class="dnn-sweep-scroll" tabindex="0" role="group"><table></table></div>
    <div class="dnn-sweep-cell"><canvas width="8" height="8" hidden aria-hidden="true"></canvas>
      <div><span></span><b></b><small></small>
      <button type="button" class="dnn-live-quiet" data-sweep="open_cell" data-text="sweep_open_cell"></button></div></div>
    <p class="dnn-sweep-scale" aria-hidden="true"><span data-role="sweep-low"></span><i></i><span data-role="sweep-high"></span></p>
  </div>
</section>`;
