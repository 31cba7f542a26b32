// What answers on a page: its parts, fields for code, and the playground. Python starts at the first press, in a worker
// that Stop can end. What was answered is kept in this browser, and never sent.
import { add, escaped, mount } from "./component.js";

const $ = (selector, root = document) => root.querySelector(selector);
const on = (buttons, box) => { for (const [selector, act] of Object.entries(buttons)) $(selector, box).onclick = act; };
const all = (selector) => document.querySelectorAll(selector);

// --------------------------------------------------------------------------------------- what is kept
// All answers under one name, and each text of code under a name of its own, so that whoever forgets the answers keeps
// the code.
const NAME = "dot-or-star";

// Of a store that is full or forbidden, nothing is kept: it goes with the page.
const attempt = (work) => {
  try {
    return work();
  } catch {
    return null;
  }
};

const kept = () => attempt(() => JSON.parse(localStorage[NAME])) ?? {};
// What another tab has practised meanwhile stays.
const keep = (key, state) => attempt(() => {
  const all = kept(), { history } = state, old = all[key]?.history;
  for (const name in history) Object.assign(history[name], old?.[name]);
  localStorage[NAME] = JSON.stringify({ ...all, [key]: { ...state, history: history && { ...old, ...history } } });
});
const forget = () => attempt(() => delete localStorage[NAME]);

const keptCode = (key) => attempt(() => localStorage[`${NAME}:${key}`]);
const keepCode = (key, code) => attempt(() => { localStorage[`${NAME}:${key}`] = code; });
const forgetCode = (key) => attempt(() => delete localStorage[`${NAME}:${key}`]);

// ------------------------------------------------------------------------------------------------ Python
let worker, count = 0;
const waiting = new Map();

function ask(request) {
  if (!worker) {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    const fail = (problem) => end({ problem: `Python could not start: ${problem}. Is there a network? If there is, reload this page: there may be a new version.` });
    worker.onmessage = ({ data: { id, reply, problem } }) => {
      if (problem) return fail(problem);
      waiting.get(id)(JSON.parse(reply));
      waiting.delete(id);
    };
    worker.onerror = (event) => fail(event.message || "the worker could not be loaded");
  }
  return new Promise((done) => {
    waiting.set(++count, done);
    worker.postMessage({ id: count, request: JSON.stringify(request) });
  });
}

// Whoever waits gets this reply; the next press starts anew.
function end(reply) {
  worker?.terminate();
  worker = undefined;
  for (const done of waiting.values()) done(reply);
  waiting.clear();
}

const stop = () => end({ problem: "Stopped by you. Your text is as it was." });

// A press: says what is happening, shows Stop, and gives what was answered.
async function press(box, request) {
  const halt = $(".stop", box);
  $(".said", box).textContent = worker ? "Running …" : "Python starts: some seconds, once …";
  halt.hidden = false;
  box.ariaBusy = true;
  const reply = await ask(request);
  halt.hidden = true;
  box.ariaBusy = false;
  return reply;
}

function shown(said, { problem, printed, html }) {
  said.innerHTML = "";
  if (problem) add(said, "p", "", problem);
  if (printed) add(said, "pre", "printed", printed);
  if (html) Object.assign(add(said, "div", "shown"), { innerHTML: html, tabIndex: 0 });
}

// ------------------------------------------------------------------------------------- a field for code
// Enter keeps the indentation; Ctrl+Enter presses the main button; Tab leaves the field, as everywhere.
function field(area, main) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); main.click(); return; }
    if (area.selectionStart !== area.selectionEnd || event.shiftKey) return;
    event.preventDefault();
    const line = area.value.slice(0, area.selectionStart).split("\n").pop();
    const indent = line.match(/^ */)[0] + (/:\s*(#.*)?$/.test(line) ? "    " : "");
    area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  });
}

// `told` takes what a check replied.
function exercise(box, told = () => {}) {
  const { exercise, key } = box.dataset, fresh = $("pre", box).textContent;
  box.replaceChildren($("#field").content.cloneNode(true));
  const area = $("textarea", box), said = $(".said", box);
  area.value = keptCode(key) ?? fresh;
  area.addEventListener("input", () => keepCode(key, area.value));
  field(area, $(".main", box));
  const start = async (what) => {
    const reply = await press(box, { do: what, exercise, source: area.value });
    shown(said, reply);
    said.focus();
    told(reply);
  };
  const again = () => {
    if (area.value !== fresh && !confirm("Your text goes, and the empty exercise comes back. Go on?")) return;
    area.value = fresh;
    forgetCode(key);
    said.innerHTML = "";
  };
  on({ ".main": () => start("check"), ".go": () => start("run"), ".stop": stop, ".again": again }, box);
}

