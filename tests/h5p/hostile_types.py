"""Content types that do what they should not: packages around a script."""

from __future__ import annotations

from typing import Any

from .packages import dependency, library, manifest, packed

BODY = """
window.Hostile = class extends H5P.EventDispatcher {
  attach($container) { $container.text("Hostile"); attack(this); }
  getCurrentState() { return window.state; }
};
"""


def package(script: str, title: str = "Hostile", params: dict[str, Any] | None = None) -> bytes:
    """`script` defines `attack(instance)`, which runs when the content type is shown."""
    return packed(
        {
            "h5p.json": manifest(
                title=title,
                mainLibrary="Hostile",
                preloadedDependencies=[dependency("Hostile", 1, 0)],
            ),
            "content/content.json": params or {},
            "Hostile-1.0/library.json": library("Hostile", 1, 0, preloadedJs=[{"path": "hostile.js"}]),
            "Hostile-1.0/semantics.json": [],
            "Hostile-1.0/hostile.js": (script + BODY).encode(),
        }
    )


# Each is tried by itself; what it brings is in `outcomes`, and what it was refused begins with "refused".
ATTEMPTS = """
const neighbour = () => Array.from({ length: parent.length }, (_, number) => parent[number]).find((one) => one !== window);
const told = JSON.parse(document.getElementById("told").textContent);
const main = told.page;
const nonce = location.hash.slice(1);
const whenLoaded = (element, address) => new Promise((resolve, reject) => {
  element.onload = () => resolve("loaded");
  element.onerror = () => reject(new Error("not loaded"));
  element.src = address;
  document.body.append(element);
});
const hand = (action) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action });
  document.body.append(form);
  form.submit();
};
const ask = (address, options) => fetch(address, { credentials: "include", ...options }).then((answer) => answer.text());
const attempts = {
  "page": () => parent.document.body.innerHTML,
  "storage of the page": () => top.localStorage.length,
  "storage of the page by its frame": () => window.frameElement.ownerDocument.title,
  "address of the page": () => top.location.href,
  "neighbour": () => neighbour().document.body.innerHTML,
  "address of the neighbour": () => neighbour().location.href,
  "cookies": () => Object.getOwnPropertyDescriptor(Document.prototype, "cookie").get.call(document),
  "database": () => new Promise((resolve, reject) => {
    const opened = indexedDB.open("x");
    opened.onsuccess = () => resolve("opened");
    opened.onerror = () => reject(opened.error);
  }),
  "caches": () => caches.open("x"),
  "worker": () => navigator.serviceWorker.register(new URL(document.querySelector("script[src*=hostile]").src).pathname),
  "other worker": () => whenLoaded(new Worker(document.querySelector("script[src*=hostile]").src), ""),
  "token": () => ask(`${main}/en/learn/token/`),
  "facts": () => ask(`${main}/en/learn/facts/`, { method: "POST", body: "{}", mode: "no-cors" }),
  "lesson": () => ask(`${main}/en/`),
  "old way": () => { const request = new XMLHttpRequest(); request.open("GET", main, false); request.send(); return request.responseText; },
  "picture": () => whenLoaded(new Image(), `${main}/static/img/favicon.svg`),
  "script": () => whenLoaded(document.createElement("script"), `${main}/static/js/print.js`),
  "stranger": () => ask("https://example.org/"),
  "player of another": () => ask(told.integration.contents["cid-1"].contentUrl.replace("/content/", "/play/") + "/"),
  "another folder": () => ask(told.integration.contents["cid-1"].contentUrl + "/../x/content.json"),
  "its own content.json": () => ask(told.integration.contents["cid-1"].contentUrl + "/content.json"),
  "top": () => { top.location.href = `${main}/en/accounts/logout/`; },
  "top by replacing": () => { top.location.replace(`${main}/en/accounts/logout/`); },
  "window": () => { if (window.open(main) === null) throw new Error("no window"); },
  "link to the top": () => new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("a"), { href: `${main}/en/`, target: "_top" });
    document.body.append(link);
    link.dispatchEvent(new MouseEvent("click", { bubbles: false, cancelable: true }));
    setTimeout(() => reject(new Error("still here")), 300);
  }),
  "dialog": () => { if (!confirm("Your password?")) throw new Error("no dialog"); },
  "camera": () => navigator.mediaDevices.getUserMedia({ video: true }),
};
async function attack() {
  window.outcomes = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      outcomes[name] = `got ${String(await attempt()).slice(0, 80)}`;
    } catch (error) {
      outcomes[name] = `refused: ${error?.name} ${error?.message}`;
    }
  }
  document.body.append("Over");
}
"""

# Speaks for the neighbour: with a guessed nonce, with none, with its own, and straight at the frames of others.
IMPERSONATE = """
const neighbour = () => Array.from({ length: parent.length }, (_, number) => parent[number]).find((one) => one !== window);
function attack() {
  const said = (nonce, kind = "statement") => ({ agora: nonce, kind, value: '{"verb":{"id":"forged"},"title":"Neighbour"}' });
  const nonce = location.hash.slice(1);
  for (const guess of ["", "guessed", undefined, null, [nonce]]) {
    parent.postMessage(said(guess), "*");
  }
  neighbour().postMessage({ agora: nonce, kind: "start", value: '{"page":2}' }, "*");
  neighbour().postMessage({ agora: nonce, kind: "flush" }, "*");
  parent.postMessage(said(nonce, "viewed"), "*");
  parent.postMessage(said(nonce, "constructor"), "*");
  parent.postMessage({ ...said(nonce, "state"), value: JSON.stringify("x".repeat(70_000)) }, "*");
  parent.postMessage({ ...said(nonce), value: JSON.stringify("x".repeat(20_000)) }, "*");
  parent.postMessage({ ...said(nonce), value: "{broken" }, "*");
  parent.postMessage({ agora: nonce, kind: "height", value: 1e9 }, "*");
  parent.postMessage({ agora: nonce, kind: "link", value: "javascript:alert(1)" }, "*");
  setTimeout(() => parent.postMessage(said(nonce), "*"), 500);
}
"""

FLOOD = """
function attack() {
  const nonce = location.hash.slice(1);
  setInterval(() => {
    for (let count = 0; count < 200; count += 1) {
      parent.postMessage({ agora: nonce, kind: "statement", value: '{"verb":{"id":"flood"}}' }, "*");
    }
  }, 1);
}
"""
