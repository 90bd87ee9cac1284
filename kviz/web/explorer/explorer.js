/** kviz.explore: the player, and everything that shapes what it plays. */
import { Challenges } from "../challenges/challenges.js";
import { CostPanel } from "../cost/cost_panel.js";
import { DataForm } from "../data_sets/data_form.js";
import { keptIn } from "../data_sets/kept_table.js";
import { button, make, rest } from "../interface/elements.js";
import { showMessages } from "../interface/fields.js";
import { isField, isPlain, nothingFocused, ownsKey, undoKey } from "../interface/keys.js";
import { keysHelp } from "../interface/keys_help.js";
import { Sheet } from "../interface/sheet.js";
import { Tabs } from "../interface/tabs.js";
import { watchTheme } from "../interface/theme.js";
import { Heartbeat, post } from "../kernel/heartbeat.js";
import { KernelLink, onPage } from "../kernel/kernel_link.js";
import { MessageQueue } from "../kernel/message_queue.js";
import { WorkStrip } from "../kernel/work_strip.js";
import { LessonsPart, lessonIn } from "../lessons/tab.js";
import { QuizPanel } from "../quiz/quiz_panel.js";
import { SegmentPart } from "../segment/segment.js";
import { Inspector } from "../stage/inspector.js";
import { TOOL_KEYS } from "../stage/point_tools.js";
import { Stage, StageForm } from "../stage/stage.js";
import { Learn, tourIn } from "../tour/learn.js";
import { say } from "../words.js";
import { BasinForm, BasinMap } from "./basin_map.js";
import { WordsPanel } from "./cluster_table.js";
import { CompareForm } from "./compare.js";
import { DownloadForm } from "./downloads.js";
import { LitClusters } from "./lit_clusters.js";
import { StartsForm, StartsGallery } from "./restarts.js";
import { RunForm } from "./run_form.js";
import { VIEW_CHANGES, viewOf } from "./view.js";

/** @typedef {import("../kernel/kernel_link.js").Message} Message */
/** @typedef {import("../kernel/kernel_link.js").Model} Model */
/** @typedef {import("./view.js").View} View */

/** The views: what CSS and addresses call them. */
const STEP = "explore";
const START = "start";
const LESSONS = "lessons";
/** Where the doors of the opening lead. @type {Record<string, string>} */
const DOORS = { table: "segment", lessons: LESSONS };
const BEGUN = "kviz-begun"; // kept by the browser once the opening was seen
const AFTER = 60; // ms from a choice to the address that tells it
const QUIET = 300; // ms after which small pictures do not delay large ones

