// What H5P packages say becomes facts, each of its own activity; what follows from them is shown where it stands.
// Only lessons with packages ask for it, ahead of the script that plays them.
import { showAnew } from "./live.js";
import { keep, news, refresh, send, sendSoon, state } from "./sender.js";
import { reportOf } from "./statements.js";
import { isForgetful } from "./store.js";

// Milliseconds between two states on their way to the server. In the browser each is kept at once.
const PAUSE = 3000;
// A package that says nothing of how far one is must not make what it said before forgotten.
const NOTHING = ["", "{}", "[]", "null", '""'];

const place = document.querySelector("[data-step]");
const words = document.querySelector("[data-outbox]").dataset;
const sections = new Map();
const waiting = new Map();
let isSoon = false;

class Activity {
  constructor(element) {
    const { h5pActivity, generation, viewed } = element.dataset;
    this.element = element;
    this.player = element.querySelector("[data-h5p]");
    this.note = element.querySelector("[data-h5p-note]");
    this.isViewed = viewed !== undefined;
    this.generation = Number(generation);
    this.about = { course: place.dataset.course, step: place.dataset.step, activity: h5pActivity };
    const title = document.querySelector("h1").textContent.trim();
    this.label = `${title}: ${element.querySelector("h3").textContent.trim()}`;
    this.sent = this.player?.querySelector("[data-h5p-state]")?.content;
    this.state = this.sent?.textContent;
    element.addEventListener("h5p:viewed", () => this.view());
    element.addEventListener("h5p:statement", ({ detail }) => this.report(reportOf(detail.statement)));
    element.addEventListener("h5p:state", ({ detail }) => this.remember(detail.state));
  }

  put(fields, options) {
    return keep({ ...this.about, ...fields }, { label: this.label, ...options });
  }

  count(fields) {
    const { id, kept } = this.put(fields);
    waiting.set(id, { activity: this, kind: fields.kind });
    kept.then(send);
  }

  /** Once is enough: whoever has seen it has seen it. */
  view() {
    if (!this.isViewed) {
      this.isViewed = true;
      this.count({ kind: "h5p-viewed" });
    }
  }

  report(report) {
    if (report) {
      this.count({ kind: "h5p-result", report });
    }
  }

  remember(text) {
    if (text !== this.state && !NOTHING.includes(text)) {
      this.state = text;
      const fields = { kind: "h5p-state", state: text, generation: this.generation };
      const { id, kept } = this.put(fields, { replaces: this.stateId });
      this.stateId = id;
      kept.then(sendLater);
    }
  }

  /** What an earlier visit left in this browser is newer than what the server sent with the page. */
  restore({ id, fact }) {
    if (fact.kind !== "h5p-state") {
      waiting.set(id, { activity: this, kind: fact.kind });
    } else if (fact.generation === this.generation) {
      this.state = fact.state;
      this.stateId = id;
      if (this.sent) {
        // For a player that comes later than this, and for one that is there.
        this.sent.textContent = fact.state;
      }
      this.player?.dispatchEvent(new CustomEvent("h5p:restore", { detail: { state: fact.state } }));
    }
  }

  /** Where somebody has just finished a lesson, they need not look for what follows. */
  showWayOn() {
    this.element.querySelector("[data-way-on]")?.removeAttribute("hidden");
  }

  say(text, name = "") {
    if (this.note.textContent !== text) {
      this.note.textContent = text;
      this.note.dataset.state = name;
    }
  }
}

function sendLater() {
  if (!isSoon) {
    isSoon = true;
    setTimeout(() => {
      isSoon = false;
      sendSoon();
    }, PAUSE);
  }
}

const isResult = ({ kind }) => kind === "h5p-result";

function showWaiting() {
  const kept = state.trouble === "signed-out" ? words.keptSignedOut : words.kept;
  for (const { activity } of [...waiting.values()].filter(isResult)) {
    activity.say(isForgetful() ? words.forgetful : kept, "kept");
  }
}

function settle({ detail: { id, result } }) {
  const settled = waiting.get(id);
  if (!waiting.delete(id)) {
    return;
  }
  if (![...waiting.values()].some(({ activity }) => activity === settled.activity)) {
    settled.activity.say("");
  }
  if (result.status === "recorded") {
    showAnew().then(() => settled.activity.showWayOn());
  }
}

function restorePackages() {
  for (const row of [...state.aside, ...state.own]) {
    if (row.fact.step === place?.dataset.step) {
      sections.get(row.fact.activity)?.restore(row);
    }
  }
}

function watchPackages() {
  for (const element of place?.querySelectorAll("[data-h5p-activity]") ?? []) {
    sections.set(element.dataset.h5pActivity, new Activity(element));
  }
  if (!sections.size) {
    return;
  }
  const flush = () => {
    for (const { player } of sections.values()) {
      player?.dispatchEvent(new Event("h5p:flush"));
    }
  };
  news.addEventListener("settled", settle);
  news.addEventListener("failed", showWaiting);
  news.addEventListener("leaving", flush);
  document.addEventListener("visibilitychange", flush);
}

if (crypto.randomUUID) {
  watchPackages();
  await refresh();
  restorePackages();
}
