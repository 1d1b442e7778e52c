// The wall of a room: what its teacher sees of all students, and how she steers; also what a projector shows of it.
// @ts-check

import { buttonData, query, queryAll } from "./ui/elements.js";
import { offer } from "./ui/export.js";
import { pageColors } from "./ui/scheme.js";
import { channels, NO_COLORS } from "./ui/shades.js";
import { build, label, write } from "./ui/skeleton.js";
import { Answers } from "./wall/answers/answers.js";
import { rampOn, sweepSaid, sweptValues } from "./wall/chart/class_curves.js";
import { CurvesChart } from "./wall/chart/curves_chart.js";
import { SweepKeyView } from "./wall/chart/sweep_key.js";
import { WallFeed } from "./wall/feed.js";
import { Note, noteProjected, projectedRoom, showCounts } from "./wall/head.js";
import { Knocks } from "./wall/knocks.js";
import { appRoot, showLobby } from "./wall/lobby.js";
import { labelChoices, MARKUP } from "./wall/markup.js";
import { sweptIn } from "./wall/member_words.js";
import { turnsTo } from "./wall/merge.js";
import { Opened } from "./wall/opened.js";
import { Presented } from "./wall/presented.js";
import { Steering } from "./wall/steering/steering.js";
import { teacherTile } from "./wall/teacher_run.js";
import { Tiles } from "./wall/tiles.js";

/** @import { RoomWallData, RoomWallDocument, RoomWallValues } from "./connection/wire.js" */
/** @import { View } from "./wall/merge.js" */
/** @typedef {StreamlitComponent<RoomWallData, RoomWallValues>} Component */

const WALL = Symbol.for("dnn.wall");

/**
 * Show a component's data in its element; called again, it shows the new data.
 * @param {Component} component
 * @returns {() => void} ends the wall
 */
export function mount(component) {
  const element = component.parentElement;
  element[WALL] ??= new Wall(component);
  /** @type {Wall} */
  const wall = element[WALL];
  wall.update(component);
  return () => {
    wall.destroy();
    delete element[WALL];
  };
}

