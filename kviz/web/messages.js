/**
 * The catalogue of sentences in the browser: the same messages, plural forms and numbers as kviz/story/messages.py.
 *
 *   const { say, parts, number, count, percent, lang } = catalogue(data);   // data: for_browser("player", "page") as JSON
 *   say("player.step_of", { n: 3, count: 18 })                              // a text
 *   parts("narration.first", { A: 0 })                                      // [text or [kind, text, value], ...]
 *
 * A part of kind "cluster" or "point" may be marked; all other parts are plain text and must stay text.
 */

/** @typedef {string | [string, string, number]} Piece a text, or kind, text and value of what may be marked */
/** @typedef {Record<string, any>} Fields */
/**
 * @typedef {object} Marks how a language writes numbers
 * @property {string} decimal
 * @property {string} thousands
 * @property {string} percent
 * @property {string} nan
 */
/**
 * @typedef {object} CatalogueData
 * @property {string} lang
 * @property {string} plural
 * @property {string} and
 * @property {string} comma
 * @property {string} more
 * @property {Record<string, string | Record<string, string>>} messages
 */

/** @param {number} n */
const isFew = (n) => [2, 3, 4].includes(n % 10) && ![12, 13, 14].includes(n % 100);

/** @type {Record<string, (n: number) => string>} */
const PLURALS = {
  other: () => "other",
  "one-other": (n) => (n === 1 ? "one" : "other"),
  "zero-one-other": (n) => (n === 0 || n === 1 ? "one" : "other"),
  "one-few-many": (n) => (n === 1 ? "one" : isFew(n) ? "few" : "many"),
  "east-slavic": (n) => (n % 10 === 1 && n % 100 !== 11 ? "one" : isFew(n) ? "few" : "many"),
};
const FIELD = /\{(\w+)(?::(\w+))?\}/g;

/** @param {string} text */
const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** @param {number} exponent */
const raised = (exponent) =>
  String(exponent).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);

/**
 * @param {number} size
 * @param {number} figures
 */
const exponentOf = (size, figures) => Number(size.toExponential(figures - 1).split("e")[1]);

/**
 * How a language writes numbers, to the letter as Python's Numbers does.
 * @param {Marks} marks
 */
export function numberFormat(marks) {
  /** @param {string} text */
  const marked = (text) => {
    const [whole, part] = text.split(".");
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, marks.thousands);
    return part === undefined ? apart : apart + marks.decimal + part;
  };

  /** @param {number} value @param {number} [figures] */
  function number(value, figures = 3) {
    if (Number.isNaN(value)) return marks.nan;
    const size = Math.abs(value);
    const minus = value < 0 ? "−" : "";
    if (size === Infinity) return `${minus}∞`;
    if (size && (size >= 1e7 || size < 1e-3)) {
      const [mantissa, exponent] = size.toExponential(figures - 1).split("e");
      return `${minus}${marked(mantissa)}×10${raised(Number(exponent))}`;
    }
    const text = size.toFixed(Math.max(0, figures - 1 - exponentOf(size, figures)));
    return minus + marked(figures <= 3 || !size ? trimmed(text) : text);
  }

  /** @param {number} n */
  const count = (n) => marked(String(n));

  /** @param {number} share */
  function percent(share) {
    const value = 100 * share;
    if (value > 0 && value < 1e-6) return number(value, 2) + marks.percent;
    return marked(trimmed(value.toFixed(value >= 10 ? 1 : 1 - exponentOf(value, 2)))) + marks.percent;
  }

  /** @param {number[]} position */
  function place(position) {
    const shown = position.slice(0, position.length <= 4 ? 4 : 3).map((value) => number(value));
    const all = position.length > 4 ? [...shown, "…"] : shown;
    return `(${all.join(marks.decimal === "," ? "; " : ", ")})`;
  }

  /**
   * A number with up to so many decimal places.
   * @param {number} value
   * @param {number} places
   */
  const rounded = (value, places) => {
    const text = trimmed(Math.abs(value).toFixed(places));
    return (value < 0 && text !== "0" ? "−" : "") + marked(text);
  };
  return { number, count, percent, place, rounded };
}

/**
 * The letter of a cluster: A, B, ... Z, AA.
 * @param {number} cluster
 */
export function clusterLetter(cluster) {
  let name = "";
  for (let left = cluster + 1; left; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

/**
 * The pieces of a message as one text.
 * @param {Piece[]} pieces
 */
const textOf = (pieces) => pieces.map((piece) => (Array.isArray(piece) ? piece[1] : piece)).join("");

/**
 * What says the messages of ``data``.
 * @param {CatalogueData & Marks} data
 */
export function catalogue(data) {
  const format = numberFormat(data);
  const plural = PLURALS[data.plural];
  /** @type {(j: number) => Piece[]} */
  const cluster = (j) => [["cluster", clusterLetter(j), j]];
  /** @type {(row: number) => Piece[]} */
  const point = (row) => [["point", String(row), row]];
  /** @type {(value: any) => Piece[]} */
  const asItIs = (value) =>
    Array.isArray(value) ? value : [typeof value === "number" ? format.count(value) : String(value)];

  /**
   * A list as the language writes it; each item is a text or the parts of one.
   * @param {(string | Piece[])[]} items
   * @param {number} [most]
   * @returns {Piece[]}
   */
  function joined(items, most = 6) {
    const rest = items.length - most + 1;
    const more = [data.more.replace("{n}", format.count(rest))];
    const kept = items.length > most ? [...items.slice(0, most - 1), more] : items;
    const before = (/** @type {number} */ i) =>
      i === 0 ? [] : [i === kept.length - 1 ? data.and : data.comma];
    return kept.flatMap((item, i) => [...before(i), ...asItIs(item)]);
  }

  /** @type {Record<string, (value: any) => Piece[]>} */
  const kinds = {
    number: (value) => [Array.isArray(value) ? format.number(value[0], value[1]) : format.number(value)],
    percent: (value) => [format.percent(value)],
    place: (value) => [format.place(value)],
    clusters: (values) => joined(values.map(cluster), 12),
    points: (values) => joined(values.map(point), 12),
    cluster,
    point,
  };

  /**
   * A message as texts and [kind, text, value].
   * @param {string} key
   * @param {Fields} [fields]
   */
  function parts(key, fields = {}) {
    const pieces = templateOf(data, plural, key, fields.n).split(FIELD);
    /** @type {Piece[]} */
    const said = [];
    for (let i = 0; i < pieces.length; i += 3) {
      if (pieces[i]) said.push(pieces[i]);
      if (pieces[i + 1] === undefined) continue;
      if (!(pieces[i + 1] in fields)) throw new Error(`message ${key} needs the field ${pieces[i + 1]}`);
      said.push(...(kinds[pieces[i + 2]] ?? asItIs)(fields[pieces[i + 1]]));
    }
    return said;
  }

  /**
   * A message as a text.
   * @param {string} key
   * @param {Fields} [fields]
   */
  const say = (key, fields) => textOf(parts(key, fields));
  return { say, parts, text: textOf, joined, lang: data.lang, ...format };
}

/**
 * @param {CatalogueData} data
 * @param {(n: number) => string} plural
 * @param {string} key
 * @param {number | undefined} n
 */
function templateOf(data, plural, key, n) {
  const forms = data.messages[key];
  if (forms === undefined) throw new Error(`there is no message ${key}`);
  if (typeof forms === "string") return forms;
  if (n === undefined) throw new Error(`message ${key} has plural forms and needs the field n`);
  return forms[plural(n)] ?? forms.other;
}
