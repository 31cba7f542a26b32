// What we add to the laboratory: a link to the page of an open notebook, links that go on in the same tab, pictures in
// place of parts that do not run, and names for what has none. And
// JupyterLite once sends all workers away, also where no network could bring them back, and takes any for its own:
// ours stays, unseen. This runs before JupyterLite's own scripts, and its names are its own.
{
  const site = new URL("../../", location.href), workers = navigator.serviceWorker;
  if (workers) {
    const { prototype } = ServiceWorkerRegistration, { unregister } = prototype, find = workers.getRegistration.bind(workers);
    const isOurs = (registration) => registration?.scope === site.href;
    prototype.unregister = function () { return isOurs(this) ? Promise.resolve(false) : unregister.call(this); };
    workers.getRegistration = async (...of) => { const found = await find(...of); return isOurs(found) ? undefined : found; };
  }

  // What was typed is saved before another page takes its place. While JupyterLite starts, it saves nothing and does not
  // say so: then the browser asks, where anything was typed.
  const go = async (address) => {
    const saved = window.jupyterapp?.commands.execute("docmanager:save");
    await Promise.race([saved, new Promise((done) => { setTimeout(done, 3000); })]).catch(() => {});
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

  // A part that ran on an earlier visit has no Python behind it: it shows the picture that was kept beside it, until
  // its cell runs again. And what JupyterLab has drawn anew gets what we add to it.
  const tidy = () => {
    const { widgets: cells = [], rendermime } = window.jupyterapp?.shell.currentWidget?.content ?? {};
    for (const { model, outputArea } of cells)
      for (const [k, { node }] of (outputArea?.widgets ?? []).entries()) {
        const place = node.querySelector(".jp-OutputArea-output"), output = model.outputs.get(k);
        if (place?.textContent !== "Loading widget..." || !output?.data["text/html"]) continue;
        const picture = rendermime.createRenderer("text/html");
        picture.renderModel(output).then(() => place.replaceChildren(picture.node));
      }
    if (!link.isConnected) document.getElementById("top-panel")?.append(link);
    // JupyterLab gives some of its own controls no name.
    for (const [selector, name] of NAMELESS)
      for (const each of document.querySelectorAll(`${selector}:not([aria-label])`)) each.ariaLabel = name;
  };
  const NAMELESS = [[".cm-content", "Code or text of the cell"], [".jp-collapseHeadingButton", "Fold this section"], ["#jp-NotebookLogo", "Your files"]];
  let due;
  new MutationObserver(() => { due ??= setTimeout(() => { due = undefined; tidy(); }, 500); }).observe(document.documentElement, { childList: true, subtree: true });

  // From every notebook of the series back to its page; from anything else to the first.
  const name = new URLSearchParams(location.search).get("path")?.match(/(?:^|\/)(\d\d_\w+)\.ipynb$/)?.[1];
  const link = Object.assign(document.createElement("a"), {
    href: new URL(`${name ?? "index"}.html`, site),
    style: "align-self: center; padding: 10px 12px; color: var(--jp-content-link-color); text-decoration: underline",
    textContent: name ? "Read this page" : "Dot or Star",
    onclick: (event) => { event.preventDefault(); go(link.href); },
  });
}
