// Pages that were visited, and the laboratory once it was kept, open without a network.
// A file with its content in its name never changes, so a kept copy serves it. All else comes from the network
// first: a new deployment is picked up at once, and no page mixes two.
// Its names are its own: it also runs in front of the laboratory's worker, which has a CACHE too.
{
  const CACHE = "dot-or-star";
  const NEVER_CHANGES = /\/assets\/|\/static\/python\/|\.[0-9a-f]{7,}\.\w+$/;
  const OF_THE_LABORATORY = /\/api\/(drive|stdin|service-worker-heartbeat)/; // its own worker answers these

  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => {
    const { request } = event, url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin || OF_THE_LABORATORY.test(url.pathname)) return;
    event.stopImmediatePropagation();
    const anew = request.mode === "navigate" && url.searchParams.has("fresh");
    event.respondWith(anew ? afresh(url) : answer(request, NEVER_CHANGES.test(url.pathname)));
  });

  // A way out of any state: nothing that was kept of this site is left, but for what its readers wrote.
  const afresh = async (url) => {
    url.searchParams.delete("fresh");
    try {
      await fetch(url, { cache: "reload" });
    } catch {
      return sentence("There is no network, so all that was kept stays.");
    }
    await caches.delete(CACHE);
    await registration.unregister();
    return Response.redirect(url.href);
  };

  const sentence = (words) => new Response(`<!doctype html><meta charset=utf-8><title>Offline</title><p>${words}`, { headers: { "Content-Type": "text/html" } });

  const answer = async (request, neverChanges) => {
    const cache = await caches.open(CACHE), kept = () => cache.match(request.url, { ignoreSearch: true, ignoreVary: true });
    const copy = neverChanges && (await kept());
    if (copy) return copy;
    try {
      const found = await fetch(request);
      if (found.status === 200 && found.type === "basic") await cache.put(request.url.split("?")[0], found.clone()).catch(() => {});
      return found;
    } catch (error) {
      const copy = await kept();
      if (copy) return copy;
      if (request.mode !== "navigate") throw error;
      return sentence("This page was not opened before, and there is no network.");
    }
  }
}
