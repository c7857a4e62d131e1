// The service worker: keeps the lessons a learner has opened readable while there is no network.
// Why it does what it does stands in docs/decisions/0018-offline-reading.md; what it is told, in home/offline.py.
const { version, shell, pages, signingOut, ignored, patience, limits } = self.told;

const SHELL = `shell ${version}`;
// Each lesson has a cache of its own, "lesson <learner> <address>", and goes away with all that belongs to it.
const LESSON = "lesson ";
const NOBODY = "nobody";
const FILES = new Set(["font", "image", "script", "style"]);

// Pages that did not come from the network: their files do not either.
const keptClients = new Set();
// Answers may arrive in another order than they were asked for; an older one does not say who is signed in now.
let asked = 0;
let newest = 0;
let learner;
const keeping = new Map();

// A page that loads itself anew asks with an empty query: it is the same page.
const addressOf = (request) => request.url.split("#")[0].replace(/\?$/, "");
const nameFor = (who, address) => `${LESSON}${who} ${address}`;
const lessons = async () => (await caches.keys()).filter((name) => name.startsWith(LESSON));
const lessonAt = async (address) => (await lessons()).find((name) => name.endsWith(` ${address}`));
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

async function install() {
  const cache = await caches.open(SHELL);
  // Without cookies: what is fetched ahead is the same for everybody.
  await cache.addAll(shell.concat(Object.values(pages)).map(fresh));
  await self.skipWaiting();
}

// A file whose name holds a digest of its content is never out of date, and the page may have fetched it already.
const isUnchanging = (address) => /\.[0-9a-f]{12}\.\w+$/.test(address);

const fresh = (address) =>
  new Request(address, { cache: isUnchanging(address) ? "default" : "no-cache", credentials: "omit" });

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell ") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  // The page is asked for while the worker starts, which takes a while on old machines.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// Whoever is signed in: the lessons of everybody else leave at once, before the page is shown.
async function note(who, order) {
  if (order < newest) {
    return;
  }
  newest = order;
  learner = who;
  const others = (await lessons()).filter((name) => !name.startsWith(nameFor(who, "")));
  await Promise.all(others.map((name) => caches.delete(name)));
}

const isMine = (who) => learner === undefined || learner === who;
const isRefusedToKeep = (response) => /\bno-store\b/.test(response.headers.get("Cache-Control") ?? "");

// Our own word that this is a lesson of whoever is signed in; never concluded from the address.
const mayBeKept = (response) =>
  response.ok &&
  response.type === "basic" &&
  !response.redirected &&
  response.headers.has("Agora-Keep") &&
  !isRefusedToKeep(response);

// The site gave another answer than the lesson: withdrawn, locked, no longer enrolled, signed out.
const isAnotherAnswer = (response) =>
  response.type === "opaqueredirect" || (response.headers.has("Agora-Learner") && response.status < 500);

async function heard(address, response, order, after) {
  const who = response.headers.get("Agora-Learner");
  if (who) {
    await note(who, order);
  }
  if (mayBeKept(response)) {
    const job = keepPage(who, address, response.clone()).finally(() => keeping.delete(address));
    keeping.set(address, job);
    after(job);
  } else if (isAnotherAnswer(response)) {
    const name = await lessonAt(address);
    await (name && caches.delete(name));
  }
  return response;
}

async function keepPage(who, address, response) {
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("Kept-At", new Date().toISOString());
  await put(nameFor(who, address), [[address, await response.blob(), headers]]);
  await trim();
}

// Puts entries into the cache of a lesson, unless its learner has left in the meantime.
async function put(name, entries) {
  try {
    const cache = await caches.open(name);
    for (const [address, blob, headers] of entries) {
      headers.set("Kept-Size", blob.size);
      await cache.put(address, new Response(blob, { headers }));
    }
  } catch {
    // No room on this device: half a lesson is none.
    await caches.delete(name);
  }
  if (!isMine(name.split(" ")[1])) {
    await caches.delete(name);
  }
}

async function keepAnew(address, cache) {
  const jobs = [];
  const order = ++asked;
  const response = await fetch(address, { redirect: "manual", cache });
  await heard(address, response, order, (job) => jobs.push(job));
  await Promise.all(jobs);
}

