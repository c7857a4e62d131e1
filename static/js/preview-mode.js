// Wagtail 8.0 drops a preview mode that is chosen while the preview before it is loading. It is asked for again here, so
// that the picture and the choice above it never say different things.
document.addEventListener("w-preview:loaded", ({ target }) => {
  const choice = target.querySelector("[data-w-preview-target='mode']");
  const shown = new URL(target.querySelector("iframe").src).searchParams.get("mode");
  // Wagtail counts the preview as loading until all who listen to this event have returned.
  if (choice.value !== shown)
    queueMicrotask(() => choice.dispatchEvent(new Event("change", { bubbles: true })));
});
