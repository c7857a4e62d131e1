// Registers the service worker for whoever is signed in, and tells it which files a lesson shows. Where there are no
// service workers, as on plain http, nothing happens.
import { forgetAllBut } from "./kept.js";

const NOBODY = "nobody";
// Milliseconds after the last word that was saved, before the lesson is kept anew with it.
const PAUSE = 1000;
const { learner } = document.body.dataset;
const lesson = document.querySelector("[data-keep]");
const notice = document.querySelector("[data-kept-only]:not([hidden]) .notice");

const addressOf = (href) => new URL(href, document.baseURI).href.split("#")[0].replace(/\?$/, "");

// The size of a picture that the browser has chosen first, then the sizes that it may choose another time.
function sizes(picture) {
  const offered = picture.srcset.split(",").map((size) => size.trim().split(/\s+/)[0]);
  const shown = picture.currentSrc || picture.src;
  return [...new Set([shown, picture.src, ...offered].filter(Boolean).map(addressOf))];
}

// Modules that other modules have asked for, and fonts: the page itself does not name them.
const unnamed = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => addressOf(name))
    .filter((address) => /\.(js|woff2)$/.test(address));

function files() {
  const found = (selector, attribute) =>
    [...document.querySelectorAll(selector)].map((element) => [addressOf(element[attribute])]);
  return [
    ...found("link[rel=stylesheet], link[rel=icon]", "href"),
    ...[...new Set([...found("script[src]", "src").flat(), ...unnamed()])].map((address) => [address]),
    ...[...lesson.querySelectorAll("img")].map(sizes),
    ...found("video[poster]", "poster"),
    ...found("a[data-keep]", "href"),
  ];
}

async function here() {
  await forgetAllBut(learner || NOBODY);
  if (!learner) {
    return;
  }
  // What the learner came for comes first, and then what is fetched ahead.
  if (document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  const { worker } = document.querySelector("script[data-worker]").dataset;
  await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  if (lesson) {
    const { active } = await navigator.serviceWorker.ready;
    const address = addressOf("");
    active.postMessage({ address, files: files() });
    let timer;
    document.addEventListener("lesson:annotated", () => {
      clearTimeout(timer);
      timer = setTimeout(() => active.postMessage({ address }), PAUSE);
    });
  }
}

if ("serviceWorker" in navigator && "caches" in window) {
  if (notice) {
    import("./last-visit.js").then(({ lastVisit }) => lastVisit(notice));
  } else {
    // A browser may have them and forbid them, as in private windows: then nothing is kept.
    here().catch(() => {});
  }
}
