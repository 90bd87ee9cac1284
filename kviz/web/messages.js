/**
 * The catalogue of sentences in the browser: the same messages, plural forms and numbers as kviz/story/messages.py.
 *
 *   const { say, parts, number, count, percent, lang } = catalogue(data);   // data: for_browser("player", "page") as JSON
 *   say("player.step_of", { n: 3, count: 18 })                              // a text
 *   parts("narration.first", { A: 0 })                                      // [text or [kind, text, value], ...]
 *
 * A part of kind "cluster" or "point" may be marked; all other parts are plain text and must stay text.
 */
const isFew = (n) => [2, 3, 4].includes(n % 10) && ![12, 13, 14].includes(n % 100);
const PLURALS = {
  "other": () => "other",
  "one-other": (n) => (n === 1 ? "one" : "other"),
  "zero-one-other": (n) => (n === 0 || n === 1 ? "one" : "other"),
  "one-few-many": (n) => (n === 1 ? "one" : isFew(n) ? "few" : "many"),
  "east-slavic": (n) => (n % 10 === 1 && n % 100 !== 11 ? "one" : isFew(n) ? "few" : "many"),
};
const FIELD = /\{(\w+)(?::(\w+))?\}/g;

/** How a language writes numbers, to the letter as Python's Numbers does. */
export function numberFormat(marks) {
  const marked = (text) => {
    const [whole, part] = text.split(".");
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, marks.thousands);
    return part === undefined ? apart : apart + marks.decimal + part;
  };
  const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  const raised = (exponent) => String(exponent).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
  const exponentOf = (size, figures) => Number(size.toExponential(figures - 1).split("e")[1]);

  function number(value, figures = 3) {
    if (Number.isNaN(value)) return marks.nan;
    const size = Math.abs(value), minus = value < 0 ? "−" : "";
    if (size === Infinity) return `${minus}∞`;
    if (size && (size >= 1e7 || size < 1e-3)) {
      const [mantissa, exponent] = size.toExponential(figures - 1).split("e");
      return `${minus}${marked(mantissa)}×10${raised(Number(exponent))}`;
    }
    return minus + marked(trimmed(size.toFixed(Math.max(0, figures - 1 - exponentOf(size, figures)))));
  }
  const count = (n) => marked(String(n));
  function percent(share) {
    const value = 100 * share;
    if (value > 0 && value < 1e-6) return number(value, 2) + marks.percent;
    return marked(trimmed(value.toFixed(value >= 10 ? 1 : 1 - exponentOf(value, 2)))) + marks.percent;
  }
  function place(position) {
    const shown = position.slice(0, position.length <= 4 ? 4 : 3).map((value) => number(value));
    return `(${(position.length > 4 ? [...shown, "…"] : shown).join(marks.decimal === "," ? "; " : ", ")})`;
  }
  return { number, count, percent, place };
}

/** The letter of a cluster: A, B, ... Z, AA. */
export function clusterLetter(cluster) {
  let name = "";
  for (let left = cluster + 1; left; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

/** What says the messages of ``data``. */
export function catalogue(data) {
  const format = numberFormat(data), plural = PLURALS[data.plural];
  const cluster = (j) => [["cluster", clusterLetter(j), j]];
  const point = (row) => [["point", String(row), row]];
  const asItIs = (value) => (Array.isArray(value) ? value : [typeof value === "number" ? format.count(value) : String(value)]);
  const kinds = {
    number: (value) => [Array.isArray(value) ? format.number(...value) : format.number(value)],
    percent: (value) => [format.percent(value)],
    place: (value) => [format.place(value)],
    clusters: (values) => joinedParts(values.map(cluster), 12),
    points: (values) => joinedParts(values.map(point), 12),
    cluster, point,
  };

  /** A list as the language writes it; each item is a text or the parts of one. */
  function joinedParts(items, most = 6) {
    const rest = items.length - most + 1;
    const kept = items.length > most ? [...items.slice(0, most - 1), [data.more.replace("{n}", format.count(rest))]] : items;
    return kept.flatMap((item, i) => [...(i ? [i === kept.length - 1 ? data.and : data.comma] : []), ...asItIs(item)]);
  }

  function template(key, n) {
    const forms = data.messages[key];
    if (forms === undefined) throw new Error(`there is no message ${key}`);
    if (typeof forms === "string") return forms;
    if (n === undefined) throw new Error(`message ${key} has plural forms and needs the field n`);
    return forms[plural(n)] ?? forms.other;
  }

  /** A message as texts and [kind, text, value]. */
  function parts(key, fields = {}) {
    const pieces = template(key, fields.n).split(FIELD), said = [];
    for (let i = 0; i < pieces.length; i += 3) {
      if (pieces[i]) said.push(pieces[i]);
      if (pieces[i + 1] === undefined) continue;
      if (!(pieces[i + 1] in fields)) throw new Error(`message ${key} needs the field ${pieces[i + 1]}`);
      said.push(...(kinds[pieces[i + 2]] ?? asItIs)(fields[pieces[i + 1]]));
    }
    return said;
  }
  const text = (pieces) => pieces.map((piece) => (Array.isArray(piece) ? piece[1] : piece)).join("");
  const say = (key, fields) => text(parts(key, fields));
  return { say, parts, text, joined: joinedParts, lang: data.lang, ...format };
}
