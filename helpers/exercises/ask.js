// Questions with options, and a verdict on each, on cards: a prediction is one card.
// `state.answers[card][question]` is the first option that was locked in; a second is no prediction any more.
kinds.ask = (el, data, state, keep) => {
  const answers = data.cards.map((_, c) => [...(state.answers?.[c] ?? [])]);
  const votes = { ...state.votes };
  const save = () => keep({ answers, votes });
  el.innerHTML = "";
  laid(0);

  function laid(c) {
    const card = add(el, "div", "dos-card");
    card.innerHTML = data.cards[c].head ?? "";
    question(card, c, 0);
    if (c === 0 && data.room) kinds.room?.(add(card, "details", "dos-fold dos-room"), data.cards[0].questions[0], votes, save);
    if (done(c) && c + 1 < data.cards.length) laid(c + 1);
  }

  function done(c) { return answers[c].length === data.cards[c].questions.length; }

  function question(card, c, q) {
    const { questions } = data.cards[c], asked = questions[q], name = unique();
    const box = add(card, "div");
    const form = add(box, "form", asked.options.some((each) => each.picture) ? "dos-drawn" : asked.code ? "dos-codes" : "");
    const option = (each, k) => `<label><input type="radio" name="${name}" value="${k}"><span>${escaped(each.label)}</span>${each.picture ?? ""}</label>`;
    form.innerHTML = `<fieldset><legend>${escaped(asked.title)}</legend><div class="dos-options">${asked.options.map(option).join("")}</div><button class="dos-main">Lock in</button></fieldset>`;
    const said = add(box, "div", "dos-said");
    Object.assign(said, { role: "status", tabIndex: -1 });
    const after = add(box, "div", "dos-after");
    const fieldset = form.firstChild;

    function locked(k, focus) {
      form.querySelectorAll("input")[k].checked = true;
      fieldset.disabled = true;
      const option = asked.options[k];
      said.innerHTML = verdict({ true: "right", false: "missed" }[option.right] ?? "plain", ...option.said);
      after.innerHTML = asked.after ? shown(asked.after) : "";
      if (option.right !== undefined) { // told, and not to be told at the end
        const again = add(after, "button", "dos-again", "Try again");
        again.onclick = () => { fieldset.disabled = false; said.innerHTML = after.innerHTML = ""; form.querySelector("input:checked").focus(); };
      }
      if (q + 1 < questions.length) {
        if (!card.querySelector(`[data-q="${q + 1}"]`)) question(card, c, q + 1).dataset.q = q + 1;
      } else if (c + 1 < data.cards.length && el.children.length === c + 1) next(card, c, focus);
      if (focus) said.focus();
    }

    form.onsubmit = (e) => {
      e.preventDefault();
      const chosen = form.querySelector("input:checked");
      if (!chosen) { said.textContent = "Choose one first."; return; }
      if (answers[c][q] === undefined) { answers[c][q] = +chosen.value; save(); }
      locked(+chosen.value, true);
    };
    if (answers[c][q] !== undefined) locked(answers[c][q], false);
    return box;
  }

  function next(card, c, pressed) {
    if (!pressed) return; // laid anyway
    const button = add(card, "button", "dos-main", "Next card");
    button.onclick = () => { button.remove(); laid(c + 1); el.lastChild.querySelector("input").focus(); };
  }
};
