// The parts of a page come alive as they come near. What was answered is kept in this browser, and never sent.
import { mount } from "./component.js";
import { forget, keep, kept } from "./store.js";

// How many predictions of this page were right, and which to look at again.
function recap() {
  const page = location.pathname.match(/(\d\d)_/)?.[1];
  const asked = Object.entries(kept()).filter(([key, state]) => key.startsWith(`${page}: `) && state.first);
  const missed = asked.filter(([, state]) => !state.first.right);
  const right = asked.length - missed.length;
  const list = missed.map(([key, { first }]) => `<li><code></code></li>`).join("");
  const title = asked.length ? `${right} of ${asked.length} predictions on this page ${right === 1 ? "was" : "were"} right.` : "You have made no predictions on this page yet.";
  return { kind: "recap", html: `<b>${title}</b>${list ? `<div>Look again at:</div><ul>${list}</ul>` : ""}`, missed };
}

function tell() {
  for (const el of document.querySelectorAll(".dos-recap")) {
    const { missed, ...data } = recap();
    mount(el, data);
    el.querySelectorAll("code").forEach((each, k) => { each.textContent = `${missed[k][0].slice(4)}: you said ${missed[k][1].first.label}, it is ${missed[k][1].first.truth}`; });
  }
  const answers = document.getElementById("kept");
  if (answers) answers.hidden = !Object.keys(kept()).length;
}

// What a prediction says of its first answer, for the recap.
function first(data, state) {
  const question = data.cards?.[0].questions[0], chosen = state.answers?.[0]?.[0];
  if (!data.room || chosen === undefined) return undefined;
  const { label, right } = question.options[chosen];
  return { label, right, truth: question.options.find((each) => each.right)?.label };
}

async function show(el) {
  const answer = await fetch(el.dataset.part);
  if (!answer.ok) return; // the plain HTML stays
  const data = await answer.json(), { key } = el.dataset;
  if (data.kind === "recap") {
    el.classList.add("dos-recap");
    return tell();
  }
  mount(el, data, { state: kept()[key], keep: (state) => { keep(key, { ...state, first: first(data, state) }); tell(); } });
}

const near = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      show(target).catch(() => {});
    }
  },
  { rootMargin: "1000px" },
);
for (const el of document.querySelectorAll("[data-part]")) near.observe(el);
document.querySelector("#kept button")?.addEventListener("click", () => {
  forget();
  location.reload();
});
tell();
