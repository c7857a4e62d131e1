// How tall a package was when it was last seen in this tab: its place is reserved, so that the page does not jump.
const nameOf = (element) => `h5p-height ${element.dataset.h5p} ${Math.round(element.clientWidth / 100)}`;

export function height(element) {
  try {
    return Number(sessionStorage.getItem(nameOf(element)));
  } catch {
    return 0;
  }
}

export function remember(element, pixels) {
  try {
    sessionStorage.setItem(nameOf(element), String(Math.round(pixels)));
  } catch {
    // A browser may forbid it, as in private windows.
  }
}
