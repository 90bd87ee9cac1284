/** Predict, then reveal: a question before a step is shown, one for each run. Going on again passes it. */
export function predictions() {
  const box = make("section", { className: "kviz-quiz", "aria-label": "Prediction", hidden: true });
  const ticked = make("input", { type: "checkbox" });
  const toggle = make("label", {}, ticked, " Predict first");
  let view = null, player = null, asked = -1, answered = -1, right = 0, total = 0, rings = [];

  function close() {
    box.hidden = true;
    asked = answered = -1;
    ring([]);
  }

  /** Show in every picture which points its question speaks of. */
  function ring(questions) {
    rings.forEach((layer) => layer.remove());
    rings = questions.map(({ f, at }) => {
      const [left, top, width, height] = view.stages[f];
      const places = at.map(([u, v]) => make("span", { className: "kviz-ring", style: `left:${100 * u}%;top:${100 * v}%` }));
      const layer = make("div", { className: "kviz-marks", style: `inset:auto;left:${left}%;top:${top}%;width:${width}%;height:${height}%` }, ...places);
      player.layers[f].append(layer);
      return layer;
    });
  }

  const questionsAt = (index) => view.questions.flatMap((ofRun, f) => (ofRun[index] ? [{ ...ofRun[index], f }] : []));
  const named = ({ f }) => (view.questions.length > 1 ? [make("p", { className: "kviz-about" }, view.titles[f])] : []);
  const side = (questions, parts) => make("div", { className: "kviz-posed" }, ...questions.map((question, n) => make("div", {}, ...named(question), ...parts(question, n))));

  function reveal(index, questions, choices) {
    total += questions.length;
    answered = index;
    box.replaceChildren(side(questions, (question, n) => {
      const correct = choices[n] === question.answer;
      right += correct;
      return [make("p", { className: "kviz-verdict", "aria-live": "polite" }, make("b", {}, correct ? "Yes. " : `No: ${question.choices[question.answer]}. `), question.why)];
    }), make("p", { className: "kviz-about" }, `${right} of ${total} predicted.`));
    player.go(index);
    player.root.querySelector(".kviz-buttons button:nth-child(4)").focus({ preventScroll: true });
  }

  /** Whether step ``index`` has to wait for an answer; of two runs, for both. */
  function before(index) {
    const questions = ticked.checked && view ? questionsAt(index) : [];
    if (!questions.length || asked === index) return false;
    asked = index;
    const choices = questions.map(() => null);
    const rows = questions.map((question, n) => make("div", { className: "kviz-row" }, ...question.choices.map((text, i) => button(text, () => choose(n, i)))));
    function choose(n, i) {
      choices[n] = i;
      [...rows[n].children].forEach((node, j) => node.setAttribute("aria-pressed", String(i === j)));
      const open = choices.indexOf(null);
      if (open < 0) reveal(index, questions, choices);
      else rows[open].firstChild.focus({ preventScroll: true });
    }
    box.replaceChildren(side(questions, (question, n) => [make("p", { className: "kviz-question" }, question.text), rows[n]]));
    box.hidden = false;
    ring(questions);
    rows[0].firstChild.focus({ preventScroll: true });
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
