// Keeps facts and sends them, one tab at a time, until the server has confirmed or refused each of them by its id.
import { deliver } from "./delivery.js";
import * as store from "./store.js";

const MOST = 50;
const PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
// So often a batch may fail before it is asked whether the server or something in it is to blame.
const CALM = 3;
const LOCK_PATIENCE = 30_000;
// Bytes: browsers carry no more than 64 kB for a page that is left.
const HAND_LUGGAGE = 60_000;

const tag = document.body.dataset.learner;
const channel = globalThis.BroadcastChannel && tag ? new BroadcastChannel("outbox") : undefined;

/**
 * “changed” after anything that an indicator shows, “settled” with {id, result}, “failed” when an attempt to send came to
 * nothing, “leaving” before the page goes.
 */
export const news = new EventTarget();
/** What there is to say. `trouble` is "", "network", "server", "signed-out" or "other-learner". */
export const state = { own: [], aside: [], others: 0, trouble: "", isDrafting: false, hasTriedAgain: false };
/** Results by id of what was settled while this page is open. */
export const results = new Map();

// What this page knows even if the browser would not write it down.
const tried = new Set();
const aside = new Set();

let timer;
let failures = 0;
let notBefore = 0;
let size = MOST;
let isSplitting = false;
let running;
let isAsked = false;
let waitedFor;

const facts = (rows) => rows.map((row) => row.fact);
const tellTabs = (message) => channel?.postMessage({ tag, ...message });

function changed() {
  news.dispatchEvent(new Event("changed"));
}

function settled(some) {
  for (const [id, result] of Object.entries(some)) {
    results.set(id, result);
    news.dispatchEvent(new CustomEvent("settled", { detail: { id, result } }));
  }
}

// Where somebody looked is no matter, and how far a package was is worth keeping but nothing anybody did.
const isMissed = (row) => !["opened", "h5p-state"].includes(row.fact.kind);

export async function refresh() {
  const rows = (await store.list()).filter((row) => !results.has(row.id));
  const own = rows.filter((row) => row.learner === tag);
  const isAside = (row) => row.isAside || aside.has(row.id);
  state.own = own.filter((row) => !isAside(row));
  state.aside = own.filter(isAside);
  state.others = rows.filter((row) => row.learner !== tag && isMissed(row)).length;
  changed();
}

/** While something is being written that is not in the queue yet. */
export function drafting(isDrafting) {
  state.isDrafting = isDrafting;
  changed();
}

/**
 * Puts a fact into the queue, whatever the line; `fields` are those of its kind. `id` may come from its form, `label` names it to the learner,
 * `entries` are the fields of the form it came from, `replaces` is the id of an older version that need not be sent any
 * more. Returns its id, and a promise `kept` of its being written down.
 */
export function keep(fields, { id = crypto.randomUUID(), label, entries, replaces } = {}) {
  const row = { id, learner: tag, label, entries, fact: { id, at: new Date().toISOString(), ...fields } };
  const old = tried.has(replaces) ? undefined : replaces;
  state.own = [...state.own.filter((other) => other.id !== old), row];
  changed();
  return { id, kept: store.add(row, old).then(refresh) };
}

/** Sends what waits. Resolves to the result of that one fact, or undefined if there is none within `patience` ms. */
export async function outcome(id, patience) {
  const listening = new AbortController();
  const { signal } = listening;
  const answer = new Promise((resolve) => {
    news.addEventListener("settled", ({ detail }) => detail.id === id && resolve(), { signal });
    news.addEventListener("failed", resolve, { signal });
    setTimeout(resolve, patience);
  });
  waitedFor = id;
  if (!results.has(id)) {
    send();
    await answer;
  }
  listening.abort();
  waitedFor = undefined;
  return results.get(id);
}

/** What the learner would miss. */
export const counted = () => state.own.filter(isMissed);

/** What is being written goes into the queue at once, as it is. */
export function hasten() {
  news.dispatchEvent(new Event("leaving"));
}

/** Sends what waits, now. */
export async function send() {
  isAsked = true;
  clearTimeout(timer);
  timer = undefined;
  running ??= run().finally(() => {
    running = undefined;
    if (isAsked) {
      send();
    }
  });
  return running;
}

/** The same, unless it failed just now and is to be tried again anyway. */
export const sendSoon = () => timer || send();

function failed() {
  if (state.trouble) {
    news.dispatchEvent(new Event("failed"));
  }
}

async function run() {
  while (isAsked) {
    isAsked = false;
    await exclusively(drain);
    await refresh();
    tellTabs({ trouble: state.trouble });
    failed();
  }
}

