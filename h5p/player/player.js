// Runs in the document of a player, before H5P's core and the package: between them and the page of the course.
// Whatever a package does to this script, it can only speak for itself: the page knows which frame a message is from.
(() => {
  const REPORT = 2000; // milliseconds between two looks at the state
  const MEASURE = 100; // and between two heights
  const EMPTY = new Set(['""', "{}", "[]"]);
  const { page, integration } = JSON.parse(document.getElementById("told").textContent);
  const nonce = location.hash.slice(1);
  const ready = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  const content = Object.values(integration.contents)[0];
  let instance;
  let reported;
  let lacksScript = false;

  const send = (kind, value) => parent.postMessage({ agora: nonce, kind, value }, page);

  /** What packages expect of a browser's storage, for as long as the document is open: a sandbox has none. */
  function memory() {
    const kept = new Map();
    const storage = {
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => kept.set(String(name), String(value)),
      removeItem: (name) => kept.delete(String(name)),
      clear: () => kept.clear(),
      key: (number) => [...kept.keys()][number] ?? null,
    };
    return new Proxy(storage, {
      get: (target, name) => (name === "length" ? kept.size : (target[name] ?? kept.get(name))),
      set: (_target, name, value) => Boolean(kept.set(name, String(value))),
      deleteProperty: (_target, name) => kept.delete(name) || true,
    });
  }

  function state() {
    try {
      const found = instance?.getCurrentState?.();
      const text = JSON.stringify(found ?? "");
      return EMPTY.has(text) ? "" : text;
    } catch {
      return "";
    }
  }

  function report() {
    const now = state();
    if (now && now !== reported) {
      reported = now;
      send("state", now);
    }
  }

  /** Tells the height of what is shown, and the package when it got another width. */
  function follow(element) {
    let width = innerWidth;
    let height;
    let isWaiting = false;
    const measure = () => {
      isWaiting = false;
      const now = Math.ceil(Math.max(element.getBoundingClientRect().height, element.scrollHeight));
      if (now !== height) {
        height = now;
        send("height", now);
      }
    };
    const soon = () => {
      if (!isWaiting) {
        isWaiting = true;
        setTimeout(measure, MEASURE);
      }
    };
    new ResizeObserver(soon).observe(element);
    H5P.on(instance, "resize", soon);
    window.addEventListener("resize", () => {
      if (innerWidth !== width) {
        width = innerWidth;
        H5P.trigger(instance, "resize");
      }
    });
    measure();
  }

  async function start(kept) {
    await ready;
    // The core has work of its own to do when the document is ready, and began to wait for that earlier.
    await new Promise((resolve) => H5P.jQuery(resolve));
    if (lacksScript) {
      return;
    }
    content.contentUserData = kept ? { 0: { state: kept } } : {};
    // It would ask every page around it for more height.
    H5P.communicator = undefined;
    H5P.externalDispatcher.on("xAPI", ({ data }) => {
      send("statement", JSON.stringify(data.statement));
      setTimeout(report, MEASURE);
    });
    H5P.init(document.body);
    instance = H5P.instances[0];
    if (!instance) {
      throw new Error("The content type did not start");
    }
    // What was there before anybody did anything is not news.
    reported = state();
    const element = document.querySelector(".h5p-content");
    // The page draws a line around it, so content types are to keep their distance.
    element.classList.replace("h5p-no-frame", "h5p-frame");
    H5P.trigger(instance, "resize");
    follow(element);
    send("ready");
    setInterval(report, REPORT);
    window.addEventListener("pagehide", report);
    document.addEventListener("visibilitychange", report);
  }

  /** A sandbox opens no windows, and a frame that went elsewhere would be lost: the page offers the address instead. */
  function offer(event) {
    const link = event.target.closest?.("a[href]");
    if (link && !event.defaultPrevented && link.href.split("#")[0] !== location.href.split("#")[0]) {
      event.preventDefault();
      send("link", link.href);
    }
  }

  function hear({ source, origin, data }) {
    if (source !== parent || origin !== page || data?.agora !== nonce) {
      return;
    }
    if (data.kind === "start" && reported === undefined) {
      reported = "";
      start(data.value).catch((error) => {
        console.warn(error);
        send("failed");
      });
    } else if (data.kind === "flush") {
      report();
    }
  }

  /** A script that did not arrive: the package cannot play without it. */
  function miss({ target }) {
    if (target.localName === "script") {
      lacksScript = true;
      send("failed");
    }
  }

  content.jsonContent = JSON.stringify(content.params);
  delete content.params;
  window.H5PIntegration = integration;
  window.H5P = { preventInit: true };
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: memory() });
  }
  Object.defineProperty(document, "cookie", { value: "", writable: true });

  if (parent === window) {
    ready.then(() => document.getElementById("alone").removeAttribute("hidden"));
    return;
  }
  window.addEventListener("message", hear);
  window.addEventListener("click", offer);
  window.addEventListener("error", miss, true);
  send("hello");
})();
