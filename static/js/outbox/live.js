// Brings up to date what the page says of the learner's progress, without loading it again: what plays on it goes on.
let isAsked = false;
let running;

const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

async function load() {
  while (isAsked) {
    isAsked = false;
    const response = await fetch(location.pathname, { cache: "no-store", credentials: "same-origin" });
    if (response.ok && !response.redirected) {
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
    }
  }
}

function show(page) {
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${old.dataset.live}"]`);
    // Where nothing is new everything stays, forms as well; so does what the server does not know, and where somebody is.
    const isBusy = old.contains(document.activeElement) || old.querySelector(".state--kept");
    if (fresh && words(fresh) !== words(old) && !isBusy) {
      old.className = fresh.className;
      old.replaceChildren(...fresh.childNodes);
    }
  }
}

/** Resolves when the page is up to date, or cannot be without a line: then it is right again when it is loaded. */
export function showAnew() {
  isAsked = true;
  running ??= load()
    .catch(() => {})
    .finally(() => {
      running = undefined;
    });
  return running;
}
