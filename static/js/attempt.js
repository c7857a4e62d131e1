// Keeps the answers of a running test as they are given, hands them in, and shows the time that is left.
import { autosave } from "./outbox/autosave.js";
import { answersOf, fill } from "./outbox/entries.js";
import { news, outcome, refresh, state } from "./outbox/sender.js";

// Handing in may take its time: the page says that it is saving.
const PATIENCE = 20_000;

function keepAnswers(form) {
  const { course, step, attempt } = form.dataset;
  const label = document.querySelector("h1").textContent.trim();
  const fact = () => ({ kind: "answers", course, step, attempt, answers: answersOf(form) });
  const { save, isDue } = autosave(form, fact, label);
  // What was given before the browser was closed, and is not on the server yet.
  refresh().then(() => {
    const rest = [...state.aside, ...state.own].filter((row) => row.fact.attempt === attempt);
    if (rest.length && !isDue()) {
      fill(form, rest.at(-1).entries);
      form.dispatchEvent(new Event("restored"));
    }
  });
  return save;
}

// Only the server can take what is handed in. So the answers go first, by the queue: where they arrive the form arrives
// too, and where they do not the learner stays on the page.
function guard(form, save) {
  const note = form.querySelector("[data-hand-in-state]");
  let isReady = false;
  let isBusy = false;
  let pending;

  const say = (what) => {
    note.textContent = what ? note.dataset[what] : "";
  };

  form.addEventListener("submit", async (event) => {
    if (isReady) {
      return;
    }
    event.preventDefault();
    if (isBusy) {
      return;
    }
    isBusy = true;
    pending = undefined;
    const { submitter } = event;
    const { id, kept } = save();
    await kept;
    const result = await outcome(id, PATIENCE);
    isBusy = false;
    if (result) {
      isReady = true;
      form.requestSubmit(submitter);
    } else if (form.noValidate) {
      pending = { submitter };
      say("over");
    } else {
      const isHandingIn = submitter?.value === "submit";
      pending = isHandingIn ? { submitter } : undefined;
      say(isHandingIn ? "lost" : "kept");
    }
  });
  news.addEventListener("changed", () => {
    if (pending && !isBusy && !state.own.length) {
      form.requestSubmit(pending.submitter);
    }
  });
  form.addEventListener("input", () => {
    // Whoever goes on working has not finished; unless the time is over.
    if (pending && !form.noValidate) {
      pending = undefined;
      say();
    }
  });
}

function handIn(form) {
  for (const [name, value] of [
    ["action", "submit"],
    ["confirmed", "1"],
  ]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.noValidate = true;
  form.requestSubmit();
}

// Counts what the server says is left, so that a clock that is wrong on this machine does no harm.
function countDown(place, form) {
  const display = place.querySelector("[data-time-left]");
  const end = performance.now() + Number(place.dataset.secondsLeft) * 1000;
  const show = () => {
    const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
    display.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds > 0) {
      setTimeout(show, 1000);
    } else {
      handIn(form);
    }
  };
  show();
}

const form = document.querySelector("form[data-attempt]");
if (crypto.randomUUID) {
  guard(form, keepAnswers(form));
}
const timed = document.querySelector("[data-seconds-left]");
if (timed) {
  countDown(timed, form);
}
