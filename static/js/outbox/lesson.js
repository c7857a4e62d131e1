// What is done on the page of a lesson or test becomes facts: opened, done, answers to checks, worksheets, reflections,
// and what the learner writes into its margin.
import { autosave } from "./autosave.js";
import * as drafts from "./drafts.js";
import { answersOf, entriesOf, fill } from "./entries.js";
import { keep, news, outcome, send, state } from "./sender.js";
import { isForgetful } from "./store.js";

// So long one waits for an answer before the page goes on without it. Where there is no line at all, that is known at once.
const MOMENT = 8000;

const MARGIN = ["note", "highlight", "removal"];

const place = document.querySelector("[data-step]");
const words = document.querySelector("[data-outbox]").dataset;
const title = () => document.querySelector("h1").textContent.trim();
const busy = new Set();
const pressed = new Set();
const touched = new Set();
const notes = new Map();
const waiting = new Map();

const change = (form) => ({ change: Object.fromEntries(entriesOf(form)) });

const FIELDS = {
  done: () => ({}),
  check: (form) => ({ answer: Object.values(answersOf(form))[0] }),
  checklist: (form) => ({ ticks: new FormData(form).getAll("ticks"), text: form.elements.text.value }),
  reflection: (form) => ({ text: form.elements.text.value }),
  note: change,
  bookmark: change,
  highlight: change,
  removal: change,
};

const here = (kind) => ({ kind, course: place.dataset.course, step: place.dataset.step });

/** Whether the page was loaded again, by the learner or after something was saved: it is still the same visit. */
function isSameVisit() {
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  return isReload || (document.referrer && new URL(document.referrer).pathname === location.pathname);
}

function opened() {
  if (!isSameVisit()) {
    keep(here("opened"), { label: title() }).kept.then(send);
  }
}

function say(form, text, state = "") {
  const note = notes.get(form);
  note.textContent = text;
  note.dataset.state = state;
}

function fieldsOf(form) {
  const { fact: kind, activity } = form.dataset;
  return { ...here(kind), ...(activity && { activity }), ...FIELDS[kind](form) };
}

function labelOf(form) {
  const named = form.closest(".activity")?.querySelector(".block-kind")?.textContent.trim();
  const what = named ?? form.dataset.label;
  return what ? `${title()}: ${what}` : title();
}

function factOf(form) {
  // Where the form has an id, the fact has the same, whichever of the two arrives.
  return keep(fieldsOf(form), {
    id: form.elements.fact?.value,
    label: labelOf(form),
    entries: entriesOf(form),
  });
}

const isOf = (form) => (row) =>
  row.fact.step === place.dataset.step &&
  row.fact.kind === form.dataset.fact &&
  row.fact.activity === form.dataset.activity &&
  row.fact.change?.highlight === form.elements.highlight?.value;

function showKept(form, id) {
  waiting.set(id, form);
  const kept = state.trouble === "signed-out" ? words.keptSignedOut : words.kept;
  say(form, isForgetful() ? words.forgetful : kept, "kept");
  const marked = form.closest(".activity") ?? (form.dataset.fact === "done" ? place : undefined);
  if (marked && !isForgetful()) {
    const mark = marked.querySelector(".state");
    mark.className = "state state--kept";
    mark.replaceChildren(document.querySelector("template[data-kept-mark]").content.cloneNode(true));
  }
  if (form.dataset.fact === "done") {
    // The one thing to do now is to go on.
    form.querySelector(".button").classList.add("button--quiet");
    form.parentElement.querySelector(".next-link")?.classList.replace("next-link", "button");
  }
}

function showResult(form, result) {
  if (result.status === "refused") {
    say(form, result.message, "refused");
    if (form.elements.fact) {
      // Next time it is another fact, which may be taken.
      form.elements.fact.value = crypto.randomUUID();
    }
    return;
  }
  say(form, `${words.arrived} `, "arrived");
  const link = document.createElement("a");
  link.href = "";
  link.textContent = words.show;
  notes.get(form).append(link);
}

function follow(address) {
  const url = new URL(address, location.href);
  if (url.pathname !== location.pathname) {
    location.assign(url);
    return;
  }
  drafts.leave([...touched].map((form) => [form.dataset.activity, entriesOf(form)]));
  // Another place on the same page would only be scrolled to, unless something before the “#” differs.
  location.assign(`${url.pathname}?${url.hash}`);
}

async function press(form) {
  if (busy.has(form)) {
    return;
  }
  busy.add(form);
  // Done is done once: pressed again, the same fact is sent again.
  const same = form.dataset.fact === "done" && state.own.find(isOf(form));
  const { id, kept } = same || factOf(form);
  pressed.add(id);
  await kept;
  const result = await outcome(id, MOMENT);
  if (result?.status === "recorded") {
    touched.delete(form);
    follow(result.url ?? form.dataset.next ?? `#${form.closest(".activity")?.id ?? ""}`);
    return;
  }
  busy.delete(form);
  if (result) {
    showResult(form, result);
  } else {
    showKept(form, id);
  }
}

/** After a reload, or on a page that was kept for reading offline: what the server does not know yet. */
export function restore() {
  for (const form of notes.keys()) {
    for (const row of [...state.aside, ...state.own].filter(isOf(form))) {
      if (!touched.has(form)) {
        fill(form, row.entries);
      }
      showKept(form, row.id);
    }
  }
}

/** Whether the learner sees, beside the button pressed, what became of a fact. */
export const isShownInPlace = (id) => waiting.has(id) || pressed.has(id);

/** Watches every form of the lesson that is not watched yet. */
export function watchForms() {
  for (const form of place?.querySelectorAll("form[data-fact]") ?? []) {
    if (!notes.has(form)) {
      watch(form);
    }
  }
}

function watch(form) {
  const note = document.createElement("p");
  note.className = "outbox-note";
  note.setAttribute("role", "status");
  notes.set(form, note);
  (form.closest(".lesson-end") ?? form).append(note);
  form.addEventListener("input", () => touched.add(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    press(form);
  });
  if (form.hasAttribute("data-autosave")) {
    autosave(form, () => fieldsOf(form), labelOf(form));
  }
}

export function watchLesson() {
  watchForms();
  news.addEventListener("settled", ({ detail: { id, result } }) => {
    if (MARGIN.includes(result.kind)) {
      document.dispatchEvent(new Event("lesson:annotated"));
    }
    const form = waiting.get(id);
    // What was kept later on the same form is still on its way.
    if (waiting.delete(id) && ![...waiting.values()].includes(form)) {
      showResult(form, result);
    }
  });
  for (const [activity, entries] of drafts.take()) {
    const form = [...notes.keys()].find((form) => form.dataset.activity === activity);
    if (form) {
      fill(form, entries);
      touched.add(form);
    }
  }
  if (place?.hasAttribute("data-opened")) {
    opened();
    if (location.href.includes("?#")) {
      history.replaceState(history.state, "", location.pathname + location.hash);
    }
  }
}
