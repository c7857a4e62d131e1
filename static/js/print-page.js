// Without script the button stays hidden, and the browser's own menu prints.
const button = document.querySelector("[data-print-page]");
button.parentElement.hidden = false;
button.addEventListener("click", () => window.print());
