// Says, in one quiet place, what is saved and what waits. “Saved” is said only after the server has confirmed it.
import { isShownInPlace } from "./lesson.js";
import { counted, news, state } from "./sender.js";
import { isForgetful } from "./store.js";

const SAVED_FOR = 5000;

const box = document.querySelector("[data-outbox]");
const words = box.dataset;
const own = box.querySelector("[data-state-line]");
// A running test has a bar with a place for it; everywhere else it stands at the edge of the window.
const place = document.querySelector("[data-save-state]") ?? own;
const list = box.querySelector("[data-entries]");
const others = document.querySelector("[data-others]");

const shown = new Map();
let wasPending = false;
let refusal = "";
let hides;

const withCount = (text, count) => text.replace("{n}", count);

/** What to say, in words and as a name. */
function situation() {
  const { length } = counted();
  const isPending = length > 0 || state.isDrafting;
  wasPending ||= isPending;
  if (isPending) {
    refusal = "";
  }
  if (length && state.trouble) {
    return [state.trouble, withCount(words[TROUBLES[state.trouble]], length)];
  }
  if (isPending) {
    return ["saving", words.saving];
  }
  if (refusal) {
    return ["refused", refusal];
  }
  return wasPending ? ["saved", words.saved] : ["", ""];
}

const TROUBLES = {
  network: "network",
  server: "server",
  "signed-out": "signedOut",
  "other-learner": "otherLearner",
};
const ROUTINE = ["", "saving", "saved"];

function show() {
  const [name, text] = situation();
  const before = place.dataset.state ?? "";
  const all = name && name !== "saved" && isForgetful() ? `${text} ${words.forgetful}` : text;
  if (all !== place.textContent.trim()) {
    // What is routine, and what only counts on, is there to be read but not called out.
    const isRoutine = ROUTINE.includes(name) && ROUTINE.includes(before);
    place.setAttribute("aria-live", isRoutine || name === before || name === "saving" ? "off" : "polite");
    place.dataset.state = name;
    place.textContent = all;
    if (name === "signed-out") {
      place.append(" ", box.querySelector("[data-sign-in]").content.cloneNode(true));
    }
  }
  clearTimeout(hides);
  if (name === "saved" && place === own) {
    hides = setTimeout(() => {
      wasPending = false;
      show();
    }, SAVED_FOR);
  }
  for (const row of state.hasTriedAgain ? state.aside : []) {
    enter(row.id, withLabel(words.aside, row.label));
  }
  if (others) {
    others.hidden = !state.others;
    others.textContent = withCount(words.elsewhere, state.others);
  }
}

const withLabel = (text, label) => text.replace("{label}", label);

/** Adds a message that stays until it was read, or has become untrue. */
function enter(id, text) {
  if (!shown.has(id)) {
    const entry = document.createElement("li");
    entry.textContent = text;
    shown.set(id, entry);
    list.append(entry);
  }
}

function leave(id) {
  shown.get(id)?.remove();
  shown.delete(id);
}

function judge({ detail: { id, result } }) {
  leave(id);
  // No rule depends on what was opened, or on how far a package was.
  if (result.status !== "refused" || ["opened", "h5p-state"].includes(result.kind)) {
    return;
  }
  wasPending = false;
  if (result.kind === "answers" && place !== own) {
    refusal = result.message;
  } else if (!isShownInPlace(id)) {
    enter(id, `${withLabel(words.refused, result.label)} ${result.message}`);
  }
}

export function watchState() {
  box.hidden = false;
  box.querySelector("[data-close]").addEventListener("click", () => list.replaceChildren());
  news.addEventListener("settled", judge);
  news.addEventListener("changed", show);
}
