// What a lesson from the last visit does without network.
const PATIENCE = 10_000;

async function isAnswered() {
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(window.location.href, { method: "HEAD", signal }).catch(() => undefined);
  // Whoever is not signed in any more is led to the sign-in page, and what they wrote would be lost.
  return Boolean(response?.ok) && !response.redirected;
}

function sayThatFormsWait({ waits, stillWaits }) {
  for (const form of document.querySelectorAll("main form")) {
    const hint = document.createElement("p");
    Object.assign(hint, { className: "hint", textContent: waits });
    hint.setAttribute("role", "status");
    form.append(hint);
    form.addEventListener("submit", () => {
      hint.textContent = waits;
    });
  }
  // Last of all, so that whatever else takes care of a form goes first.
  window.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("main form")) {
      return;
    }
    event.preventDefault();
    if (await isAnswered()) {
      form.submit();
    } else {
      form.querySelector(":scope > .hint[role=status]").textContent = stillWaits;
    }
  });
}

// Browsers ask no worker for what is to be downloaded, so the link itself leads to the copy.
async function offerCopy(link) {
  const copy = await caches.match(link.href, { ignoreVary: true });
  if (copy) {
    link.download = decodeURIComponent(new URL(link.href).pathname.split("/").at(-1));
    link.href = URL.createObjectURL(await copy.blob());
  }
}

export function lastVisit(notice) {
  // What was said at the last visit is over, and what is said now is to be heard.
  document.querySelector(".notices").replaceChildren();
  notice.replaceChildren(...notice.childNodes);
  for (const picture of document.querySelectorAll("img[loading=lazy]")) {
    picture.loading = "eager";
  }
  document.querySelectorAll("a[data-keep]").forEach(offerCopy);
  sayThatFormsWait(notice.dataset);
}
