// Python in a worker: NumPy and our two packages, nothing else. A message is a request of helpers.pages.
// `python.json` beside this file says where Python and the wheels are, from the folder of the site.
async function begin() {
  const settings = await (await fetch(new URL("python.json", self.location))).json();
  const root = new URL("../../", self.location); // of the site
  const bring = async (name) => (await fetch(new URL(name, root))).arrayBuffer();
  const wheels = settings.wheels.map(bring); // while Python starts
  const { loadPyodide } = await import(new URL(settings.pyodide, root));
  const python = await loadPyodide({ ...(settings.lock && { lockFileURL: new URL(settings.lock, root).href }), packages: ["numpy"] });
  for (const wheel of await Promise.all(wheels)) python.unpackArchive(wheel, "wheel");
  const pages = python.pyimport("helpers.pages");
  // What runs from here on may have come with an address: the usual ways to other machines are shut. That is no wall
  // (JavaScript is still there), so a line that does more than compute waits until its reader presses Draw.
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB", "caches", "BroadcastChannel", "Worker"])
    for (let at = self; at; at = Object.getPrototypeOf(at))
      if (Object.hasOwn(at, name)) Object.defineProperty(at, name, { value: undefined });
  return pages;
}
const begun = begin();
begun.catch(() => {}); // told with the first request

onmessage = async ({ data: { id, request } }) => {
  let pages;
  try {
    pages = await begun;
    postMessage({ id, reply: pages.answer(request) });
  } catch (error) {
    const problem = String(error);
    postMessage(pages ? { id, reply: JSON.stringify({ problem: `Python could not answer: ${problem.slice(-500)}` }) } : { problem });
  }
};
