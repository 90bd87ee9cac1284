/** Predict, then reveal: a question before a step is shown. Going on again passes it. */
export function predictions(ring) {
  const box = make("section", { className: "kviz-quiz", "aria-label": "Prediction", hidden: true });
  const ticked = make("input", { type: "checkbox" });
  const toggle = make("label", {}, ticked, " Predict first");
  let view = null, player = null, asked = -1, answered = -1, right = 0, total = 0;

  function close() {
    box.hidden = true;
    asked = answered = -1;
    ring([]);
  }

  function reveal(index, question, choice) {
    const correct = choice === question.answer;
    total += 1;
    right += correct;
    answered = index;
    box.replaceChildren(
      make("p", { className: "kviz-verdict", "aria-live": "polite" }, make("b", {}, correct ? "Yes. " : `No: ${question.choices[question.answer]}. `), question.why),
      make("p", { className: "kviz-about" }, `${right} of ${total} predicted.`));
    player.go(index);
    player.root.querySelector(".kviz-buttons button:nth-child(4)").focus({ preventScroll: true });
  }

  /** Whether step ``index`` has to wait for an answer. */
  function before(index) {
    const question = ticked.checked ? view?.questions[index] : null;
    if (!question || asked === index) return false;
    asked = index;
    const choices = question.choices.map((text, i) => button(text, () => reveal(index, question, i)));
    box.replaceChildren(make("p", { className: "kviz-question" }, question.text), make("div", { className: "kviz-row" }, ...choices));
    box.hidden = false;
    ring(question.at);
    choices[0].focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** A question goes when its step has gone by; its answer when the one after it comes. */
  function show(index) {
    if (asked < 0 || index === asked - 1) return;
    if (index !== answered) close();
    else ring([]);
  }

  ticked.addEventListener("change", close);
  return { box, toggle, before, show, connect(next) { player = next; }, update(next) { view = next; close(); } };
}
