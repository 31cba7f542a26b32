// What this browser keeps for its reader, and never sends: all answers under one name, and each text of code under a
// name of its own, so that whoever forgets the answers keeps the code.
const NAME = "dot-or-star";

// Of a store that is full or forbidden, nothing is kept: it goes with the page.
const attempt = (work) => {
  try {
    return work();
  } catch {
    return null;
  }
};

export const kept = () => attempt(() => JSON.parse(localStorage.getItem(NAME))) ?? {};
export const keep = (key, state) => attempt(() => localStorage.setItem(NAME, JSON.stringify({ ...kept(), [key]: state })));
export const forget = () => attempt(() => localStorage.removeItem(NAME));

export const keptCode = (key) => attempt(() => localStorage.getItem(`${NAME}:${key}`));
export const keepCode = (key, code) => attempt(() => (code === undefined ? localStorage.removeItem(`${NAME}:${key}`) : localStorage.setItem(`${NAME}:${key}`, code)));
