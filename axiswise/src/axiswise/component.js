// Parts that answer without asking Python. `mount` shows one; anywidget calls `render`, a page `mountAll`.
const kinds = {};

const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// A verdict: its title in bold, and sentences.
function verdict(tone, title, lines = []) {
  const mark = { right: "✓ ", missed: "✗ " }[tone] ?? "";
  return `<div class="dos-verdict ${tone}"><b>${mark}${escaped(title)}</b>${lines.map((each) => `<div>${escaped(each)}</div>`).join("")}</div>`;
}

// `keep` takes what was answered; `ask` takes what is not here, such as the key of a frame, and promises it;
// `write` makes a field for code, where a page has one.
export function mount(el, data, { state = {}, keep = () => {}, ask, write } = {}) {
  el.classList.add("dos");
  // A front end listens above us: it would move between cells on arrow keys, and take the focus on a click.
  // Keys that it needs in any case go on: those of a clicker, and whatever is pressed with Ctrl.
  const passes = (e) => e.ctrlKey || e.metaKey || e.altKey || /^(Page(Up|Down)|Escape|F\d+)$/.test(e.key ?? "");
  for (const kind of ["mousedown", "mouseup", "click", "dblclick", "keydown", "keyup", "keypress"])
    el.addEventListener(kind, (e) => passes(e) || e.stopPropagation());
  kinds[data.kind](el, data, state, keep, ask, write);
}

let number = 0; // of the names that belong together in one document
const unique = () => `dos-${Date.now().toString(36)}-${number++}`;

// A new element at the end of another.
function add(parent, tag, name = "", words = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  if (tag === "button") made.type = "button"; // which sends no form
  return parent.appendChild(made);
}

// Frames, one for each place; a place is a number for each control.
kinds.explore = (el, data, state, keep, ask) => {
  const place = [...data.place], made = { ...data.frames };
  let heading = 1;
  for (const where of ["beside", "above"]) el.classList.toggle(`dos-${where}`, !!data[where]);
  el.innerHTML = `<div class="dos-controls">${data.controls.map(control).join("")}${data.keys ? `<div class="dos-keys">${data.keys}</div>` : ""}</div>
    <div class="dos-shown"></div><div role="status" class="dos-unseen"></div>`;
  const shown = el.querySelector(".dos-shown"), status = el.querySelector("[role=status]");

  function control({ name, options, count, play }, c) {
    if (options && data.lists)
      return `<label>${escaped(name)} <select data-c="${c}">${options.map((each, k) => `<option value="${k}">${escaped(each)}</option>`).join("")}</select></label>`;
    if (options)
      return `<div role="group" aria-label="${escaped(name)}" class="dos-group"><span>${escaped(name)}</span>${options
        .map((each, k) => `<button type="button" data-c="${c}" data-k="${k}">${escaped(each)}</button>`).join("")}</div>`;
    const steps = [["⏮", "first", "to the first"], ["◀", "back", "one back"], ["▶", "on", "one on"], ["⏭", "last", "to the last"]];
    return `<div role="group" aria-label="${escaped(name)}" class="dos-steps">
      ${play ? `<button type="button" class="dos-play" data-c="${c}">Play</button>` : ""}
      ${steps.map(([icon, to, said]) => `<button type="button" data-c="${c}" data-to="${to}" aria-label="${said}"><span aria-hidden="true">${icon}</span></button>`).join("")}
      <label>${escaped(name)} <input type="range" data-c="${c}" min="0" max="${count - 1}" step="1"></label><span class="dos-at" aria-hidden="true"></span></div>`;
  }

  const html = (key) => made[key] === undefined ? undefined : typeof made[key] === "string" ? made[key] : made[key].map((k) => data.parts[k]).join("");

  async function show(first) {
    const key = place.join(","), at = key;
    for (const each of el.querySelectorAll("[data-k]")) each.setAttribute("aria-pressed", place[each.dataset.c] === +each.dataset.k);
    for (const each of el.querySelectorAll("select")) each.value = place[each.dataset.c];
    for (const each of el.querySelectorAll("input")) {
      const { name, count, values } = data.controls[each.dataset.c], k = place[each.dataset.c];
      const text = values?.[k] ?? `${k + 1} of ${count}`;
      each.value = k;
      each.setAttribute("aria-valuetext", `${name} ${text}`);
      each.closest(".dos-steps").querySelector(".dos-at").textContent = text;
    }
    if (html(key) === undefined) made[key] = ask ? await ask(key) : "";
    if (place.join(",") !== at) return; // moved on meanwhile
    shown.innerHTML = html(key);
    const told = shown.querySelector("[data-said], desc");
    status.textContent = first ? "" : (told?.dataset.said ?? told?.textContent ?? "");
    // What is likely next is drawn while the reader looks.
    const next = place.map((k, c) => k + (data.controls[c].count ? heading : 0)), later = next.join(",");
    const is = next.every((k, c) => k >= 0 && k < (data.controls[c].count ?? Infinity));
    if (ask && is && html(later) === undefined) made[later] = await ask(later);
  }

  const move = (c, k) => {
    const last = (data.controls[c].count ?? data.controls[c].options.length) - 1;
    const to = Math.max(0, Math.min(last, k));
    if (to !== place[c]) { heading = Math.sign(to - place[c]); place[c] = to; show(); }
    return to < last;
  };

  let clock = 0;
  const stop = () => { clearInterval(clock); clock = 0; for (const each of el.querySelectorAll(".dos-play")) each.textContent = "Play"; };
  const play = (c, button) => {
    if (clock) return stop();
    const { count, play: each, pace = 1 } = data.controls[c];
    if (place[c] === count - 1) move(c, 0);
    button.textContent = "Pause";
    clock = setInterval(() => (el.isConnected && move(c, place[c] + pace)) || stop(), each);
  };

  el.querySelector(".dos-controls").addEventListener("click", (e) => {
    const button = e.target.closest("button");
    if (!button) return;
    const { c, k, to } = button.dataset, last = (data.controls[c].count ?? 1) - 1;
    if (button.matches(".dos-play")) play(+c, button);
    else move(+c, k !== undefined ? +k : { first: 0, back: place[c] - 1, on: place[c] + 1, last }[to]);
  });
  el.addEventListener("input", (e) => { stop(); move(+e.target.dataset.c, +e.target.value); });
  show(true);
};

// What Python says, shown again when it says something else.
kinds.recap = (el, data) => { el.innerHTML = `<div role="status">${data.html}</div>`; };

// In a notebook.
export default {
  render({ model, el }) {
    const waiting = {};
    model.on("change:reply", () => { const [key, said] = model.get("reply"); waiting[key]?.(said); delete waiting[key]; });
    const put = (name, value) => { model.set(name, value); model.save_changes(); };
    const show = () => mount(el, model.get("data"), {
      state: model.get("state"),
      keep: (state) => put("state", state),
      ask: (key) => new Promise((done) => { waiting[key] = done; put("wanted", key); }),
    });
    show();
    model.on("change:data", show);
  },
};
