// What the tablet needs to start alone: its page in each language, its style, script and type.
// GET only; the answers are the page's business. A new shell is used only once it is whole.

const PREFIX = "coquille-";
const WHOLE = "/k/entiere"; // put last: a shell without it is half kept
const FRESH = ["relier", "reliee"]; // pairing is always asked of the server
let latest = ""; // the shell asked for last: only its own keeping may throw the others away
const NEVER = ["/k/coquille", "/k/travailleur.js"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The whole shell that is kept, newest first. @returns {Promise<Cache | null>} */
async function shell() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse();
  for (const name of names) {
    const cache = await caches.open(name);
    if (await cache.match(WHOLE)) return cache;
  }
  return null;
}

/** Keep all that the server names; the older shell goes only then. */
async function keep() {
  const answer = await fetch("/k/coquille", { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const { stamp, addresses, later } = await answer.json();
  latest = stamp;
  const cache = await caches.open(PREFIX + stamp);
  if (!(await cache.match(WHOLE))) {
    for (const address of addresses) {
      const found = await fetch(address);
      const other = found.headers.get("X-Tablette");
      if (!found.ok || (other && other !== stamp)) throw new Error(address);
      await cache.put(address, found);
    }
    await cache.put(WHOLE, new Response(stamp));
  }
  return { stamp, later };
}

/** The recordings, once the tablet can already start alone: heavy, and a tired wifi may lose some. */
async function keepLater({ stamp, later }) {
  const cache = await caches.open(PREFIX + stamp);
  for (const address of later) {
    if (stamp !== latest) return;
    const found = await caches.match(address) ?? await fetch(address).catch(() => null);
    if (found?.ok && !(await cache.match(address))) await cache.put(address, found);
  }
  if (stamp !== latest) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + stamp) await caches.delete(name);
  }
}

self.addEventListener("message", (event) => {
  const say = (kept) => event.ports[0]?.postMessage({ kept });
  const told = keep().then((kept) => { say(kept.stamp); return keepLater(kept); }, () => say(""));
  event.waitUntil(told);
});

/** The part of a kept sound that a player asks for: some play nothing else. @param {Request} request @param {Response} kept */
async function part(request, kept) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  if (!asked) return kept;
  const whole = await kept.blob();
  const start = Number(asked[1]);
  const end = Math.min(asked[2] ? Number(asked[2]) : whole.size - 1, whole.size - 1);
  if (start > end) return new Response(null, { status: 416 });
  return new Response(whole.slice(start, end + 1, whole.type), {
    status: 206,
    headers: {
      "Content-Range": `bytes ${start}-${end}/${whole.size}`, "Accept-Ranges": "bytes",
      "Content-Type": kept.headers.get("Content-Type") ?? "", "Content-Length": String(end - start + 1),
    },
  });
}

/** @param {Request} request @param {URL} url */
async function answered(request, url) {
  const page = url.pathname === "/k";
  const cache = await shell();
  const key = page ? `/k?lang=${url.searchParams.get("lang") ?? "fr"}` : url.pathname + url.search;
  const kept = await cache?.match(key, { ignoreVary: true });
  if (page && FRESH.some((name) => url.searchParams.has(name))) {
    return fetch(request).catch((fault) => { if (kept) return kept; throw fault; });
  }
  return kept ? part(request, kept) : fetch(request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (NEVER.includes(url.pathname)) return;
  event.respondWith(answered(event.request, url));
});
