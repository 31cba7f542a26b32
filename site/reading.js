// What every page has: a copy for the time without a network, buttons that copy code, and search.
import { add, escaped } from "./component.js";

const root = new URL("../../", import.meta.url), CACHE = "dot-or-star";

if (navigator.serviceWorker && globalThis.caches) {
  navigator.serviceWorker.register(new URL("offline.js", root)).catch(() => {});
  // This page came before its worker did; its parts are fetched when nothing else is to be done, also those far down.
  const used = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(root));
  const parts = [...document.querySelectorAll("[data-part]")].map((each) => each.dataset.part);
  const all = (names) => caches.open(CACHE).then((cache) => cache.addAll(new Set(names.map((name) => name.split(/[?#]/)[0])))).catch(() => {});
  all([location.href, ...used]);
  (globalThis.requestIdleCallback ?? setTimeout)(() => all(parts));
}

for (const code of document.querySelectorAll("pre.code, .text pre")) {
  if (code.closest("[data-exercise]")) continue;
  const button = add(code.parentElement, "button", "copy", "Copy");
  button.onclick = async () => {
    try { await navigator.clipboard.writeText(code.textContent); button.textContent = "Copied"; } catch { button.textContent = "Not allowed here"; }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };
  code.before(button);
}

const keep = document.querySelector("#keep button");
if (keep)
  keep.onclick = async () => {
    const told = document.querySelector("#keep output");
    keep.disabled = true;
    try {
      const files = await (await fetch(new URL("files.json", root))).json(), cache = await caches.open(CACHE);
      const listed = files.map(([name, size]) => [new URL(name, root).href, size]), left = [...listed];
      const all = listed.reduce((sum, [, size]) => sum + size, 0);
      let done = 0;
      const some = async () => {
        while (left.length) {
          const [url, size] = left.pop();
          if (!url.includes("/static/python/") || !(await cache.match(url))) await cache.add(url);
          done += size;
          told.value = `${Math.round(done / 1e6)} of ${Math.round(all / 1e6)} MB …`;
        }
      };
      await Promise.all([some(), some(), some(), some()]);
      const urls = new Set(listed.map(([url]) => url));
      for (const { url } of await cache.keys()) // of an earlier deployment
        if (url.startsWith(root) && !url.endsWith("/") && !urls.has(url)) await cache.delete(url);
      told.value = "All is kept. It opens without a network now.";
    } catch (error) {
      told.value = `Not all could be kept: ${error.message}. What is here stays; press again to go on.`;
    }
    keep.disabled = false;
  };

const search = document.querySelector("#search");
if (search) {
  const [field, told, list] = search.querySelectorAll("input, [role=status], ul");
  field.oninput = async () => {
    const words = field.value.trim(), index = await import(new URL("pagefind/pagefind.js", root));
    await index.options({ baseUrl: root.pathname });
    const { results } = words ? await index.search(words) : { results: [] };
    const pages = await Promise.all(results.slice(0, 8).map((each) => each.data()));
    if (words !== field.value.trim()) return; // typed on meanwhile
    const found = pages.filter((page) => page.sub_results.length); // of a word that stands nowhere, Pagefind gives pages all the same
    told.textContent = words && `Pages found: ${found.length}`;
    const item = (page, { title, url, excerpt }) => `<li><a href="${url}">${escaped([...new Set([page, title])].join(" · "))}</a><br><small>${excerpt}</small></li>`;
    list.innerHTML = found.flatMap(({ meta, sub_results: parts }) => parts.slice(0, 2).map((each) => item(meta.title, each))).join("");
  };
}
