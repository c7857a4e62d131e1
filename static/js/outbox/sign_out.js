// Whoever signs out while something is unsent is told so first. What is kept stays on this device until they are back.
import { counted, hasten, news, send } from "./sender.js";
import { isForgetful } from "./store.js";

const MOMENT = 4000;

const dialog = document.querySelector("[data-sign-out-warning]");
let leaving;

async function isAllSent() {
  hasten();
  await Promise.race([send(), new Promise((resolve) => setTimeout(resolve, MOMENT))]);
  return !counted().length;
}

function signOut() {
  dialog.close();
  leaving.submit();
}

function count() {
  const words = document.querySelector("[data-outbox]").dataset;
  dialog.querySelector("[data-count]").textContent = words.unsent.replace("{n}", counted().length);
  dialog.querySelector("[data-is-kept]").hidden = isForgetful();
  dialog.querySelector("[data-is-lost]").hidden = !isForgetful();
}

export function watchSignOut() {
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      hasten();
      if (!counted().length) {
        return;
      }
      event.preventDefault();
      leaving = form;
      if (await isAllSent()) {
        signOut();
      } else if (!dialog.open) {
        count();
        dialog.showModal();
      }
    });
  }
  const on = (name, act) => dialog.querySelector(`[data-${name}]`).addEventListener("click", act);
  on("stay", () => dialog.close());
  on("anyway", signOut);
  on("send", async ({ currentTarget: button }) => {
    const note = dialog.querySelector("[role=status]");
    note.textContent = "";
    if (await isAllSent()) {
      signOut();
    } else {
      note.textContent = button.dataset.failed;
    }
  });
  news.addEventListener("changed", count);
}
