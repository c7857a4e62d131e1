// What a lesson from the last visit does without network.

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
}
