// What every page has: a copy for the time without a network, buttons that copy code, and search.
const root = new URL("../../", import.meta.url), CACHE = "dot-or-star";

if (navigator.serviceWorker && globalThis.caches) {
  navigator.serviceWorker.register(new URL("offline.js", root)).catch(() => {});
  // This page came before its worker did; its parts are fetched when nothing else is to be done, also those far down.
  const used = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(root));
  const parts = [...document.querySelectorAll("[data-part]")].map((each) => new URL(each.dataset.part, location.href).href);
  const all = (names) => caches.open(CACHE).then((cache) => cache.addAll([...new Set(names.map((name) => name.split(/[?#]/)[0]))])).catch(() => {});
  all([location.href, ...used]);
  (globalThis.requestIdleCallback ?? setTimeout)(() => all(parts));
}

for (const code of document.querySelectorAll("pre.code, .text pre")) {
  if (code.closest("[data-exercise]")) continue;
  const button = document.createElement("button");
  button.className = "copy";
  button.textContent = "Copy";
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
      const files = await (await fetch(new URL("files.json", root))).json();
      const cache = await caches.open(CACHE), all = files.reduce((sum, [, size]) => sum + size, 0);
      let done = 0;
      const left = [...files];
      const some = async () => {
        for (let next = left.pop(); next; next = left.pop()) {
          const [name, size] = next, url = new URL(name, root).href;
          if (!(await cache.match(url)) || !name.includes("static/python/")) await cache.add(url);
          done += size;
          told.value = `${Math.round(done / 1e6)} of ${Math.round(all / 1e6)} MB …`;
        }
      };
      await Promise.all([some(), some(), some(), some()]);
      const listed = new Set(files.map(([name]) => new URL(name, root).href));
      for (const each of await cache.keys()) // of an earlier deployment
        if (each.url.startsWith(root) && !each.url.endsWith("/") && !listed.has(each.url)) await cache.delete(each);
      told.value = "All is kept. It opens without a network now.";
    } catch (error) {
      told.value = `Not all could be kept: ${error.message}. What is here stays; press again to go on.`;
    }
    keep.disabled = false;
  };

const search = document.querySelector("#search");
if (search) {
  const field = search.querySelector("input"), list = search.querySelector("ul"), told = search.querySelector("[role=status]");
  let latest = 0;
  field.addEventListener("input", async () => {
    const turn = ++latest, words = field.value.trim();
    const index = await import(new URL("pagefind/pagefind.js", root));
    await index.options({ baseUrl: root.pathname });
    const found = words ? await Promise.all((await index.search(words)).results.slice(0, 8).map((each) => each.data())) : [];
    if (turn !== latest) return;
    told.textContent = words ? `${found.length || "No"} page${found.length === 1 ? "" : "s"}` : "";
    list.innerHTML = found
      .flatMap((page) => (page.sub_results.length ? page.sub_results.slice(0, 2) : [page]).map((part) => `<li><a href="${part.url}">${part.title}</a><br><small>${part.excerpt}</small></li>`))
      .join("");
  });
}
