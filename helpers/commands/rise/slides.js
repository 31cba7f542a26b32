// A lab extension, written by hand, that makes slides for a room of what RISE shows. JupyterLab calls init and get.
(() => {
  const name = "dot-or-star-slides";
  const given = new URL(document.currentScript.src).searchParams, deck = given.get("deck");

  // RISE begins at a cell that its address names; ours cannot, as Jupyter adds the token to it. A page that is
  // loaded again begins where it was.
  const address = new URL(location);
  if (!address.searchParams.has("activeCellIndex")) {
    address.searchParams.set("activeCellIndex", sessionStorage.getItem(deck) ?? given.get("cell"));
    history.replaceState(null, "", address);
  }

  // The widgets' extension asks for a module that RISE does not share; it uses one name of it, and can do without.
  const init = (shared) => {
    shared["@jupyterlab/console"] ??= {
      "4.0.0": { get: async () => () => ({ IConsoleTracker: {} }), loaded: 1, from: name },
    };
  };

  // A slide is 720 high and shown as high as the screen, so that letters are the same part of it. It is made for a
  // width of 1280; where the screen is less wide, so is the slide, and where it has no room for that, it is smaller.
  const sizes = () => new Set([960, 1280].map((width) => Math.min(innerHeight / 720, innerWidth / width)));
  const scale = () => document.documentElement.style.setProperty("--screen", Math.max(...sizes()));

  const current = () => document.querySelector("section.present section.present");
  const cellsOf = (slide) =>
    [...slide.querySelectorAll(".jp-Cell:not(.reveal-skip)")].filter((cell) => !cell.closest("aside, .fragment:not(.visible)"));
  const areaOf = (cell) => cell.querySelector(".jp-OutputArea");
  const isCode = (cell) => cell.classList.contains("jp-CodeCell");

  // Where there is no room, what was said first gives way; then the code of what is seen; then pictures shrink.
  // A heading stays, and so does what has not run. What is far too high scrolls.
  const LEAST = 0.65;
  const fit = (slide) => {
    for (const size of sizes()) {
      slide.style.setProperty("--screen", size);
      if (fits(slide)) break;
    }
  };
  const fits = (slide) => {
    const cells = cellsOf(slide), last = cells.findLast(isCode), step = last?.closest(".fragment");
    const ran = last?.querySelector(".jp-OutputArea-child");
    const high = (node) => node.getBoundingClientRect().height;
    slide.querySelectorAll(".jp-Cell").forEach((cell) => cell.classList.remove("dos-past", "dos-seen"));
    slide.style.setProperty("--fit", 1);
    slide.classList.add("dos-free"); // as high as it likes
    const over = () => high(slide) - innerHeight;
    const past = cells.slice(0, Math.max(0, cells.indexOf(last))).filter((cell) =>
      isCode(cell) ? cell.closest(".fragment") !== step : step || ran,
    );
    const seen = cells.filter((cell) => areaOf(cell)?.querySelector("img, svg[role=img], .dos-shown pre"));
    for (const [cell, as] of [...past.map((each) => [each, "dos-past"]), ...seen.map((each) => [each, "dos-seen"])])
      if (over() > 0) cell.classList.add(as);
    const pictures = () => cells.flatMap((cell) => [...cell.querySelectorAll(".jp-OutputArea :is(img, svg[role=img], .dos-shown pre), .jp-MarkdownOutput table")]);
    let zoom = 1;
    for (let times = 0, more = over(); times < 5 && more > 0; times++, more = over()) {
      zoom = Math.max(LEAST, zoom * (1 - more / Math.max(more, pictures().reduce((sum, each) => sum + high(each), 0))));
      slide.style.setProperty("--fit", zoom);
    }
    if (over() > 0 && ran) last.classList.add("dos-seen");
    if (over() > 0 && last && cells.at(-1) !== last) last.classList.add("dos-past"); // seen, and a long text is said
    const wide = slide.querySelectorAll(".jp-Cell-outputWrapper, .jp-OutputArea :is(.dos-shown, pre)");
    const isSmall = zoom < 0.75 && slide.querySelector(".jp-MarkdownOutput table"); // smaller than on a smaller slide
    const fitted = over() <= 0 && !isSmall && [...wide].every((each) => each.scrollWidth <= each.clientWidth + 1);
    slide.classList.remove("dos-free");
    return fitted;
  };
  let asked = 0;
  const refit = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => current() && fit(current()));
  };
  const resized = new ResizeObserver(refit);
  const added = new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes]))
      if (node.classList?.contains("jp-OutputArea-child")) resized.observe(node);
    refit();
  });

  // Notes: those of the slide, or the last before it, in a window of their own; below them the whole page.
  let speaker = null;
  const clock = `${deck}-begun`; // when the first slide was left; a page that is loaded again knows
  const notes = `${deck}-notes`;
  const tell = () => {
    if (sessionStorage.getItem(notes) && !speaker) speaker = open("", notes); // a page that is loaded again finds it
    if (!speaker || speaker.closed || !current()) return;
    const every = [...document.querySelectorAll("aside.notes .jp-RenderedHTMLCommon")];
    const here = every.filter((note) => !(current().compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING) || current().contains(note));
    const own = here.filter((note) => current().contains(note) && !note.querySelector("h2"));
    const said = own.length ? own : here.filter((note) => !note.querySelector("h2")).slice(-1);
    const page = here.findLast((note) => note.querySelector("h2"));
    speaker.document.title = "Notes";
    speaker.document.body.style.cssText = "font: 18px/1.5 system-ui, sans-serif; max-width: 46em; margin: 1em auto";
    const gone = Math.round((Date.now() - (sessionStorage.getItem(clock) ?? Date.now())) / 60000);
    speaker.document.body.innerHTML =
      `<style>.jp-InternalAnchorLink { display: none }</style><p>Slide ${document.querySelector(".slide-number")?.innerText ?? ""} · ${gone} minutes gone</p>` +
      [...said, page].map((note) => note?.innerHTML ?? "").join("<hr>");
  };

  const KEYS = [
    ["Space, Page Down", "on"],
    ["Shift+Space, Page Up", "back"],
    ["Shift+Enter", "run the cell you are in, or the first that has not run; the slide stays"],
    ["R", "run what has not run up to here"],
    ["Shift+R", "restart, and run everything up to here"],
    ["Ctrl+Z", "in a cell: undo what was typed; click on … to see folded code"],
    ["T", "notes, in a window of their own"],
    [".", "black screen, and back"],
    ["Escape, then F", "leave a cell; full screen"],
    ["?", "these keys, and away"],
  ];
  const help = () => {
    const shown = document.querySelector("dialog.dos-help");
    if (shown) return shown.remove();
    const dialog = document.body.appendChild(document.createElement("dialog"));
    dialog.className = "dos-help";
    dialog.innerHTML = `<table>${KEYS.map(([key, does]) => `<tr><th>${key}</th><td>${does}</td></tr>`).join("")}</table>`;
    dialog.show();
  };

  const plugin = {
    id: `${name}:plugin`,
    autoStart: true,
    activate: (app) => {
      const panel = () => app.shell.currentWidget;
      const widgetOf = (node) => panel().content.widgets.find((each) => each.node === node);
      let queue = Promise.resolve();
      const run = (cells, again = []) => {
        queue = queue.then(async () => {
          await panel().sessionContext.ready;
          for (const cell of [...cells, ...again])
            if (again.includes(cell) || cell.model.executionCount === null) await cell.constructor.execute(cell, panel().sessionContext).catch(() => {}); // an error is shown
          refit();
          // For a page that is loaded again. JupyterLab would take a second save at once for somebody else's, and ask.
          if (panel().context.model.dirty) await panel().context.save().catch(() => {});
        });
      };
      // The cells up to the last one on the slide that can be seen, but not a solution.
      const upToHere = (all) => {
        const end = panel().content.widgets.findLastIndex((each) => cellsOf(current()).includes(each.node));
        return panel().content.widgets.slice(0, end + 1).filter(
          (each) => isCode(each.node) && !each.node.classList.contains("reveal-skip") && (all || each.model.executionCount === null),
        );
      };
      const restart = async () => {
        const kernel = panel().sessionContext.session.kernel;
        await kernel.restart();
        run([], upToHere(true));
      };
      // What was passed over runs by itself, and so do folded cells.
      const passedOver = () => {
        const due = upToHere(false);
        return due.slice(0, due.findLastIndex((each) => each.inputHidden || !current().contains(each.node)) + 1);
      };
      let turned = 0;
      const arrive = (event) => {
        if (!current()) return;
        if (event.type !== "ready" && !sessionStorage.getItem(clock)) sessionStorage.setItem(clock, Date.now());
        fit(current());
        setTimeout(tell); // the number of the slide comes after this event
        clearTimeout(turned);
        turned = setTimeout(() => {
          sessionStorage.setItem(deck, panel().content.widgets.findIndex((each) => current().contains(each.node)));
          run(passedOver());
        }, 300);
      };
      for (const event of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) document.addEventListener(event, arrive);
      addEventListener("resize", () => { scale(); refit(); });
      scale();
      added.observe(document.body, { childList: true, subtree: true });

      // Running a cell stays on its slide: what it shows is what the room came for. The next key is for the slides.
      const runCell = (node) => {
        const cell = node && widgetOf(node);
        panel().content.mode = "command";
        if (cell && isCode(node)) run(passedOver().filter((each) => each !== cell), [cell]);
      };
      const bind = (keys, does) => {
        app.commands.addCommand(`${name}:${keys}`, { execute: () => does(panel().content.activeCell) });
        app.commands.addKeyBinding({ command: `${name}:${keys}`, keys: [keys], selector: ".jp-Notebook.slides .jp-Cell" });
      };
      bind("Shift Enter", (cell) => runCell(cell.node));
      bind("Accel Z", (cell) => cell.editor.undo()); // JupyterLab has these in its menu, which is not here
      bind("Accel Shift Z", (cell) => cell.editor.redo());
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
      // Outside of cells a letter would cut a cell, or turn the screen white: only what `?` lists does something.
      const ACTIONS = {
        "?": help,
        t: () => {
          speaker = open("", notes, "width=900,height=800");
          sessionStorage.setItem(notes, "open");
          tell();
        },
        r: () => run(upToHere(false)),
        R: restart,
        Enter: () => {
          const codes = cellsOf(current()).filter(isCode);
          runCell(codes.find((node) => widgetOf(node).model.executionCount === null) ?? codes.at(-1));
        },
        f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
      };
      addEventListener("keydown", (event) => {
        const typed = event.target.closest?.(".cm-content, input, textarea, select") || inWidget(event);
        if (typed || event.ctrlKey || event.metaKey || event.altKey || " .".includes(event.key)) return;
        if (event.key.length > 1 && !(event.key === "Enter" && event.shiftKey)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        ACTIONS[event.key]?.();
      }, true);
    },
  };

  window._JUPYTERLAB[name] = { init, get: async () => () => ({ __esModule: true, default: [plugin] }) };
})();
