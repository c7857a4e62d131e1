// What was typed elsewhere on a page and not saved yet, while the page is loaded again because something else was.
const NAME = "drafts";

export function leave(forms) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ path: location.pathname, forms }));
  } catch {
    // This browser keeps nothing.
  }
}

export function take() {
  try {
    const { path, forms } = JSON.parse(sessionStorage.getItem(NAME)) ?? {};
    sessionStorage.removeItem(NAME);
    return path === location.pathname ? forms : [];
  } catch {
    return [];
  }
}
