// Lists the lessons that can be read on this device, on the page that is shown without network.
import { keptLessons } from "./kept.js";

const place = document.querySelector("[data-kept-lessons]");
const list = place.querySelector("ul");
const language = document.documentElement.lang;
const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long" });

function row({ address, at, html }) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const link = Object.assign(document.createElement("a"), {
    href: address,
    lang: page.documentElement.lang,
    textContent: page.querySelector("h1").textContent,
  });
  const course = page.querySelector(".breadcrumb a")?.textContent;
  const about = Object.assign(document.createElement("span"), { className: "hint" });
  about.append(...(course ? [course, document.createElement("br")] : []));
  about.append(`${place.dataset.visited} ${format.format(new Date(at))}`);
  const item = document.createElement("li");
  item.append(link, about);
  return item;
}

async function show() {
  const kept = await keptLessons();
  list.replaceChildren(...kept.map(row));
  place.hidden = kept.length === 0;
}

show().catch(() => {});
