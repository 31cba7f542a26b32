// Fields for code on a page, and the playground. Python starts at the first press, in a worker that Stop can end.
import { forgetCode, keepCode, keptCode } from "./store.js";

const $ = (selector, root = document) => root.querySelector(selector);

// ------------------------------------------------------------------------------------------------ Python
let worker, ready, count = 0;
const waiting = new Map();

function python() {
  if (worker) return ready;
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  const fail = (problem) => end({ problem: `Python could not start: ${problem}. Is there a network? If there is, reload this page: there may be a new version.` });
  ready = new Promise((done) => {
    worker.onmessage = ({ data }) => {
      if (data.ready === true) done();
      else if (data.ready === false) fail(data.problem);
      else { waiting.get(data.id)?.(JSON.parse(data.reply)); waiting.delete(data.id); }
    };
    worker.onerror = (event) => fail(event.message || "the worker could not be loaded");
  });
  return ready;
}

// Whoever waits gets this reply; the next press starts anew.
function end(reply) {
  worker?.terminate();
  worker = undefined;
  for (const done of waiting.values()) done(reply);
  waiting.clear();
}

const stop = () => end({ stopped: true });

function ask(request) {
  return new Promise((done) => {
    const id = count++;
    waiting.set(id, done);
    python().then(() => worker?.postMessage({ id, request: JSON.stringify(request) }));
  });
}

// A press: says what is happening, shows Stop, and gives what was answered.
async function press(box, request) {
  const said = $(".said", box), halt = $(".stop", box);
  const starting = !worker;
  said.innerHTML = `<p>${starting ? "Python starts: some seconds, once …" : "Running …"}</p>`;
  halt.hidden = false;
  box.setAttribute("aria-busy", "true");
  try {
    return await ask(request);
  } finally {
    halt.hidden = true;
    box.removeAttribute("aria-busy");
  }
}

function text(parent, tag, words) {
  const made = document.createElement(tag);
  made.textContent = words;
  parent.append(made);
  return made;
}

function shown(said, reply) {
  said.innerHTML = "";
  if (reply.stopped) text(said, "p", "Stopped by you. Your text is as it was.");
  if (reply.problem) text(said, "p", reply.problem);
  if (reply.printed) text(said, "pre", reply.printed).className = "printed";
  if (reply.html) { const made = text(said, "div", ""); made.className = "shown"; made.innerHTML = reply.html; }
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
  const fit = () => { area.rows = Math.max(3, area.value.split("\n").length + 1); };
  area.addEventListener("input", fit);
  fit();
}

// `told` takes what a check replied.
export function exercise(box, told = () => {}) {
  const { exercise, key } = box.dataset, fresh = $("pre", box).textContent;
  const id = `code-${key.replace(/\W/g, "-")}`;
  box.innerHTML = `<label for="${id}">Your code</label>
    <textarea id="${id}" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea>
    <p class="buttons"><button class="main" type="button">Check</button><button class="go" type="button">Run</button>
    <button class="stop" type="button" hidden>Stop</button><button class="again" type="button">Start over</button></p>
    <div class="said" role="status" tabindex="-1"></div>`;
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
  $(".main", box).onclick = () => start("check");
  $(".go", box).onclick = () => start("run");
  $(".stop", box).onclick = stop;
  $(".again", box).onclick = () => {
    if (area.value !== fresh && !confirm("Your text goes, and the empty exercise comes back. Go on?")) return;
    area.value = fresh;
    area.dispatchEvent(new Event("input"));
    forgetCode(key);
    said.innerHTML = "";
  };
}

// ------------------------------------------------------------------------------------------- playground
function playground(box) {
  document.body.classList.toggle("embedded", self !== top);
  const line = $("#line", box), letters = $("#letters", box), said = $(".said", box), share = $(".share", box);
  let made;
  field(line, $(".main", box));
  const address = () => {
    const parts = new URLSearchParams({ line: line.value, ...(letters.value.trim() && { axes: letters.value }) });
    return `${location.origin}${location.pathname}#${parts}`;
  };
  async function drawn(focus, linked = false) {
    const reply = await press(box, { do: "draw", source: line.value, letters: letters.value, linked });
    shown(said, reply);
    made = reply.svg;
    share.hidden = !made;
    if (made) {
      if (!letters.value.trim()) letters.value = reply.letters;
      history.replaceState(null, "", address());
      $("#link", box).value = address();
      $("#embed", box).value = `<iframe src="${address().replace(/"/g, "&quot;")}" width="960" height="600" title="${line.value.replace(/["\n]/g, " ")}"></iframe>`;
    }
    if (focus) said.focus();
  }
  const told = (words) => { $(".copied", box).textContent = words; };
  const copied = async (item, words) => {
    try { await item(); told(words); } catch { told("This browser does not let a page copy. Mark the text, and copy it by hand."); }
  };
  $("form", box).onsubmit = (event) => { event.preventDefault(); drawn(true); };
  $(".stop", box).onclick = stop;
  for (const each of box.querySelectorAll("[data-line]"))
    each.onclick = () => { line.value = each.dataset.line; letters.value = each.dataset.letters; line.dispatchEvent(new Event("input")); drawn(false); };
  $(".copy-link", box).onclick = () => copied(() => navigator.clipboard.writeText(address()), "The address is copied.");
  $(".copy-markdown", box).onclick = () =>
    copied(() => navigator.clipboard.writeText(`[\`${line.value.replace(/\n/g, "; ")}\`](${address()})`), "The Markdown link is copied.");
  $(".copy-svg", box).onclick = () => copied(() => navigator.clipboard.writeText(made), "The SVG is copied.");
  $(".save-png", box).onclick = () => copied(() => png(made), "The PNG is saved.");
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.has("line")) return;
    line.value = given.get("line");
    letters.value = given.get("axes") ?? "";
    line.dispatchEvent(new Event("input"));
    drawn(false, true);
  };
  addEventListener("hashchange", read);
  read();
}

async function png(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.download = "line.png";
  link.href = canvas.toDataURL("image/png");
  link.click();
}

for (const box of document.querySelectorAll("[data-exercise]")) exercise(box);
for (const each of document.querySelectorAll("[data-check]")) each.hidden = true;
if ($("#playground")) playground($("#playground"));
