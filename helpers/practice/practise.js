// Practice without Python: tasks that were made before, the next one by the same rule as in a notebook.
// `state.history` maps each formula to moments and whether the answer was right then.
kinds.practise = (el, data, state, keep) => {
  let history = structuredClone(state.history ?? {}), asked = [], end;
  const local = (date) => new Date(date - new Date(date).getTimezoneOffset() * 60000).toISOString();
  const plus = (day, days) => new Date(Date.parse(`${day}T12:00Z`) + days * 86400000).toISOString().slice(0, 10);
  const today = () => local(Date.now()).slice(0, 10);
  const order = new Map(data.tasks.map((each) => [each.name, each.level + Math.random()]));
  begin();

  function begin() {
    el.innerHTML = "";
    asked = [];
    end = Date.now() + 60000 * data.minutes;
    next();
  }

  // The day on which a formula returns that was missed; null where it does not.
  function due(name) {
    let step = 0, on = null;
    for (const [moment, right] of Object.entries(history[name] ?? {}).sort()) {
      const day = moment.slice(0, 10);
      if (!right) [step, on] = [0, plus(day, data.days[0])];
      else if (on && day >= on) on = ++step < data.days.length ? plus(day, data.days[step]) : null;
    }
    return on;
  }

  // Missed a while ago; due; not seen before, from easy to hard; and then the rest.
  function need({ name }) {
    const at = asked.findLastIndex(({ task }) => task.name === name);
    if (at >= 0) return !asked[at].right && asked.length - at > data.after ? [0, at] : [3, at];
    const on = due(name);
    return on && on <= today() ? [1, Date.parse(on)] : [2, 100 * Object.keys(history[name] ?? {}).length + order.get(name)];
  }

  function next() {
    const last = asked.at(-1)?.task;
    const fits = data.tasks.filter((each) => !last || ["kind", "name", "answer"].every((key) => each[key] !== last[key]));
    const [task] = fits.map((each) => [each, need(each), Math.random()])
      .sort(([, a, x], [, b, y]) => a[0] - b[0] || a[1] - b[1] || x - y)[0];
    const box = el.appendChild(document.createElement("section"));
    const told = (right) => {
      asked.push({ task, right });
      history = { ...history, [task.name]: { ...history[task.name], [local(Date.now())]: right } };
      keep({ history });
      offer(box);
    };
    if (task.lines) inOrder(box, task, told);
    else kinds.ask(box, { cards: [task.card] }, {}, ({ answers: [chosen] }) => {
      const { questions } = task.card;
      if (chosen.length === questions.length) told(chosen.every((k, q) => questions[q].options[k].right));
    });
    return box;
  }

  function offer(box) {
    const over = Date.now() > end, button = document.createElement("button");
    button.type = "button";
    button.className = "dos-main";
    button.textContent = over ? "Go on for another ten minutes" : "Next task";
    box.append(button, ...(over || asked.length % 5 === 0 ? [summary(over)] : []));
    button.onclick = () => {
      button.remove();
      if (over) begin();
      else next();
      el.lastChild.querySelector("input, button").focus();
    };
  }

  // What went well, and what returns and when.
  function summary(over) {
    const names = (list) => [...new Set(list.map(({ task }) => task.title))].join(", ");
    const back = Object.groupBy(new Map(asked.map((each) => [each.task.name, each])).values(), ({ task }) => due(task.name) ?? "");
    const well = asked.filter(({ task }) => !asked.some((each) => each.task.name === task.name && !each.right));
    const lines = [well.length && `Went well: ${names(well)}.`];
    for (const day of Object.keys(back).filter(Boolean).sort()) lines.push(`Returns on ${day}: ${names(back[day])}.`);
    const said = document.createElement("div");
    said.setAttribute("role", "status");
    const title = `${over ? "Ten minutes are over: " : ""}${asked.filter(({ right }) => right).length} of ${asked.length} right.`;
    said.innerHTML = verdict("plain", title, lines.filter(Boolean));
    return said;
  }

  // Lines are put in order by pressing them, one after the other.
  function inOrder(box, { head, asked: title, lines, orders, ideas, else: other }, told) {
    let chosen = "";
    box.innerHTML = `${head}<fieldset><legend>${escaped(title)}</legend><div class="dos-lines">${lines
      .map((each, k) => `<button type="button" value="${"abcdefgh"[k]}">${escaped(each)}</button>`).join("")}</div>
      <button type="button" class="dos-undo">Undo</button></fieldset><pre class="dos-code" role="status"></pre><div class="dos-said" role="status" tabindex="-1"></div>`;
    const fieldset = box.querySelector("fieldset"), buttons = [...box.querySelectorAll("[value]")];
    const show = () => {
      let depth = 0;
      const text = [...chosen].map((key) => { const line = lines["abcdefgh".indexOf(key)]; return "    ".repeat(line.startsWith("for ") ? depth++ : depth) + line; });
      box.querySelector("pre").textContent = text.join("\n");
      for (const each of buttons) each.disabled = chosen.includes(each.value);
    };
    fieldset.onclick = ({ target }) => {
      if (target.matches(".dos-undo")) chosen = chosen.slice(0, -1);
      else if (target.value) chosen += target.value;
      show();
      if (chosen.length < orders[0].length) return;
      fieldset.disabled = true;
      const right = orders.includes(chosen), used = [...chosen].map((key) => ideas[key]).filter(Boolean);
      const said = box.querySelector(".dos-said"), truth = [...orders[0]].map((key) => lines["abcdefgh".indexOf(key)]).join("; ");
      said.innerHTML = right ? verdict("right", "Yes.") : verdict("missed", "No. One order is:", [truth, ...(used.length ? used : [other])]);
      told(right);
      said.focus();
    };
    show();
  }
};