// The page says which files it shows, as only it knows which of several sizes the browser has chosen.
async function keepFiles({ address, files }) {
  await keeping.get(address);
  if (!(await lessonAt(address))) {
    // It was open before there was a worker. The browser has just fetched it, and keeps it apart for each set of cookies.
    await keepAnew(address, "force-cache");
  }
  const name = await lessonAt(address);
  if (!name) {
    return;
  }
  const entries = [];
  let room = limits.lesson_bytes;
  // One after the other: a poor line has better things to do.
  for (const [file, ...others] of files) {
    const response = await ownFile(file, room);
    const blob = await response?.blob();
    if (blob && blob.size <= room) {
      room -= blob.size;
      const headers = new Headers({ "Content-Type": blob.type });
      for (const copied of ["Content-Disposition", "Content-Security-Policy"]) {
        if (response.headers.has(copied)) {
          headers.set(copied, response.headers.get(copied));
        }
      }
      entries.push([file, blob, headers]);
      // Whatever other size is asked for later, this one is shown.
      entries.push(...others.map((other) => [other, new Blob(), new Headers({ "Kept-As": file })]));
    }
  }
  if (!(await caches.has(name))) {
    return;
  }
  const wanted = new Set([address, ...files.flat()]);
  const cache = await caches.open(name);
  const left = (await cache.keys()).filter((request) => !wanted.has(request.url));
  await Promise.all(left.map((request) => cache.delete(request)));
  await put(name, entries);
  await trim();
}

async function ownFile(address, room) {
  if (new URL(address).origin !== self.location.origin) {
    return undefined;
  }
  const response = await fetch(address).catch(() => undefined);
  const isGood = response?.status === 200 && !response.redirected && !isRefusedToKeep(response);
  return isGood && Number(response.headers.get("Content-Length")) <= room ? response : undefined;
}

// The lessons opened longest ago leave first.
async function trim() {
  const kept = [];
  for (const name of await lessons()) {
    const entries = await (await caches.open(name)).matchAll();
    const size = entries.reduce((sum, entry) => sum + Number(entry.headers.get("Kept-Size")), 0);
    kept.push({
      name,
      size,
      at: entries
        .map((entry) => entry.headers.get("Kept-At") ?? "")
        .sort()
        .at(-1),
    });
  }
  kept.sort((a, b) => (a.at < b.at ? 1 : -1));
  let bytes = 0;
  for (const [index, lesson] of kept.entries()) {
    bytes += lesson.size;
    if (index >= limits.lessons || bytes > limits.bytes) {
      await caches.delete(lesson.name);
    }
  }
}

async function navigate(event) {
  const { request } = event;
  if (request.method === "POST" && signingOut.includes(new URL(request.url).pathname)) {
    // Whoever wants to leave leaves this device now, whether the site hears of it or not.
    await note(NOBODY, ++asked);
  }
  const answer = ask(event).catch(() => undefined);
  event.waitUntil(answer);
  if (request.method !== "GET") {
    // What was sent may be on its way: only the browser may give it up.
    return (await answer) ?? offlinePage(event);
  }
  const address = addressOf(request);
  const name = await lessonAt(address);
  const response = await Promise.race([answer, pause(name ? patience.kept : patience.other)]);
  // A gateway that answers for a silent site is no answer.
  if (response && !(name && [502, 503, 504].includes(response.status))) {
    return response;
  }
  return (await keptPage(event, name, address)) ?? response ?? offlinePage(event);
}

async function ask(event) {
  const order = ++asked;
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  return heard(addressOf(event.request), response, order, (job) => event.waitUntil(job));
}

// The page has its words for this in it already, hidden; only the date is missing.
async function keptPage(event, name, address) {
  const copy = name && (await caches.match(address, { cacheName: name, ignoreVary: true }));
  if (!copy) {
    return undefined;
  }
  keptClients.add(event.resultingClientId);
  const at = new Date(copy.headers.get("Kept-At"));
  const html = await copy.text();
  const language = /<html lang="([\w-]+)"/.exec(html)?.[1] ?? "en";
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    timeStyle: "short",
  });
  const time = `<time datetime="${at.toISOString()}">${format.format(at)}</time>`;
  const marked = html
    .replace("<time data-kept-at></time>", time)
    .replaceAll(" data-kept-only hidden", " data-kept-only");
  return new Response(marked, { headers: copy.headers });
}

async function offlinePage(event) {
  keptClients.add(event.resultingClientId);
  const inAddress = new URL(event.request.url).pathname.split("/")[1];
  const spoken = self.navigator.language.split("-")[0];
  const language = [inAddress, spoken].find((code) => code in pages) ?? Object.keys(pages)[0];
  const page = await caches.match(pages[language], { cacheName: SHELL, ignoreVary: true });
  return page ?? Response.error();
}

async function file(request) {
  const found = await caches.match(request.url, { ignoreVary: true });
  const other = found?.headers.get("Kept-As");
  return (other ? await caches.match(other, { ignoreVary: true }) : found) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request, clientId } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || pathname.startsWith(ignored)) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(navigate(event));
  } else if (FILES.has(request.destination) && (keptClients.has(clientId) || !self.navigator.onLine)) {
    event.respondWith(file(request));
  }
});

// With files when a lesson was opened; without, when the learner has written something into it since.
self.addEventListener("message", (event) => {
  const { address, files } = event.data;
  event.waitUntil(files ? keepFiles(event.data) : keepAnew(address, "no-cache").catch(() => {}));
});
