// Draws what the learner highlighted in a lesson, without touching its text, and lets them highlight more.
import { entriesOf } from "../outbox/entries.js";
import { watchForms } from "../outbox/lesson.js";
import { showAnew } from "../outbox/live.js";
import { keep, news, send, state } from "../outbox/sender.js";
import { offer } from "./marking.js";
import { describe, find } from "./passages.js";

const NAME = "own";
const KINDS = ["highlight", "removal"];

const place = document.querySelector("[data-step]");
const text = document.querySelector(".blocks");
const { language } = document.querySelector("[data-language]").dataset;
const status = document.querySelector("[data-highlighted]");
const here = { course: place.dataset.course, step: place.dataset.step };

const waiting = (kind) => state.own.filter(({ fact }) => fact.kind === kind && fact.step === here.step);
const changes = (kind) => waiting(kind).map(({ fact }) => fact.change);
const pending = () =>
  KINDS.flatMap(waiting)
    .map(({ id }) => id)
    .join();
let drawn;

/** In its block, or anywhere in the lesson if it has moved. */
function rangeOf(passage) {
  const block = document.getElementById(`block-${passage.block}`);
  return (block ? find(block, passage) : undefined) ?? find(text, passage);
}

function draw() {
  drawn = pending();
  const gone = changes("removal").map(({ highlight }) => highlight);
  const forms = [...document.querySelectorAll("#highlights form[data-fact=highlight]")];
  const listed = forms.map((form) => ({ form, ...Object.fromEntries(entriesOf(form)) }));
  const ranges = [];
  for (const { form, ...passage } of [...listed, ...changes("highlight")]) {
    if (passage.language !== language || gone.includes(passage.highlight)) {
      continue;
    }
    const range = rangeOf(passage);
    if (range) {
      ranges.push(range);
    }
    if (form) {
      form.closest(".quote").querySelector("[data-changed]").hidden = Boolean(range);
    }
  }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** What a selection means: a passage in each block that it touches. */
function passagesIn(range) {
  return [...text.querySelectorAll(".blocks__block")]
    .filter((element) => range.intersectsNode(element))
    .map((element) => ({ element, ...describe(element, range) }))
    .filter(({ exact }) => exact);
}

function highlight(passages, note) {
  const label = `${document.querySelector("h1").textContent.trim()}: ${status.dataset.label}`;
  const all = passages.map(({ element, ...passage }, index) => {
    const change = {
      ...passage,
      highlight: crypto.randomUUID(),
      block: element.id.slice("block-".length),
      language,
      text: index ? "" : note,
    };
    return keep({ kind: "highlight", ...here, change }, { label }).kept;
  });
  status.textContent = status.dataset.highlighted;
  Promise.all(all).then(send);
}

offer({ describe: passagesIn, highlight });
news.addEventListener("changed", () => pending() !== drawn && draw());
news.addEventListener("settled", async ({ detail: { result } }) => {
  if (KINDS.includes(result.kind)) {
    await showAnew();
    watchForms();
    draw();
  }
});
draw();
