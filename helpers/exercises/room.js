// Below a prediction in a notebook: hands are counted, and shown as bars beside the truth, each wrong one with the
// belief behind it. Pages are read alone, and do without.
kinds.room = (box, asked, votes, save) => {
  box.innerHTML = `<summary>For a room</summary><form>${asked.options
    .map((each, k) => `<label>${escaped(each.label)} <input type="number" min="0" max="9999" value="${votes[k] ?? 0}"></label>`)
    .join("")}<button class="dos-main">Reveal</button></form><div role="status" tabindex="-1"></div>`;
  const said = box.lastChild;
  box.querySelector("form").onsubmit = (e) => {
    e.preventDefault();
    const counts = [...box.querySelectorAll("input")].map((each) => Math.max(0, Math.floor(+each.value || 0)));
    counts.forEach((count, k) => { votes[k] = count; });
    save();
    const most = Math.max(1, ...counts);
    said.innerHTML = `<table>${asked.options.map((each, k) => `<tr class="${each.right ? "right" : ""}"><th scope="row">${escaped(each.label)}</th>
      <td class="dos-bar"><div style="width:${(100 * counts[k]) / most}%"></div></td><td>${counts[k]}${each.right ? " ← true" : ""}</td></tr>
      ${!each.right && counts[k] && each.belief ? `<tr><td colspan="3"><div>${escaped(each.belief)}</div></td></tr>` : ""}`).join("")}</table>${asked.after ? shown(asked.after) : ""}`;
    said.focus();
  };
  box.ontoggle = () => { if (!box.open) said.innerHTML = ""; }; // to count again
};
