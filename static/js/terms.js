// Explains a word of the trade where it stands. Without script its link leads to the explanation below the text.
for (const link of document.querySelectorAll("a.term")) {
  const explanation = document.getElementById(link.hash.slice(1));
  if (!explanation?.showPopover) {
    break;
  }
  const isOpen = () => explanation.matches(":popover-open");
  // A pointer that is put down beside an explanation closes it, before the click arrives.
  let wasOpen = false;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("pointerdown", () => {
    wasOpen = isOpen();
  });
  const toggle = (event) => {
    event.preventDefault();
    if (isOpen()) {
      explanation.hidePopover();
    } else if (!event.detail || !wasOpen) {
      explanation.showPopover({ source: link });
      explanation.focus();
    }
  };
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => event.key === " " && toggle(event));
  explanation.addEventListener("toggle", ({ newState }) => {
    link.setAttribute("aria-expanded", String(newState === "open"));
  });
}