// Two tabs that send the same facts do no harm, as their ids are the same. So where a browser has no locks, or a
// sleeping tab holds on to one, it is done without.
async function exclusively(work) {
  if (!navigator.locks) {
    return work();
  }
  let isStarted = false;
  const start = () => {
    isStarted = true;
    return work();
  };
  try {
    return await navigator.locks.request("outbox", { signal: AbortSignal.timeout?.(LOCK_PATIENCE) }, start);
  } catch (error) {
    return isStarted ? Promise.reject(error) : work();
  }
}

async function drain() {
  for (;;) {
    await refresh();
    const rows = state.own.slice(0, size);
    if (!rows.length) {
      state.trouble = "";
      failures = 0;
      size = MOST;
      isSplitting = false;
      return;
    }
    if (performance.now() < notBefore) {
      later(notBefore - performance.now());
      return;
    }
    // Before it leaves: from now on a newer version follows it instead of taking its place. Otherwise an old version
    // that was held up on its way could arrive after the new one.
    for (const row of rows) {
      tried.add(row.id);
    }
    await store.change(rows, { isTried: true });
    const answer = await deliver(facts(rows), { tell: waitedFor });
    const done = rows.filter((row) => answer.results?.[row.id]);
    if (done.length) {
      await settle(done, answer.results);
    } else if (!(await cope(rows, answer))) {
      return;
    }
  }
}

async function settle(rows, answers) {
  failures = 0;
  state.trouble = "";
  await store.remove(rows);
  const some = {};
  for (const { id, label, fact } of rows) {
    some[id] = { ...answers[id], label, kind: fact.kind };
  }
  settled(some);
  await refresh();
  tellTabs({ results: some });
}

/** Whether to go on at once after a batch that was not taken. */
async function cope(rows, { status, wait }) {
  if (status === 401 || status === 409) {
    state.trouble = status === 401 ? "signed-out" : "other-learner";
    return false;
  }
  if (status === 429) {
    notBefore = performance.now() + (wait || 60) * 1000;
    fail("server", (wait || 60) * 1000);
    return false;
  }
  if (status === 400 || status === 413) {
    return split(rows);
  }
  failures += 1;
  if (status >= 500 && (isSplitting || (failures >= CALM && (await deliver([])).results))) {
    return split(rows);
  }
  fail(status ? "server" : "network");
  return false;
}

/** Down to the one fact that the server cannot take: it is put aside, so that it does not stop the others. */
async function split(rows) {
  isSplitting = rows.length > 1;
  size = isSplitting ? Math.ceil(rows.length / 2) : MOST;
  if (!isSplitting) {
    failures = 0;
    aside.add(rows[0].id);
    await store.change(rows, { isAside: true });
  }
  return true;
}

function fail(trouble, pause = Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE)) {
  state.trouble = trouble;
  later(pause * (0.75 + Math.random() / 2));
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

/** What was put aside may be taken today. One by one, after everything else. */
async function tryAgain() {
  for (const row of state.aside) {
    const answer = await deliver([row.fact]);
    if (answer.results?.[row.id]) {
      await settle([row], answer.results);
    }
  }
  state.hasTriedAgain = true;
  changed();
}

// There is no time to wait for a lock. All that is unconfirmed and finds room goes along, in its order: what is on its way
// already is known by its id then, and cannot overwrite what came after it.
function hurry() {
  hasten();
  let room = HAND_LUGGAGE;
  const rows = state.own.slice(0, MOST).filter(({ fact }) => {
    const { size } = new Blob([JSON.stringify(fact)]);
    const fits = size <= room;
    room -= fits ? size : 0;
    return fits;
  });
  if (rows.length && !["signed-out", "other-learner"].includes(state.trouble)) {
    deliver(facts(rows), { keepalive: true });
  }
}

function heard({ data }) {
  if (data.tag === tag) {
    state.trouble = data.trouble ?? state.trouble;
    settled(data.results ?? {});
    failed();
  }
  refresh();
}

export async function start() {
  channel?.addEventListener("message", heard);
  addEventListener("online", send);
  addEventListener("offline", send);
  addEventListener("pagehide", hurry);
  addEventListener("pageshow", (event) => event.persisted && send());
  document.addEventListener("visibilitychange", () => state.own.length && send());
  addEventListener("beforeunload", (event) => {
    if (store.isForgetful()) {
      event.preventDefault();
    }
  });
  await send();
  await exclusively(tryAgain);
}
