/** A table of one's own: given as a file, its columns chosen, read otherwise where it was misread. */
import { FACTS } from "../facts.js";
import { button, make } from "../interface/elements.js";
import { Choice, field } from "../interface/fields.js";
import { say } from "../words.js";
import { KeptTable } from "./kept_table.js";

/** @typedef {import("../kernel/kernel_link.js").Tell} Tell */
/** @typedef {import("../explorer/view.js").Upload} Upload */

const CORRECTED = {
  header: say("page.upload.header"),
  bad_cells: say("page.bad_cells"),
  encoding: say("page.encoding"),
  sep: say("page.upload.sep"),
  decimal: say("page.upload.decimal"),
};

export class UploadForm {
  /** @param {Tell} tell */
  constructor(tell) {
    this.tell = tell;
    this.file = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
    this.fileField = field(
      "upload",
      say("page.upload.own"),
      { node: this.file },
      say("page.upload.hint", { limit: FACTS.uploadLimit / 1e6 }),
    );
    this.kept = new KeptTable();
    this.unkept = make("p", { className: "kviz-about", hidden: true }, say("page.table_unkept"));
    this.fileField.append(this.unkept);
    this.place = /** @type {HTMLElement} */ (this.fileField.querySelector(".kviz-message"));
    const columns = (/** @type {object} */ message) => tell({ do: "columns", ...message });
    this.x = new Choice([], (x) => columns({ x }));
    this.y = new Choice([], (y) => columns({ y }));
    this.missing = new Choice(FACTS.choices.missing, (missing) => columns({ missing }));
    this.chosen = make(
      "div",
      {},
      make(
        "div",
        { className: "kviz-pair" },
        field("x", say("page.upload.x"), this.x),
        field("y", say("page.upload.y"), this.y),
      ),
      field("columns", say("page.upload.missing"), this.missing),
    );
    /** @type {Record<string, Choice>} */
    this.how = {};
    for (const name of Object.keys(CORRECTED)) {
      this.how[name] = new Choice(FACTS.choices[name], () => this.#reread(name));
    }
    this.reading = make("summary", {}, say("page.upload.otherwise"));
    const corrections = Object.entries(CORRECTED).map(([name, title]) => field(name, title, this.how[name]));
    this.away = button(say("page.put_away"), () => tell({ do: "put away" }));
    this.otherwise = make("details", {}, this.reading, ...corrections, this.away);
    this.preview = make("div", { className: "kviz-scroll" });
    this.first = make("details", {}, make("summary", {}, say("page.upload.first_rows")), this.preview);
    this.table = make("div", { className: "kviz-upload", hidden: true }, this.chosen);
    this.rereading = make("div", { className: "kviz-upload", hidden: true }, this.first, this.otherwise);
    // else a file that was mended would not count as another
    this.file.addEventListener("click", () => {
      this.file.value = "";
    });
    this.file.addEventListener("change", () => this.send(this.file.files?.[0]));
  }

  /** @param {string} where */
  #reread(where) {
    const how = Object.fromEntries(Object.entries(this.how).map(([name, list]) => [name, list.value]));
    this.tell({ do: "reread", where, ...how });
  }

  /**
   * @param {string} text
   * @param {boolean} [busy]
   */
  #say(text, busy = false) {
    this.place.textContent = text;
    this.place.toggleAttribute("data-busy", busy);
    const folded = this.fileField.closest("details");
    if (folded) folded.open = true; // what is said about a file is seen, however the file came
  }

  /** @param {File | undefined} given */
  async send(given) {
    if (!given) return;
    if (given.size > FACTS.uploadLimit) {
      const [size, limit] = [given.size / 1e6, FACTS.uploadLimit / 1e6];
      this.#say(say("page.upload.too_large", { name: given.name, size, limit }));
      return;
    }
    this.kept.take(given);
    this.#say(say("page.upload.reading", { name: given.name }), true);
    try {
      this.tell({ do: "upload", name: given.name }, [await given.arrayBuffer()]);
    } catch {
      this.#say(say("page.upload.folder", { name: given.name }));
    }
  }

  /**
   * Keep the table on screen over a refresh, or say that it will be gone.
   * @param {Upload} upload
   * @param {string} address of the run
   */
  async keep(upload, address) {
    this.unkept.hidden = await this.kept.keep(upload, address);
  }

  /**
   * @param {Upload | null} upload
   * @param {Record<string, string>} messages
   */
  update(upload, messages) {
    if (messages.upload) this.file.value = ""; // a file that was refused is not the one chosen
    this.table.hidden = this.rereading.hidden = !upload;
    if (!upload) this.unkept.hidden = true;
    if (!upload) return;
    const unread = Boolean(upload.unread);
    if (unread && !this.chosen.hidden) this.otherwise.open = this.first.open = true;
    this.chosen.hidden = unread;
    this.away.hidden = !unread;
    this.table.classList.toggle("kviz-unchosen", !upload.x);
    this.reading.textContent = unread
      ? say("page.upload.otherwise_name", { name: upload.name })
      : say("page.upload.otherwise");
    const offers = upload.columns.map((name) => ({ name, title: name }));
    const none = { name: "", title: say("page.choose_column") };
    this.x.offer(upload.x ? offers : [none, ...offers], upload.x ?? "");
    this.y.offer([{ name: "", title: say("page.no_column") }, ...offers], upload.y ?? "");
    this.missing.value = upload.missing ?? "";
    for (const [name, value] of Object.entries(upload.how)) this.how[name].value = value;
    this.otherwise.hidden = !Object.keys(upload.how).length;
    this.preview.replaceChildren(tableOf(upload.rows));
  }
}

/** @param {string[][]} cells the first row holds the names */
function tableOf([head, ...rows]) {
  const names = head.map((cell) => make("th", { scope: "col" }, cell));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
  return make("table", {}, make("thead", {}, make("tr", {}, ...names)), make("tbody", {}, ...body));
}