class Page {
  /**
   * @param {Model} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.paged = onPage();
    this.changed = false;
    this.keeping = 0;
    this.hadTable = this.paged && keptIn(location.hash);
    this.root = make("div", { className: "kviz kviz-page" });
    this.root.classList.toggle("kviz-paged", this.paged);
    this.unwatch = watchTheme(this.root);
    this.work = new WorkStrip(this.#canceller(document.querySelector("main")?.dataset ?? {}));
    this.queue = this.#queue();
    const tell = this.queue.add;
    this.help = keysHelp();
    this.words = new WordsPanel();
    this.point = new Inspector(tell);
    this.learn = new Learn(tell, {
      leave: (where) => this.#leaveGuide(where),
      keep: (address) => this.#setAddress(address),
    });
    this.cost = new CostPanel(tell);
    this.challenges = new Challenges(tell, () => this.tabs.select(STEP, true));
    this.byHand = make("div", {}, this.challenges.strip, this.learn.practising);
    this.quiz = new QuizPanel((on) => tell({ do: "predict", on, step: this.link.player.index }));
    this.data = new DataForm(tell);
    this.run = new RunForm(tell, this.data.upload.fileField, this.data.upload.rereading);
    this.many = new StartsForm(tell);
    this.gallery = new StartsGallery(tell, this.#look);
    this.basins = new BasinForm(tell);
    this.basinMap = new BasinMap(tell);
    this.downloads = new DownloadForm(tell, { paged: this.paged, step: () => this.link.player.index });
    this.tools = new StageForm((mode) => this.stage.enter(mode), tell);
    this.compare = new CompareForm(tell);
    this.forms = [this.data, this.run, this.tools, this.compare, this.many, this.basins, this.downloads];
    this.lessons = new LessonsPart(tell, {
      leave: () => this.tabs.select(STEP, true),
      keep: () => this.#keepAddress(),
      runsPrograms: Boolean(model.tabs?.own),
      contents: model.contents,
    });
    this.segments = new SegmentPart(tell, () => this.tabs.select(STEP, true), this.data.shared);
    this.undo = button(say("page.undo"), () => tell({ do: "undo" }), "kviz-button kviz-undo");
    this.redo = button(say("page.redo"), () => tell({ do: "redo" }), "kviz-button kviz-redo");
    const player = make("section", { "aria-label": say("page.picture") });
    const watching = make("div", {}, player, this.point.box, this.gallery.box, this.basinMap.box);
    this.tabs = new Tabs(this.root, this.#views(watching), STEP);
    this.tabs.nodes[0].classList.toggle("kviz-begin", !begun());
    this.tabs.nodes[0].append(make("span", { className: "kviz-tip", ariaHidden: "true" }, say("page.begin")));
    this.notices = noticesOf(["address", "undo", "page"]);
    this.#build(watching);
    el.append(this.root);
    this.heartbeat = this.#careFor(document.querySelector("main")?.dataset ?? {});
    this.link = this.#connect(player);
    this.stage = new Stage(tell, this.link.player);
    this.#layHands();
    this.lit = new LitClusters(this.root, this.link.player);
    this.quiz.connect(this.link.player);
    this.link.player.tools.append(this.challenges.bar, this.tools.box, this.compare.line);
    this.words.setFilms(model.get("films"));
    this.#update();
    this.#listen();
    this.#begin();
  }

  /** @param {HTMLElement} watching @returns {Record<string, import("../interface/tabs.js").View>} */
  #views(watching) {
    return {
      [START]: {
        title: say("player.tab.start"),
        panel: this.learn.opening,
        show: (on) => this.#opening(on),
        keys: false,
      },
      [STEP]: { title: say("player.tab.explore"), panel: watching },
      practice: {
        title: say("player.tab.practice"),
        panel: this.byHand,
        show: (on) => this.learn.showPractice(on),
        keys: false,
      },
      segment: {
        title: say("player.tab.segment"),
        panel: this.segments.box,
        show: (on) => this.segments.show(on),
        keys: false,
      },
      [LESSONS]: {
        title: say("player.tab.lessons"),
        panel: this.lessons.box,
        show: (on) => this.lessons.show(on),
        keys: false,
      },
      ...this.model.tabs,
    };
  }

  #look = () => this.link.player.view.frame.scrollIntoView({ block: "nearest" });

  #queue() {
    return new MessageQueue(
      (message, buffers) => this.link.tell(this.work.begin(message), buffers),
      this.view.heard,
      () => this.heartbeat?.open ?? true,
      () => this.#whenFree(() => this.#update()),
    );
  }

  /**
   * How this page ends what Python is at, if it can.
   * @param {DOMStringMap} at
   */
  #canceller(at) {
    if (this.model.cancel) return this.model.cancel;
    if (!this.paged || at.kvizCancel === undefined) return null;
    return () => {
      post(at.kvizCancel ?? "");
      return false; // it tells when it has ended
    };
  }

  /**
   * The page of a server says in its attributes where to ask for its Python, as soon as there is one.
   * @param {DOMStringMap} at
   */
  #careFor(at) {
    if (!this.paged || at.kvizAlive === undefined) return null;
    return new Heartbeat(this.notices, at, (cut) => this.#onLine(cut));
  }

  /**
   * What was asked for when the line was cut is forgotten; when it is back, Python says how things stand.
   * @param {boolean} cut
   */
  #onLine(cut) {
    this.queue.drop();
    this.work.forget();
    if (!cut) this.link.tell({ do: "again" });
  }

  #begin() {
    setTimeout(() => this.link.tell({ do: "thumbnails" }), QUIET);
    if (this.paged) this.#openPlace();
    if (this.paged) this.#restoreTable();
  }

  /** The table that was here before the page was refreshed; Python says so where the one on screen is gone. */
  async #restoreTable() {
    const kept = await this.data.upload.kept.read();
    if (!kept && !this.hadTable) return;
    const { how, ...chosen } = kept?.chosen ?? { how: {} };
    const message = { do: "restore", aside: !this.hadTable, ...how, ...chosen };
    this.queue.add(message, kept ? [kept.bytes] : []);
  }

  /** What needs the stage: it belongs to the player, and came after it. */
  #layHands() {
    this.cost.connect(this.stage.box, this.link.player.layers);
    this.tools.more.append(this.cost.toggle);
    this.tools.offer(this.stage.points);
  }

  /** The run that the page's address asks for; the guided opening and a lesson are not runs. */
  #address() {
    const address = (location.hash || location.search).slice(1);
    return this.paged && ![tourIn, lessonIn, keptIn].some((holds) => holds(address)) ? address : "";
  }

  /** A screen of the guided opening, or a slide of a lesson, where the address asks for it. */
  #openPlace() {
    const lesson = lessonIn(location.hash);
    if (!lesson) return this.#openTour();
    this.tabs.select(LESSONS);
    this.lessons.open(lesson);
    return true;
  }

  #openTour() {
    const screen = tourIn(location.hash);
    if (!screen) return false;
    this.learn.screen = screen;
    this.tabs.select(START);
    return true;
  }

  /** @param {string} where */
  #leaveGuide(where) {
    this.tabs.select(DOORS[where] ?? STEP, true);
    this.#keepAddress();
  }

  /** @param {string} address */
  #setAddress(address) {
    const search = "embed" in document.body.dataset ? location.search : "";
    if (this.paged && location.hash !== `#${address}`)
      history.replaceState(null, "", `${location.pathname}${search}#${address}`);
  }

  /** @returns {View} */
  get view() {
    return viewOf(this.model);
  }

  /** @param {HTMLElement} watching */
  #build(watching) {
    const title = make(
      this.paged ? "h1" : "h2",
      { className: "kviz-title" },
      "kviz ",
      make("small", {}, say("page.motto")),
    );
    const keys = button(say("player.keys"), () => this.help.showModal(), "kviz-button kviz-keysbutton");
    const tools = make("div", { className: "kviz-tools" }, this.undo, this.redo, keys);
    const top = make("header", { className: "kviz-top" }, title, this.tabs.list, tools);
    const start = make("section", { className: "kviz-card", "aria-label": say("page.run_card") });
    start.append(
      ...this.data.choices,
      make("div", { className: "kviz-pair kviz-runparts" }, ...this.run.parts),
      ...this.data.told,
      this.run.options,
    );
    const more = [this.compare.box, this.many.box, this.basins.box, this.downloads.box];
    const explained = [
      this.words.clusters,
      this.words.listing,
      make("div", { className: "kviz-card" }, ...more),
    ];
    const side = make(
      "section",
      { className: "kviz-side", "aria-label": say("page.choices") },
      this.cost.box,
      start,
      ...explained,
    );
    const panels = [this.learn.opening, watching, this.byHand, this.segments.box, this.lessons.box];
    for (const { panel } of Object.values(this.model.tabs ?? {})) panels.push(panel);
    const main = make("div", { className: "kviz-main" }, ...panels);
    this.root.append(top, this.notices, make("div", { className: "kviz-columns" }, main, side), this.help);
    this.data.takeDrops(this.paged ? document : this.root, this.root);
    this.run.strip.append(new Sheet(start, say("page.data"), () => this.link.player.view.frame).opener);
    this.root.append(this.run.strip, this.work.box);
  }

  /** @param {HTMLElement} place */
  #connect(place) {
    return new KernelLink(this.model, place, {
      address: () => this.#address(),
      onShow: (index) => {
        const { words, point, quiz, stage, cost, compare, lit } = this;
        for (const part of [words, point, quiz, stage, cost, compare, lit]) part?.show(index);
        this.root.classList.toggle("kviz-early", index === 0 && this.model.get("films").length === 1);
      },
      onMessage: (message, buffers) => this.#onMessage(message, buffers),
      keyRoot: this.root,
      undoes: true,
      before: (index) => this.quiz.before(index),
      onSettle: () => this.#keepAddress(),
      onRun: (films) => {
        this.words.setFilms(films);
        this.quiz.setRuns(this.model.get("asked"));
        this.#keepAddress();
      },
    });
  }

  #listen() {
    this.model.on(VIEW_CHANGES, this.#onChange);
    this.root.addEventListener("keydown", this.#onKey);
    if (!this.paged) return;
    document.addEventListener("keydown", this.#onPageKey);
    window.addEventListener("hashchange", this.#onHash);
  }

  #update() {
    const { view } = this;
    if (this.queue.heard(view.heard)) {
      for (const form of this.forms) form.update(view);
      this.gallery.update(view);
      this.basinMap.update(view);
    }
    this.segments.update(view, this.root.dataset.theme ?? "light");
    for (const part of [this.words, this.point, this.cost, this.lit]) part.update(view);
    this.stage.update(view, this.model.get("run"));
    this.challenges.update(this.model.get("challenge"));
    showMessages(this.root, view.messages);
    rest(this.undo, !view.undo);
    rest(this.redo, !view.redo);
  }

  /** @param {boolean} on */
  #opening(on) {
    this.learn.showTour(on);
    if (!on) return;
    begun(true);
    this.tabs.nodes[0].classList.remove("kviz-begin");
  }

  /** Writing the address takes a browser longer than painting does, so the picture comes first. */
  #keepAddress() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.#writeAddress(), AFTER);
  }

  #writeAddress() {
    const { view } = this;
    if (this.root.dataset.tab === START) return;
    if (this.lessons.address) this.#setAddress(this.lessons.address);
    else this.#keepRun(view, this.link.player.index);
  }

  /**
   * The run in the address; a table of one's own is too large for that, and the tab keeps it.
   * @param {View} view
   * @param {number} step
   */
  #keepRun(view, step) {
    const run = `${view.address}&step=${step}`;
    const own = view.upload;
    if (view.shareable) this.#setAddress(run);
    else if (this.paged && own && !own.unread) {
      this.#setAddress(this.data.upload.kept.address(step));
      this.data.upload.keep(own, run);
    }
  }

  /** Several parts that change with one message are shown once. */
  #onChange = () => {
    if (this.changed) return;
    this.changed = true;
    queueMicrotask(() => {
      this.changed = false;
      this.#whenFree(() => {
        this.#update();
        this.#keepAddress();
      });
    });
  };

  /** What moves the page waits for a hand that presses or drags something. @param {() => void} act */
  #whenFree(act) {
    this.link.player.hand.whenFree(act);
  }

  #onHash = () => {
    if (!this.#openPlace()) this.link.ready(location.hash.slice(1));
  };

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #onMessage(message, buffers) {
    if (message.type === "part" || message.type === "done") this.#onWork(message);
    else if (message.type === "cost") this.cost.onMessage(message, buffers);
    else if (message.type === "points") this.stage.points.onPoints(message, buffers[0]);
    else if (message.type === "dragged") this.stage.onDragged(message, buffers[0]);
    else if (message.type === "starts") {
      this.many.done();
      if (message.fault) showMessages(this.root, { starts: message.fault });
      else this.gallery.show(/** @type {any} */ (message), buffers);
    } else if (message.type === "basins") {
      this.basins.done();
      if (message.fault) showMessages(this.root, { basins: message.fault });
      else this.basinMap.show(message, buffers[0]);
    } else this.#onTabMessage(message, buffers);
  }

  /** @param {Message} message */
  #onWork(message) {
    this.work.hear(message);
    if (message.type !== "done" || !message.cancelled) return;
    this.many.done();
    this.basins.done();
    this.downloads.done();
  }

  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  #onTabMessage(message, buffers) {
    if (message.type === "practice") this.learn.onMessage(message);
    else if (message.type === "thumbnails") this.data.thumbnails.draw(message.sets);
    else if (message.type.startsWith("lesson")) this.lessons.onMessage(message, buffers);
    else if (message.type.startsWith("segment")) this.segments.onMessage(message, buffers);
    else this.downloads.onMessage(message, buffers);
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    const way = undoKey(event);
    if (way && !isField(event.target)) {
      event.preventDefault();
      event.stopPropagation();
      this.queue.add({ do: way });
      return;
    }
    if (
      !isPlain(event) ||
      event.defaultPrevented ||
      ownsKey(event.target, event.key, this.link.player.timeline.slider)
    )
      return;
    /** @type {Record<string, () => void>} */
    const acts = {
      "?": () => this.help.showModal(),
      n: () => this.queue.add({ do: "new seeds" }),
      k: () => this.run.clusters(1),
      K: () => this.run.clusters(-1),
    };
    if (this.help.open) return;
    if (event.key in TOOL_KEYS) {
      event.preventDefault();
      this.stage.points.choose(TOOL_KEYS[event.key], true);
    } else acts[event.key]?.();
  };

  /** @param {KeyboardEvent} event */
  #onPageKey = (event) => {
    if (nothingFocused()) this.#onKey(event);
  };

  stop() {
    clearTimeout(this.keeping);
    window.removeEventListener("hashchange", this.#onHash);
    document.removeEventListener("keydown", this.#onPageKey);
    this.model.off(VIEW_CHANGES, this.#onChange);
    this.heartbeat?.stop();
    this.tabs.stop();
    this.lessons.stop();
    this.segments.stop();
    this.learn.stop();
    this.unwatch();
    this.link.stop();
  }
}

/** Whether the opening was seen in this browser; a browser that keeps nothing begins anew. @param {boolean} [now] */
function begun(now) {
  try {
    if (now) localStorage.setItem(BEGUN, "yes");
    return Boolean(localStorage.getItem(BEGUN));
  } catch {
    return false;
  }
}

/**
 * Places for messages that are about no control.
 * @param {string[]} names
 */
function noticesOf(names) {
  const places = names.map((name) => {
    const notice = make("div", {}, make("p", { className: "kviz-message", "aria-live": "polite" }));
    notice.dataset.field = name;
    return notice;
  });
  return make("div", { className: "kviz-notices" }, ...places);
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const page = new Page(model, el);
  return () => page.stop();
}

export default { render };