// ------------------------------------------------------------------------------------------- playground
function playground(box) {
  document.body.classList.toggle("embedded", self !== top);
  const [line, letters, said, share] = box.querySelectorAll("#line, #letters, .said, .share");
  let made;
  field(line, $(".main", box));
  const address = () => {
    const parts = new URLSearchParams({ line: line.value, ...(letters.value.trim() && { axes: letters.value }) });
    return `${location.origin}${location.pathname}#${parts}`;
  };
  async function drawn(focus, linked) {
    const reply = await press(box, { do: "draw", source: line.value, letters: letters.value, linked });
    shown(said, reply);
    made = reply.svg;
    share.hidden = !made;
    if (made) {
      if (!letters.value.trim()) letters.value = reply.letters;
      const link = $("#link", box).value = address();
      history.replaceState(null, "", link);
      $("#embed", box).value = `<iframe src="${link}" width="960" height="600" title="${escaped(line.value)}"></iframe>`;
    }
    if (focus) said.focus();
  }
  const copy = (what, data, instead = () => "Mark the text, and copy it by hand") => async () => {
    let told = `${what} is copied.`;
    try {
      const blob = data();
      await navigator.clipboard.write([new ClipboardItem({ [blob.type ?? "image/png"]: blob })]);
    } catch { told = `This browser does not let a page copy that. ${await instead()}.`; }
    $(".copied", box).textContent = told;
  };
  const words = (text) => () => new Blob([text()], { type: "text/plain" });
  const saved = async () => {
    Object.assign(document.createElement("a"), { download: "line.png", href: URL.createObjectURL(await png(made)) }).click();
    return "It is saved as line.png";
  };
  $("form", box).onsubmit = (event) => { event.preventDefault(); drawn(true); };
  const given = (text, axes, linked) => { [line.value, letters.value] = [text, axes]; drawn(false, linked); };
  for (const each of box.querySelectorAll("[data-line]")) each.onclick = () => given(each.dataset.line, each.dataset.letters);
  on({
    ".stop": stop,
    ".copy-link": copy("The address", words(address)),
    ".copy-markdown": copy("The Markdown link", words(() => `[\`${line.value.replace(/\n/g, "; ")}\`](${address()})`)),
    ".copy-svg": copy("The SVG", words(() => made)),
    ".copy-png": copy("The PNG", () => png(made), saved),
  }, box);
  const read = () => {
    const { line, axes = "" } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (line !== undefined) given(line, axes, true);
  };
  addEventListener("hashchange", read);
  read();
}

async function png(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(2 * image.width, 2 * image.height);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob();
}

// --------------------------------------------------------------------------------------------- parts
// How many predictions of this page were right, and which to look at again.
function recap() {
  const page = `${location.pathname.match(/(\d\d)_/)?.[1]}: `;
  const asked = Object.entries(kept()).filter(([key, { first }]) => first && key.startsWith(page));
  const missed = asked.filter(([, { first }]) => !first.right), right = asked.length - missed.length;
  const again = missed.map(([key, { first }]) => `<li><code>${escaped(key.slice(4))}: you said ${escaped(first.label)}, it is ${escaped(first.truth)}</code></li>`);
  const list = missed.length ? `<div>Look again at:</div><ul>${again.join("")}</ul>` : "";
  const title = asked.length ? `${right} of ${asked.length} predictions on this page ${right === 1 ? "was" : "were"} right.` : "You have made no predictions on this page yet.";
  return `<b>${title}</b>${list}`;
}

function tell() {
  for (const el of all(".dos-recap")) el.innerHTML = `<div role="status">${recap()}</div>`;
  for (const el of all("#kept")) el.hidden = !Object.keys(kept()).length;
}

// What a prediction says of its first answer, for the recap.
function first({ room, cards }, { answers }) {
  const chosen = answers?.[0]?.[0];
  if (!room || chosen === undefined) return undefined;
  const { options } = cards[0].questions[0], { label, right } = options[chosen];
  return { label, right, truth: options.find((each) => each.right)?.label };
}

async function show(el) {
  const answer = await fetch(el.dataset.part);
  if (!answer.ok) return; // the plain HTML stays
  const data = await answer.json(), { key } = el.dataset;
  if (data.kind === "recap") {
    el.className = "part dos dos-recap";
    return tell();
  }
  mount(el, data, { state: kept()[key], keep: (state) => { keep(key, { ...state, first: first(data, state) }); tell(); }, write: exercise });
}

// ---------------------------------------------------------------------------------------- all of a page
for (const box of all("[data-exercise]")) exercise(box);
for (const each of all("[data-check]")) each.hidden = true;
if ($("#playground")) playground($("#playground"));
// The parts of a page come alive as they come near.
const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen)
    if (isIntersecting) {
      near.unobserve(target);
      show(target).catch(() => {});
    }
}, { rootMargin: "1000px" });
for (const el of all("[data-part]")) near.observe(el);
for (const button of all("#kept button")) button.onclick = () => { forget(); location.reload(); };
tell();
