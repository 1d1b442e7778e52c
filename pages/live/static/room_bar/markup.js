// The elements of the bar, made once.
// @ts-check

const SIGNALS = [
  ["done", "✓", 'data-text="done"'],
  ["stuck", "!", 'data-text="stuck"'],
  ["question", "?", 'data-text="question"'],
];

const signal = (/** @type {string[]} */ [name, sign, words]) =>
  `<button type="button" data-signal="${name}" aria-pressed="false"><i aria-hidden="true">${sign}</i><span ${words}></span></button>`;

// data-text names the translated label that an element shows, data-label the one it is read out by.
export const MARKUP = `<div class="dnn-room-bar" role="region" data-label="room">
  <b data-role="title"></b>
  <button type="button" class="dnn-room-name" popovertarget="dnn-room-panel" data-role="opener"><span data-role="name"></span></button>
  <span class="dnn-room-teacher" data-role="teacher"><i aria-hidden="true"></i><span class="dnn-room-unseen" data-role="teacher-words"></span></span>
  <span class="dnn-room-signals" role="group" data-label="signals" data-role="signals">${SIGNALS.map(signal).join("")}</span>
  <span class="dnn-room-goal" data-role="goal"></span>
  <span class="dnn-room-push" data-role="push"></span>
  <button type="button" data-press="back" data-text="back" data-role="back"></button>
  <button type="button" data-press="class" data-text="class" data-role="class"></button>
  <button type="button" class="dnn-room-call" data-press="vote" data-text="vote" data-role="vote"></button>
  <button type="button" class="dnn-room-call" data-press="reveal" data-text="reveal" data-role="reveal"></button>
  <span class="dnn-room-words" data-role="words" role="status"></span>
  <button type="button" class="dnn-room-leave" data-press="leave" data-label="leave_help"><i aria-hidden="true">✕</i><span data-text="leave"></span></button>
</div>
<div class="dnn-room-panel" id="dnn-room-panel" popover>
  <button type="button" data-act="spin" data-role="spin"></button>
  <form data-role="own-name"><input type="text" maxlength="20" autocomplete="off" data-label="own_name"><button data-text="take_name"></button></form>
  <p data-text="kept"></p>
  <p data-role="volatile" data-text="volatile"></p>
</div>
<dialog class="dnn-room-pause" data-label="pause">
  <h2 data-text="pause"></h2>
  <p data-text="pause_text"></p>
  <button type="button" class="dnn-room-leave" data-press="leave" data-text="leave"></button>
</dialog>`;
