// A part in a notebook: anywidget calls `render`; what is answered goes to Python, and what is asked comes from there.
export default {
  render({ model, el }) {
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
