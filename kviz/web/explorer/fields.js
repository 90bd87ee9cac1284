/** Native controls with a label, an explanation on hover and focus, and a place for the message about them. */
let fieldCount = 0;

export function field(name, label, control, hint = "") {
  const id = `kviz-field-${(fieldCount += 1)}`;
  control.id = id;
  const message = make("p", { className: "kviz-message", "aria-live": "polite", id: `${id}-message` });
  const parts = [make("label", { htmlFor: id }, label), control.box ?? control, message];
  if (hint) {
    parts.push(make("p", { className: "kviz-hint", id: `${id}-hint`, role: "tooltip" }, hint));
    control.setAttribute("aria-describedby", `${id}-hint ${id}-message`);
  } else control.setAttribute("aria-describedby", `${id}-message`);
  const box = make("div", { className: "kviz-field" }, ...parts);
  box.dataset.field = name;
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") box.classList.add("kviz-hushed"); });
  box.addEventListener("focusin", () => box.classList.remove("kviz-hushed"));
  return box;
}

export function choice(options, onChange) {
  const select = make("select");
  select.addEventListener("change", () => onChange(select.value));
  select.offer = (entries, value) => {
    const wanted = JSON.stringify(entries);
    if (select.offered !== wanted) {
      select.offered = wanted;
      select.replaceChildren(...entries.map((entry) => entry.group
        ? make("optgroup", { label: entry.group }, ...entry.sets.map((set) => make("option", { value: set.name }, set.title)))
        : make("option", { value: entry.name }, entry.title)));
    }
    select.value = value;
  };
  select.offer(options, options[0]?.name);
  return select;
}

/** A whole number: typed, stepped, or changed with the two buttons beside it. */
export function whole(low, high, onChange, [less, more] = []) {
  const input = make("input", { type: "number", min: low, max: high, step: 1, inputMode: "numeric" });
  let waiting = 0, known = "";
  const commit = () => {
    clearTimeout(waiting);
    if (input.value === "") input.value = known; // nothing typed, or no number: as it was
    onChange(input.value);
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value !== "") waiting = setTimeout(commit, 250);
  });
  input.addEventListener("change", commit);
  input.move = (by) => {
    input.value = Math.max(low, Math.min(high, Number(input.value) + by));
    commit();
  };
  const stepper = (label, sign, by) => {
    const button = make("button", { type: "button", className: "kviz-button", "aria-label": label }, sign);
    button.addEventListener("click", () => input.move(by));
    return button;
  };
  input.box = less ? make("span", { className: "kviz-stepper" }, stepper(less, "−", -1), input, stepper(more, "+", 1)) : input;
  input.put = (value) => { known = value; if (document.activeElement !== input || input.value === "") input.value = value; };
  return input;
}

export function button(label, onClick, className = "kviz-button") {
  const node = make("button", { type: "button", className }, label);
  node.addEventListener("click", onClick);
  return node;
}

/** Let a button rest: it looks and is called disabled, but keeps the focus that a disabled one would lose. */
export function rest(node, on) {
  node.classList.toggle("kviz-edge", on);
  node.setAttribute("aria-disabled", String(on));
}
export const rests = (node) => node.getAttribute("aria-disabled") === "true";

export function section(title, open, ...children) {
  return make("details", { className: "kviz-section", open }, make("summary", {}, make("h2", {}, title)), ...children);
}

/** A word that explains the numbers below it, on hover and on focus. */
export const term = (text, hint) => make("span", { className: "kviz-term", tabIndex: 0 }, text, make("span", { className: "kviz-hint", role: "tooltip" }, hint));

/** Messages stand at the control that they are about, and vanish when it is solved. */
export function showMessages(root, messages) {
  for (const box of root.querySelectorAll("[data-field]")) {
    const text = messages[box.dataset.field] ?? "";
    const place = box.querySelector(".kviz-message");
    place?.removeAttribute("data-busy");
    if (place && place.textContent !== text) place.textContent = text;
  }
}

/** Numbers as the sentences write them: about four significant digits, costs with one more. */
export function inFigures(value) {
  const size = Math.abs(value);
  if (size && (size >= 1e7 || size < 1e-3)) return value.toExponential(2);
  const places = size >= 1e5 ? 0 : size >= 1e3 ? 1 : size >= 10 ? 2 : 3;
  return value.toLocaleString("en", { maximumFractionDigits: places });
}
