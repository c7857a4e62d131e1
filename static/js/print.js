// Prints one worksheet. Without script the button stays hidden, and the browser's own menu prints the whole lesson.
for (const button of document.querySelectorAll("[data-print]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const sheet = button.closest("[data-sheet]");
    sheet.classList.add("is-printed");
    window.addEventListener("afterprint", () => sheet.classList.remove("is-printed"), { once: true });
    window.print();
  });
}