class Wall {
  /** @type {View} */ view = "tiles";
  /** @type {string | null} */ opened = null;
  isProjector = false;
  colors = { named: /** @type {Record<string, string>} */ ({}), font: "", channels: NO_COLORS };
  draws = 0;

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.data = component.data;
    this.box = query(component.parentElement, ".dnn-wall");
    const find = build(this.box, MARKUP);
    this.find = find;
    this.note = new Note(find("note"));
    const open = (/** @type {string | null} */ id, view = this.view) => {
      const before = this.opened;
      this.opened = id === before ? null : id;
      this.view = view;
      this.draw();
      if (before && !this.opened) this.tiles.focus(before);
    };
    const act = (/** @type {Record<string, any>} */ each) => this.steer([each]);
    this.tiles = new Tiles(find, open);
    this.chart = new CurvesChart(find("chart"));
    this.key = new SweepKeyView(find("sweep-key"));
    this.answers = new Answers(find("answers"), act);
    this.knocks = new Knocks(find("knocks"), act);
    this.panel = new Opened(find("opened"), {
      onActs: (acts, say) => this.steer(acts, say),
      onPresented: () => open(this.opened, "presented"), // closes it
      onClose: () => open(this.opened),
      answersOf: (id) => this.feed.answersOf(id),
    });
    this.presented = new Presented(find("presented"), {
      onEnd: () => act({ name: "present", members: [] }),
      onCompare: (ids) => this.component.setTriggerValue("compare", ids),
    });
    this.steering = new Steering(this.box, find, {
      onActs: (acts) => this.steer(acts),
      onProblem: (said) => this.note.say(said),
      onOther: () => this.takeResults(),
    });
    this.feed = this.feedFor(component.data);
    this.box.addEventListener("click", (event) => this.press(buttonData(event)));
    for (const role of ["order", "filter"]) find(role).addEventListener("change", () => this.draw());
    this.leave = ({ key = "" }) => {
      if (key === "Escape" && this.isProjector && this.opened === null) this.project(false);
    };
    document.addEventListener("keydown", this.leave);
    if (projectedRoom() === this.data.room) this.project(true);
  }

  /** @param {RoomWallData} data */
  feedFor({ wall_url: wall, steer_url: steer, answers_url: answers, results_url: results, ...data }) {
    const { room, key, owner, language } = data;
    const feed = new WallFeed(
      { wall, steer, answers, results, room, key, owner, language },
      {
        onWall: (now, before) => this.take(now, before),
        onConnection: (isLost) => (isLost ? this.note.say(this.data.texts.lost, "lost") : this.note.unsay("lost")),
        onOver: (said) => this.end(said),
        onUnreachable: () => this.component.setTriggerValue("unreachable", true),
      },
    );
    feed.request();
    return feed;
  }

  /** @param {Component} component */
  update(component) {
    const { data } = component;
    const isSame = data.room === this.data.room && data.key === this.data.key && data.language === this.data.language;
    [this.component, this.data] = [component, data];
    if (!isSame) {
      this.feed.destroy();
      this.feed = this.feedFor(data);
      this.feed.project(this.isProjector);
    }
    this.box.lang = data.texts.language;
    label(this.box, data.texts);
    labelChoices(this.box, data.texts);
    const { font, palette, colors } = pageColors(this.box, data.palette);
    this.colors = { named: colors, font, channels: channels(colors, data.class_colors) };
    for (const [name, color] of Object.entries(palette)) this.box.style.setProperty(`--dnn-wall-${name}`, color);
    const root = appRoot(document.baseURI);
    if (root !== data.root) component.setTriggerValue("root", root);
    this.draw();
  }

  /**
   * @param {RoomWallDocument} now
   * @param {RoomWallDocument | null} before
   */
  take(now, before) {
    if (this.isProjector) this.view = turnsTo(before, now) ?? this.view;
    if (!before && !now.members.length && this.view === "tiles") this.view = "code"; // nobody has come yet
    this.draw();
  }

  /** @param {DOMStringMap} data of the button that was pressed */
  press({ view, act }) {
    if (view) this.view = /** @type {View} */ (view);
    if (act === "project") this.project(!this.isProjector);
    else if (view) this.draw();
  }

  /** @param {boolean} isProjector */
  project(isProjector) {
    this.isProjector = isProjector;
    this.opened = null;
    if (isProjector) {
      noteProjected(this.data.room);
      if (this.view === "tiles") this.view = "code";
      document.documentElement.requestFullscreen?.().catch(() => {}); // without a press there is none: the page fills the window
    } else {
      noteProjected("");
      if (this.view === "code") this.view = "tiles";
      if (document.fullscreenElement) document.exitFullscreen();
    }
    this.tiles.clear(); // no name of before stays anywhere in a projector's document
    this.feed.project(isProjector);
    this.draw();
  }

  /** @param {Record<string, any>[]} acts one after the other, as long as none is refused; why that is, `say` is told */
  async steer(acts, say = (/** @type {string} */ said) => this.note.say(said)) {
    for (const act of acts) {
      const problem = await this.feed.steer(act);
      if (problem !== null) say(problem || this.data.texts.lost);
      if (problem !== null) return false;
      if (act.name === "show_run" && act.run) this.press({ view: "curves" });
      if (act.name === "close") this.component.setTriggerValue("closed", true);
    }
    this.note.unsay("said");
    return true;
  }

  async takeResults() {
    try {
      offer(await this.feed.results(), "room.csv");
    } catch (error) {
      console.warn("The results could not be loaded.", error);
      this.note.say(this.data.texts.lost);
    }
  }

  /** @param {string} said */
  end(said) {
    this.note.say(said, "over");
    this.box.dataset.over = "true";
  }

  draw() {
    const { wall } = this.feed;
    const { box, data, view, find, isProjector } = this;
    const { texts, lessons, language, is_looking: isLooking } = data;
    Object.assign(box.dataset, { view, projector: isProjector, looking: isLooking, ready: wall !== null });
    for (const panel of queryAll(box, "[data-panel]")) panel.hidden = panel.dataset.panel !== view;
    for (const button of queryAll(box, ".dnn-wall-views button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    const project = query(box, '[data-act="project"]');
    write(project, isProjector ? "✕" : texts.project);
    project.title = isProjector ? texts.end_project : "";
    project.setAttribute("aria-label", isProjector ? texts.end_project : texts.project);
    if (!wall) return;
    const { named: colors, font, channels: shades } = this.colors;
    const hasNames = !(isProjector && wall.is_anonymous);
    const isSteering = !isLooking;
    const swept = sweptIn(wall.push?.choice ?? "", data.settings);
    const style = { texts, language, colors, font, swept };
    write(find("room-title"), wall.title || texts.room);
    showCounts(find("counts"), wall, texts);
    showLobby(find, wall, data);
    this.knocks.show(isLooking || isProjector ? [] : wall.waiting, texts);
    this.steering.show(wall, data);
    const portrait = { ...style, channels: shades, lessons, hasNames, goal: wall.goal_cost, isSteering, isProjector };
    this.panel.show(this.opened, wall, portrait);
    if (view === "tiles")
      this.tiles.show(wall.members, { texts, language, lessons, hasNames, swept, colors: shades, isProjector });
    if (view === "curves") {
      const sweep = wall.push?.kind === "sweep" ? wall.push.number : null;
      const chosen = new Set([...wall.presented, ...(this.opened ? [this.opened] : [])]);
      const teacher = teacherTile(wall.teacher, texts);
      this.chart.show({ members: wall.members, chosen, sweep, goal: wall.goal_cost, hasNames, teacher }, style);
      this.key.show(swept, sweptValues(wall.members, sweep), rampOn(colors.background));
      write(find("sweep-said"), sweepSaid(wall.members, sweep, swept, texts));
    }
    if (view === "answers")
      this.answers.show(wall, { texts, lessons, isSteering: isSteering && !isProjector, isProjector });
    if (view === "presented") this.presented.show(wall, portrait);
    box.dataset.draws = String(++this.draws);
  }

  destroy() {
    this.feed.destroy();
    this.note.destroy();
    document.removeEventListener("keydown", this.leave);
    for (const part of [this.tiles, this.chart, this.panel, this.presented]) part.destroy();
  }
}
