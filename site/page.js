// The parts of a page come alive as they come near. What was answered is kept in this browser, and never sent.
import { escaped, mount } from "./component.js";
import { exercise } from "./live.js";
import { forget, keep, kept } from "./store.js";

const all = (selector) => document.querySelectorAll(selector);

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
