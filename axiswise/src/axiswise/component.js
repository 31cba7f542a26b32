// Parts that answer without asking Python. `mount` shows one, in a notebook (notebook.js) and on a page alike.
export const kinds = {};

export const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// A verdict: its title in bold, and sentences.
export function verdict(tone, title, lines = []) {
  const mark = { right: "✓ ", missed: "✗ " }[tone] ?? "";
  const said = lines.map((each) => `<div>${escaped(each)}</div>`).join("");
  return `<div class="dos-verdict ${tone}"><b>${mark}${escaped(title)}</b>${said}</div>`;
}

// `keep` takes what was answered; `ask` takes what is not here, such as the key of a frame, and promises it;
// `write` makes a field for code, where a page has one.
export function mount(el, data, { state = {}, keep = () => {}, ask, write } = {}) {
  el.classList.add("dos");
  kinds[data.kind](el, data, state, keep, ask, write);
}

// A picture: on a small screen it is large, and scrolls, while it has the focus.
export const shown = (html = "") => `<div class="dos-shown" tabindex="0" role="group" aria-label="Picture">${html}</div>`;

let number = 0; // of the names that belong together in one document
export const unique = () => `dos-${Date.now().toString(36)}-${number++}`;

// A new element at the end of another.
export function add(parent, tag, name = "", words = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  if (tag === "button") made.type = "button"; // which sends no form
  return parent.appendChild(made);
}

// Frames, one for each place; a place is a number for each control.
kinds.explore = (el, data, state, keep, ask) => {
  const { controls } = data, place = [...data.place], made = { ...data.frames };
  let at, asking, turned = 0, heading = 1; // the frame that is shown, and where the reader goes
  for (const where of ["beside", "above"]) el.classList.toggle(`dos-${where}`, !!data[where]);
  el.innerHTML = `<div class="dos-controls">${data.form}</div>${shown()}<div role="status" class="dos-unseen"></div><p class="dos-words" aria-hidden="true"></p>`;
  const all = (selector) => el.querySelectorAll(selector);
  const [picture, status, words] = all(".dos-shown, .dos-unseen, .dos-words");

  const html = (key) => made[key]?.map?.((k) => data.parts[k]).join("") ?? made[key];

  // One at a time: who drags past many gets the last.
  async function bring(key) {
    if (html(key) !== undefined || asking || !ask) return;
    asking = true;
    made[key] = await ask(`${key} ${unique()}`);
    asking = false;
    if (`${place}` !== at) show();
  }

  function show() {
    const key = `${place}`;
    for (const each of all("[data-k]")) each.ariaPressed = place[each.dataset.c] === +each.dataset.k;
    for (const each of all("select")) each.value = place[each.dataset.c];
    for (const each of all("input")) {
      const { name, count, values } = controls[each.dataset.c], k = place[each.dataset.c];
      const text = values?.[k] ?? `${k + 1} of ${count}`;
      each.value = k;
      each.ariaValueText = `${name}: ${text}`;
      each.closest(".dos-steps").lastChild.textContent = text;
    }
    if (html(key) === undefined) return bring(key);
    picture.innerHTML = html(key);
    const told = picture.querySelector("[data-said], desc"), said = told?.dataset.said ?? told?.textContent ?? "";
    status.textContent = at ? said : "";
    words.textContent = picture.firstElementChild?.matches("svg, .dos-panels") ? said : ""; // all else says it beside its picture
    at = key;
    // What is likely next is drawn while the reader looks.
    const next = [...place], count = controls[turned]?.count;
    next[turned] += heading;
    if (count && next[turned] >= 0 && next[turned] < count) bring(`${next}`);
  }

  const move = (c, k) => {
    const last = (controls[c].count ?? controls[c].options.length) - 1;
    const to = Math.max(0, Math.min(last, k));
    if (to !== place[c]) { turned = c; heading = Math.sign(to - place[c]); place[c] = to; show(); }
    return to < last;
  };

  let clock = 0;
  const stop = () => { clearInterval(clock); clock = 0; for (const each of all(".dos-play")) each.textContent = "Play"; };
  const play = (c, button) => {
    if (clock) return stop();
    const { count, play: each, pace = 1 } = controls[c];
    if (place[c] === count - 1) move(c, 0);
    button.textContent = "Pause";
    clock = setInterval(() => (el.isConnected && move(c, place[c] + pace)) || stop(), each);
  };

  el.firstChild.addEventListener("click", (e) => {
    const button = e.target.closest("button");
    if (!button) return;
    const { c, k, to } = button.dataset;
    if (button.matches(".dos-play")) play(+c, button);
    else move(+c, k ? +k : { back: place[c] - 1, on: place[c] + 1 }[to] ?? +to);
  });
  el.addEventListener("input", (e) => { stop(); move(+e.target.dataset.c, +e.target.value); });
  show();
};
