// A part in a notebook: anywidget calls `render`; what is answered goes to Python, and what is asked comes from there.
// What Python says, shown again when it says something else.
kinds.recap = (el, data) => { el.innerHTML = `<div role="status">${data.html}</div>`; };

export default {
  render({ model, el }) {
    // A front end listens above us: it would move between cells on arrow keys, and take the focus on a click.
    // Keys that it needs in any case go on: those of a clicker, and whatever is pressed with Ctrl.
    const passes = (e) => e.ctrlKey || e.metaKey || e.altKey || /^(Page(Up|Down)|Escape|F\d+)$/.test(e.key ?? "");
    for (const kind of ["mousedown", "mouseup", "click", "dblclick", "keydown", "keyup", "keypress"])
      el.addEventListener(kind, (e) => passes(e) || e.stopPropagation());
    el.classList.toggle("dos-slide", !!model.get("data").slide);
    const waiting = {};
    model.on("change:reply", () => { const [key, said] = model.get("reply"); waiting[key]?.(said); delete waiting[key]; });
    const put = (name, value) => { model.set(name, value); model.save_changes(); };
    const show = () => mount(el, model.get("data"), {
      state: model.get("state"),
      keep: (state) => put("state", state),
      ask: (key) => new Promise((done) => { waiting[key] = done; put("wanted", key); }),
    });
    show();
    model.on("change:data", show);
  },
};
