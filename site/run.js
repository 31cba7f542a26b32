// What we add to the laboratory: a link to the page of an open notebook, links that go on in the same tab, and our
// worker, which comes back once JupyterLite has sent it away.
const site = new URL("../../", location.href);
navigator.serviceWorker?.addEventListener("controllerchange", () => navigator.serviceWorker.register(new URL("offline.js", site)).catch(() => {}));

// What was typed is saved before another notebook takes its place.
const go = async (address) => {
  await window.jupyterapp?.commands.execute("docmanager:save");
  location.href = address;
};

addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.(".jp-Notebook a");
    const path = link?.href.match(/\/files\/(.+\.ipynb)$/)?.[1];
    if (!path || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    go(`?path=${path}`);
  },
  true,
);

// From every notebook of the series back to its page; from anything else to the first.
const name = new URLSearchParams(location.search).get("path")?.match(/(?:^|\/)(\d\d_\w+)\.ipynb$/)?.[1];
new MutationObserver((_, seen) => {
  const bar = document.getElementById("top-panel");
  if (!bar) return;
  seen.disconnect();
  const link = document.createElement("a");
  link.href = new URL(`${name ?? "index"}.html`, site);
  link.style = "align-self: center; margin-inline: 12px; padding-block: 10px; color: var(--jp-content-link-color); text-decoration: underline";
  link.textContent = name ? "Read this page" : "Dot or Star";
  link.onclick = (event) => { event.preventDefault(); go(link.href); };
  bar.append(link);
}).observe(document.documentElement, { childList: true, subtree: true });
