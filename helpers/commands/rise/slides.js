// A lab extension, written by hand, that mends what RISE lacks. JupyterLab calls init and get.
(() => {
  const name = "dot-or-star-slides";

  // RISE begins at a cell that its address names; ours cannot, as Jupyter adds the token to it.
  const address = new URL(location);
  if (!address.searchParams.has("activeCellIndex")) {
    address.searchParams.set("activeCellIndex", new URL(document.currentScript.src).searchParams.get("cell"));
    history.replaceState(null, "", address);
  }

  // The widgets' extension asks for a module that RISE does not share; it uses one name of it, and can do without.
  const init = (shared) => {
    shared["@jupyterlab/console"] ??= {
      "4.0.0": { get: async () => () => ({ IConsoleTracker: {} }), loaded: 1, from: name },
    };
  };

  // A picture is seen whole: what is a little too high for its slide shrinks. What is far too high scrolls.
  const LEAST = 0.65;
  const fit = (area) => {
    let zoom = 1;
    area.style.zoom = "";
    for (let times = 0; times < 5 && area.scrollHeight > area.clientHeight; times++) {
      zoom *= area.clientHeight / area.scrollHeight; // again, as what is wider may have become higher
      area.style.zoom = zoom < LEAST ? "" : zoom;
      if (zoom < LEAST) return;
    }
  };
  const resized = new ResizeObserver((entries) => {
    new Set(entries.map((entry) => entry.target.closest(".jp-OutputArea"))).forEach((area) => area && fit(area));
  });
  const added = new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes]))
      if (node.classList?.contains("jp-OutputArea-child")) resized.observe(node);
  });

  const plugin = {
    id: `${name}:plugin`,
    autoStart: true,
    activate: (app) => {
      // Running a cell stays on its slide: what it shows is what the room came for.
      app.commands.addKeyBinding({
        command: "notebook:run-cell",
        keys: ["Shift Enter"],
        selector: ".jp-Notebook.slides .jp-Cell",
      });
      added.observe(document.body, { childList: true, subtree: true });
      // Keys pressed in a widget are the widget's. JupyterLab would take arrows for its command mode, unless the
      // focused element itself says no; reveal.js, on the document, would turn the slides.
      const inWidget = (event) => event.target.closest(".jupyter-widgets, .dos");
      document.body.addEventListener("focusin", (event) => {
        if (inWidget(event)) event.target.dataset.lmSuppressShortcuts = "";
      });
      document.body.addEventListener("keydown", (event) => {
        if (!inWidget(event)) return;
        if (event.key.startsWith("Page")) event.target.blur(); // a clicker: reveal.js passes over keys in a field
        else event.stopPropagation();
      });
    },
  };

  window._JUPYTERLAB[name] = { init, get: async () => () => ({ __esModule: true, default: [plugin] }) };
})();
