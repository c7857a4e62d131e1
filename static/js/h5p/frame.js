// Plays H5P packages in frames on an origin of their own, one after another, as they come near to the window.
// What a package says becomes an event on its element: h5p:viewed, h5p:statement, h5p:state. A page that is about to be
// left asks for the last state with h5p:flush; one that knows a newer state than it came with says so with h5p:restore.
// Nothing else of a package reaches this page.
import { Budget } from "./budget.js";
import { height, remember } from "./heights.js";

const NEAR = "600px 0px";
const SEEN = "-10% 0px";
// Milliseconds: how long others wait for one that starts, and how long a document may be there without a word.
const PATIENCE = 10_000;
const SILENCE = 4_000;
const TALLEST = 20_000; // pixels
const LONGEST = { statement: 16_384, state: 65_536 }; // bytes
const LEADS_TO = new Set(["http:", "https:", "mailto:"]);

const bytes = (text) => new TextEncoder().encode(text).length;

class Player {
  constructor(element) {
    this.element = element;
    this.place = element.querySelector("[data-h5p-frame]");
    this.error = element.querySelector("[data-h5p-error]");
    this.link = element.querySelector("[data-h5p-link]");
    this.loading = element.querySelector("[data-h5p-loading]");
    element.querySelector("[data-h5p-again]").addEventListener("click", () => {
      this.element.focus();
      this.start();
    });
    element.addEventListener("h5p:flush", () => this.say("flush"));
    // The page may know a newer state than the one that came with it.
    element.addEventListener("h5p:restore", ({ detail }) => {
      this.kept = detail.state;
    });
    window.addEventListener("message", (event) => this.hear(event));
    this.kept = element.querySelector("template[data-h5p-state]")?.content.textContent.trim() ?? "";
    this.resize(height(element));
    this.show("waiting");
  }

  /** Resolves when the package plays, when it failed, or when it takes so long that others need not wait. */
  start() {
    this.stop();
    const { src, origin, title } = this.element.dataset;
    if (new URL(src).origin !== origin) {
      this.fail();
      return Promise.resolve();
    }
    this.nonce = crypto.randomUUID();
    this.budget = new Budget();
    this.spoke = false;
    this.show("loading");
    this.frame = Object.assign(document.createElement("iframe"), {
      src: `${src}#${this.nonce}`,
      title,
      allow: "fullscreen",
      referrerPolicy: "no-referrer",
    });
    this.frame.sandbox = "allow-scripts allow-forms";
    this.frame.addEventListener("load", () => {
      // Our document speaks before it is complete. One that does not is a refusal, or the package went elsewhere.
      if (!this.spoke) {
        this.silence = setTimeout(() => this.fail(), SILENCE);
      }
      this.spoke = false;
    });
    this.place.replaceChildren(this.frame);
    return new Promise((resolve) => {
      this.settle = resolve;
      setTimeout(resolve, PATIENCE);
    });
  }

  // In its sandbox a document has an origin that nobody can name, which is "null" here and has to be "*" there. That it is
  // the document we asked for is what the nonce says, which only its address told.
  hear({ source, origin, data }) {
    if (!this.frame || source !== this.frame.contentWindow || origin !== "null") {
      return;
    }
    if (!this.budget.allows(data?.kind)) {
      this.fail();
    } else if (data?.agora === this.nonce) {
      this.take(data.kind, data.value);
    }
  }

  say(kind, value) {
    this.frame?.contentWindow?.postMessage({ agora: this.nonce, kind, value }, "*");
  }

  take(kind, value) {
    const isPlaying = this.state === "ready";
    const hasBegun = isPlaying || this.state === "greeted";
    if (kind === "hello") {
      clearTimeout(this.silence);
      this.spoke = true;
      this.state = "greeted";
      this.say("start", this.kept);
    } else if (kind === "failed" && !isPlaying) {
      this.fail();
    } else if (kind === "ready" && !isPlaying) {
      this.show("ready");
      this.settle();
      onceSeen(this.element, () => this.tell("viewed"));
    } else if (kind === "height" && Number.isFinite(value)) {
      this.resize(value);
      remember(this.element, value);
    } else if (kind === "link" && isPlaying) {
      this.offer(value);
    } else if (hasBegun && LONGEST[kind] && typeof value === "string" && bytes(value) <= LONGEST[kind]) {
      this.hand(kind, value);
    }
  }

  hand(kind, text) {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    if (kind === "state") {
      this.kept = text;
      this.tell("state", { state: text });
    } else if (typeof value === "object" && value) {
      this.tell("statement", { statement: value });
    }
  }

  /** A package opens nothing by itself: whoever followed a link in it sees where that leads, and goes there or not. */
  offer(address) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (LEADS_TO.has(url?.protocol)) {
      const link = this.link.querySelector("a");
      link.href = link.textContent = url.href;
      this.link.hidden = false;
    }
  }

  tell(what, detail) {
    this.element.dispatchEvent(new CustomEvent(`h5p:${what}`, { bubbles: true, detail }));
  }

  resize(pixels) {
    if (pixels > 0) {
      this.place.style.blockSize = `${Math.min(pixels, TALLEST)}px`;
    }
  }

  show(state) {
    this.state = state;
    this.element.dataset.h5pShows = state;
    this.loading.hidden = state === "ready" || state === "failed";
    this.error.hidden = state !== "failed";
    this.place.hidden = state === "failed";
    this.link.hidden = true;
  }

  stop() {
    clearTimeout(this.silence);
    this.frame?.remove();
    this.frame = undefined;
  }

  fail() {
    this.stop();
    this.show("failed");
    this.settle?.();
  }
}

function onceSeen(element, then) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        then();
      }
    },
    { rootMargin: SEEN },
  );
  observer.observe(element);
}

const players = new Map();
let queue = Promise.resolve();

// One observer for all: browsers call several in any order, and learners begin at the top.
const approach = new IntersectionObserver(
  (entries) => {
    const near = new Set(entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target));
    for (const [element, player] of players) {
      if (near.has(element)) {
        approach.unobserve(element);
        queue = queue.then(() => player.start());
      }
    }
  },
  { rootMargin: NEAR },
);

for (const element of document.querySelectorAll("[data-h5p]")) {
  players.set(element, new Player(element));
  approach.observe(element);
}
