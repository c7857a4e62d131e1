// Sends a form with a large file and shows how far it is. What was filled in stays, whatever happens on the way.
const HALFWAY = 0.5;

function send(form) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.send(new FormData(form));
  return request;
}

for (const form of document.querySelectorAll("[data-upload]")) {
  const part = (name) => form.querySelector(`[data-upload-${name}]`);
  const [report, progress, words, status] = ["report", "progress", "words", "status"].map(part);
  const bar = progress.querySelector("progress");
  const button = form.querySelector("[type=submit]");

  const say = (text) => {
    words.textContent = text;
    status.textContent = text;
  };

  const stop = (html) => {
    progress.hidden = true;
    button.disabled = false;
    say("");
    report.replaceChildren(html);
    report.scrollIntoView({ block: "nearest" });
  };

  const complain = (text) => {
    const box = document.createElement("div");
    box.className = "help-block help-critical";
    box.setAttribute("role", "alert");
    box.textContent = text;
    stop(box);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    report.replaceChildren();
    button.disabled = true;
    progress.hidden = false;
    bar.value = 0;
    say(form.dataset.sending);
    let isHalfway = false;
    const request = send(form);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const share = total ? loaded / total : 0;
      bar.value = share * 100;
      words.textContent = `${form.dataset.sending}: ${Math.floor(share * 100)} %`;
      if (share >= HALFWAY && !isHalfway) {
        // Aloud only once in between: each per cent would talk over everything else.
        isHalfway = true;
        status.textContent = words.textContent;
      }
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      say(form.dataset.checking);
    });
    request.addEventListener("error", () => complain(form.dataset.broken));
    request.addEventListener("load", () => {
      const answer = request.response;
      if (answer?.next) {
        location.assign(answer.next);
      } else if (answer?.report) {
        stop(document.createRange().createContextualFragment(answer.report));
      } else {
        complain(request.status === 413 ? form.dataset.tooLarge : form.dataset.broken);
      }
    });
  });
}
