// Saves the answers of a running test as they are given, and shows the time that is left.
import { post } from "./post.js";

const PAUSE = 800;
const LONGEST_PAUSE = 30_000;

function autosave(form) {
  const status = document.querySelector("[data-save-state]");
  let timer;
  let pause = PAUSE;
  let version = 0;
  let saved = 0;
  let sending = false;

  const say = (what) => {
    status.textContent = status.dataset[what];
    status.dataset.state = what;
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    if (sending) {
      later(PAUSE);
      return;
    }
    const current = version;
    sending = true;
    say("saving");
    try {
      await post(form.dataset.saveUrl, new FormData(form));
      pause = PAUSE;
      saved = current;
      if (saved === version) {
        say("saved");
      }
    } catch (error) {
      say("failed");
      if (error.response?.status === 409) {
        // Refused for good, as the attempt is closed: the server says so in words.
        status.textContent = (await error.response.json()).message;
      } else {
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        later(pause);
      }
    } finally {
      sending = false;
    }
  }

  const changed = () => {
    version += 1;
    later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    // What is handed in takes the answers along.
    saved = version;
  });
  window.addEventListener("online", () => version > saved && save());
  window.addEventListener("pagehide", () => {
    if (version > saved) {
      post(form.dataset.saveUrl, new FormData(form)).catch(() => {});
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

const form = document.querySelector("form[data-autosave]");
if (form) {
  autosave(form);
  const timed = document.querySelector("[data-seconds-left]");
  if (timed) {
    countDown(timed, form);
  }
}
