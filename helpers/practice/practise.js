// Practice: a task, its verdict, the next task. In a notebook Python says what comes next, and `ask` brings it. On a page
// the rule below does, that of session.py: `state.history` maps each formula to moments and whether it was right then.
const DAY = 86400000;

// The day, counted, on which a formula returns that was missed; null where it does not.
export function due(answers, days) {
  let step = 0, on = null;
  for (const [moment, right] of Object.entries(answers).sort()) {
    const day = Date.parse(moment.slice(0, 10)) / DAY;
    if (!right) [step, on] = [0, day + days[0]];
    else if (on && day >= on) on = ++step < days.length ? day + days[step] : null;
  }
  return on;
}

// Missed once, a while ago; due; not seen before, from easy to hard; and then the rest. `asked` are pairs of name and verdict.
export function need(name, asked, answers, { days, after }, today) {
  const at = asked.findLastIndex((each) => each[0] === name), on = due(answers, days);
  const once = at === asked.findIndex((each) => each[0] === name);
  if (at >= 0) return [once && !asked[at][1] && asked.length - at > after ? 0 : 3, at];
  return on && on <= today ? [1, on] : [2, Object.keys(answers).length];
}

kinds.practise = (el, data, state, keep, ask, write) => {
  let history = state.history ?? {}, done = [], end;
  const letters = "abcdefgh";
  const local = () => new Date(Date.now() - 60000 * new Date().getTimezoneOffset()).toISOString();
  const today = () => local().slice(0, 10);
  const asking = (number, answers) => ask(JSON.stringify([unique(), number, answers]));
  for (const task of data.tasks ?? [])
    for (const each of [task, ...(task.questions ?? [])]) each.after = data.pictures[each.after];
  el.innerHTML = "";
  const tasks = add(el, "div");
  if (data.anew) forgetting();
  begin();

  async function begin(answers = []) {
    done = [];
    const { said, task, number } = ask ? await asking(0, answers) : { task: chosen() };
    tasks.innerHTML = said ? plain(said) : "";
    end = Date.now() + 60000 * data.minutes;
    if (task) show(task, number);
  }

  function forgetting() {
    const fold = add(el, "details", "dos-fold");
    add(fold, "summary", "", "Forget my answers");
    add(fold, "p", "", "All that you answered here is forgotten for good, on every day.");
    add(fold, "button", "", "Yes, forget them").onclick = async () => {
      fold.open = false;
      history = {};
      keep({ history: null });
      await begin(["anew"]);
      tasks.lastChild.focus();
    };
  }

  function show(task, number) {
    const box = add(tasks, "article");
    box.tabIndex = -1;
    const told = async (right, answers) => {
      const next = await (ask ? asking(number, answers) : following(task, right));
      if (typeof next === "string") add(box, "div").innerHTML = next; // it failed
      else if (next.task && next.number === number) return next.said;
      else offer(box, next);
    };
    if (task.lines) inOrder(box, task, told);
    else if (task.stub) toWrite(box, task, told);
    else kinds.ask(box, { cards: [task] }, {}, ({ answers: [keys] }) => {
      const { questions } = task;
      if (keys.length === questions.length) told(keys.every((k, q) => questions[q].options[k].right), keys.map((k) => letters[k]));
    });
  }

  function offer(box, next) {
    if (next.said) Object.assign(add(box, "div"), { role: "status", innerHTML: plain(next.said) });
    if (!next.task) return;
    const button = add(box, "button", "dos-main", next.over ? "Go on for another ten minutes" : "Next task");
    button.onclick = () => {
      button.remove();
      if (next.over) begin();
      else show(next.task, next.number);
      tasks.lastChild.focus(); // so that it is read from its first sentence on
    };
  }

  const plain = ([title, ...lines]) => verdict("plain", title, lines);

  // What comes next on a page --------------------------------------------------------------------------------

  function chosen() {
    const last = done.at(-1)?.task, asked = done.map(({ task, right }) => [task.name, right]);
    const fits = data.tasks.filter((each) => !last || ["kind", "name", ...(each.questions ? [] : ["answer"])].every((key) => each[key] !== last[key]) && !(each.way && each.way === last.way));
    const needs = new Map(fits.map(({ name }) => [name, need(name, asked, history[name] ?? {}, data, Date.parse(today()) / DAY)]));
    const [[first]] = [...needs].sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1]);
    const same = fits.filter(({ name }) => name === first);
    return mixed(same[Math.floor(Math.random() * same.length)], last);
  }

  // Options in another order at each return, so that no letter is learnt; the answer is never that of the task before.
  function mixed(task, last) {
    if (!task.questions) return task;
    const places = (options) => options.map((each) => [Math.random(), each]).sort(([a], [b]) => a - b).map(([, each]) => each);
    const questions = task.questions.map((each) => ({ ...each, options: places(each.options) }));
    const answer = letters[questions[0].options.findIndex(({ right }) => right)];
    return answer === last?.answer ? mixed(task, last) : { ...task, questions, answer };
  }

  function following(task, right) {
    done.push({ task, right });
    history = { ...history, [task.name]: { ...history[task.name], [local()]: right } };
    keep({ history });
    const over = Date.now() > end;
    return { over, number: done.length, task: chosen(), said: (over || done.length % 5 === 0) && goneWell(over) };
  }

  function goneWell(over) {
    const names = (list) => {
      const all = [...new Set(list.map(({ task }) => task.title))];
      return all.slice(0, 8).join(", ") + (all.length > 8 ? ` and ${all.length - 8} more` : "");
    };
    const missed = new Set(done.filter(({ right }) => !right).map(({ task }) => task.name));
    const well = done.filter(({ task }) => !missed.has(task.name));
    const back = Object.groupBy(new Map(done.map((each) => [each.task.name, each])).values(), ({ task }) => due(history[task.name], data.days) ?? "");
    const lines = Object.keys(back).filter(Boolean).sort().map((day) => `Returns on ${new Date(day * DAY).toISOString().slice(0, 10)}: ${names(back[day])}.`);
    return [
      `${over ? "Ten minutes are over: " : ""}${done.filter(({ right }) => right).length} of ${done.length} right.`,
      ...(well.length ? [`Went well: ${names(well)}.`] : []), ...lines,
    ];
  }

  // Lines are taken and put back by pressing them, and moved by dragging or with the arrow keys ----------------

  function inOrder(box, { head, form, best, orders, ideas, else: other, after }, told) {
    box.innerHTML = head + form;
    const [fieldset, order, left, status, said] = box.querySelectorAll("fieldset, .dos-lines, [role=status]");
    const count = orders[0].length;
    let held, dragged;

    function moved(button) {
      const taken = [...order.children];
      let depth = 0; // what follows a for stands inside it
      for (const each of taken) {
        each.style.marginInlineStart = `${2 * depth}em`;
        depth += each.textContent.startsWith("for ");
      }
      const at = taken.indexOf(button), where = at < 0 ? "is put back" : `is line ${at + 1} of ${taken.length}`;
      status.textContent = `${button.textContent} ${where}`;
      button.focus();
    }

    fieldset.onclick = ({ target }) => {
      const button = target.closest("button");
      if (button?.matches(".dos-main")) return lock();
      if (button && !dragged) { (button.parentNode === order ? left : order).append(button); moved(button); }
      dragged = false;
    };
    fieldset.onkeydown = (e) => {
      const button = e.target.closest("[value]"), up = e.key === "ArrowUp";
      dragged = false;
      if (!button || (!up && e.key !== "ArrowDown")) return;
      e.preventDefault();
      const { previousElementSibling: above, nextElementSibling: below } = button;
      if (button.parentNode === left) { if (up) order.append(button); }
      else if (up) above?.before(button);
      else if (below) below.after(button);
      else left.prepend(button);
      moved(button);
    };
    fieldset.onpointerdown = ({ target }) => { held = target.closest("[value]"); dragged = false; };
    fieldset.onpointerup = fieldset.onpointerleave = () => { held = undefined; };
    fieldset.onpointermove = ({ clientX, clientY, buttons }) => {
      const over = held && buttons && box.getRootNode().elementFromPoint(clientX, clientY)?.closest("[value], .dos-lines");
      if (!over || over === held || !fieldset.contains(over) || over === held.parentNode) return;
      const { top, height } = over.getBoundingClientRect();
      if (over.matches(".dos-lines")) over.append(held);
      else over[clientY < top + height / 2 ? "before" : "after"](held);
      dragged = true;
      moved(held);
    };

    function lock() {
      const keys = [...order.children].map((each) => each.value).join("");
      if (keys.length !== count) { said.textContent = `Take ${count} lines first: so far it is ${keys.length}.`; return; }
      fieldset.disabled = true;
      const right = orders.includes(keys), used = [...keys].map((key) => ideas[key]).filter(Boolean);
      said.innerHTML = right ? verdict("right", "Yes.") : verdict("missed", "No. One order is below.", used.length ? used : [other]);
      if (!right) add(box, "pre", "dos-code", best);
      add(box, "div").innerHTML = shown(after);
      told(right, [keys]);
      said.focus();
    }
  }

  // A function is written in the page's field, or in a cell -----------------------------------------------------

  function toWrite(box, { head, name, stub, line, after }, told) {
    const where = write ? "" : `, in a cell of your own. Try check(${name}) there; then press Done`;
    box.innerHTML = `${head}<p><b>Write a function that computes it${where}.</b></p>`;
    const place = add(box, "div", "exercise"), buttons = add(box, "p"), said = add(box, "div"), drawn = add(box, "div");
    add(place, "pre", "dos-code", stub);
    Object.assign(said, { role: "status", tabIndex: -1 });
    async function end(right, answer) {
      const more = await told(right, [answer]);
      if (!more) { buttons.remove(); drawn.innerHTML = shown(after); }
      if (write && right) return; // the field has said it
      said.innerHTML = more ? plain(more) : right ? verdict("right", "Yes.") : verdict("missed", `One line is ${line}`, ["It returns later."]);
      said.focus();
    }
    if (write) {
      Object.assign(place.dataset, { exercise: name, key: `practice/${name}/${today()}` });
      write(place, ({ passed }) => passed && buttons.isConnected && end(true, "done"));
    } else add(buttons, "button", "dos-main", "Done").onclick = () => end(true, "done");
    add(buttons, "button", "", "Leave it").onclick = () => end(false, "leave");
  }
};
