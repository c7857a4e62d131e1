// Who changes the language in the middle of a lesson stays at the block that they were reading.
const places = [...document.querySelectorAll("[data-places] > [id]")];

/** The block at the upper edge of the window; none while the top of the page is in sight. */
const place = () => places.findLast((block) => block.getBoundingClientRect().top <= window.innerHeight / 3);

for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => {
    link.hash = place()?.id ?? "";
  });
}
