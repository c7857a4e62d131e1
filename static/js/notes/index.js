// What draws highlights comes when there is one, or when words are selected: most visits have neither.
import { news, state } from "../outbox/sender.js";

const text = document.querySelector(".blocks");

const isMarked = () =>
  document.querySelector("#highlights form[data-fact=highlight]") ||
  state.own.some(({ fact }) => fact.kind === "highlight");
const isSelected = () => {
  const selection = getSelection();
  return !selection.isCollapsed && text.contains(selection.anchorNode);
};

function look() {
  if (isMarked() || isSelected()) {
    document.removeEventListener("selectionchange", look);
    news.removeEventListener("changed", look);
    import("./highlights.js");
  }
}

// Browsers that cannot draw them show the list below the lesson all the same.
if (crypto.randomUUID && CSS.highlights) {
  document.querySelector("[data-marking-hint]").hidden = false;
  document.addEventListener("selectionchange", look);
  news.addEventListener("changed", look);
  look();
}
