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

export const kept = () => attempt(() => JSON.parse(localStorage[NAME])) ?? {};
export const keep = (key, state) => attempt(() => { localStorage[NAME] = JSON.stringify({ ...kept(), [key]: state }); });
export const forget = () => attempt(() => delete localStorage[NAME]);

export const keptCode = (key) => attempt(() => localStorage[`${NAME}:${key}`]);
export const keepCode = (key, code) => attempt(() => { localStorage[`${NAME}:${key}`] = code; });
export const forgetCode = (key) => attempt(() => delete localStorage[`${NAME}:${key}`]);
