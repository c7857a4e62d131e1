// Forms whose answer only the server can give, as the start of a test: without a line one stays on the page and reads why.
import { deliver } from "./delivery.js";

export function watchLine() {
  for (const form of document.querySelectorAll("form[data-needs-line]")) {
    const note = document.createElement("p");
    note.className = "outbox-note";
    note.setAttribute("role", "status");
    form.append(note);
    let isChecked = false;
    form.addEventListener("submit", async (event) => {
      if (isChecked) {
        return;
      }
      event.preventDefault();
      note.textContent = "";
      const { status } = await deliver([]);
      // Whatever else the server has to say, it says better on a page.
      isChecked = status > 0 && status < 500;
      if (isChecked) {
        form.requestSubmit(event.submitter);
      } else {
        note.textContent = form.dataset.needsLine;
        note.dataset.state = "refused";
      }
    });
  }
}
