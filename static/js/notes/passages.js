// Describes words of a text so that they are found again when the text around them has changed: by what they say and by
// what stands beside them (TextQuoteSelector of the Web Annotation Data Model).
const AROUND = 32;
// What is no text of the lesson: forms, names of blocks, what only screen readers read.
const APART = "form, button, select, [popover], [hidden], .block-kind, .visually-hidden, .marking";
const LINES = "p, li, h2, h3, h4, dt, dd, td, th, caption, figcaption, summary, blockquote, div";

const SHOWN = {
  acceptNode: ({ parentElement }) =>
    parentElement.closest(APART) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
};

/** The text of `root` with single spaces, and the place of each of its characters. */
function read(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, SHOWN);
  const places = [];
  let text = "";
  let line;
  const add = (character, node, offset) => {
    if (character !== " " || (text && !text.endsWith(" "))) {
      text += character;
      places.push([node, offset]);
    }
  };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.parentElement.closest(LINES);
    if (own !== line) {
      add(" ", node, 0);
      line = own;
    }
    for (let offset = 0; offset < node.length; offset += 1) {
      const character = node.data[offset];
      add(/\s/.test(character) ? " " : character, node, offset);
    }
  }
  return { text, places };
}

function rangeOf(places, from, to) {
  const range = new Range();
  range.setStart(...places[from]);
  const [node, offset] = places[to - 1];
  range.setEnd(node, offset + 1);
  return range;
}

/** How many characters two texts share, from their beginnings or, with -1 as `step`, from their ends. */
function shared(one, other, step) {
  const first = step < 0 ? -1 : 0;
  let count = 0;
  while (count < one.length && one.at(first + step * count) === other.at(first + step * count)) {
    count += 1;
  }
  return count;
}

/** The words of `root` that lie in `range`; undefined where there are none. */
export function describe(root, range) {
  const { text, places } = read(root);
  const isInside = ([node, offset]) =>
    range.comparePoint(node, offset) === 0 && range.comparePoint(node, offset + 1) === 0;
  const inside = places.flatMap((place, at) => (text[at] !== " " && isInside(place) ? [at] : []));
  if (!inside.length) {
    return undefined;
  }
  const [from, to] = [inside[0], inside.at(-1) + 1];
  return {
    exact: text.slice(from, to),
    prefix: text.slice(Math.max(0, from - AROUND), from),
    suffix: text.slice(to, to + AROUND),
  };
}

/** Where a passage stands in `root`: of several places the one whose surroundings are most alike. */
export function find(root, { exact, prefix = "", suffix = "" }) {
  const { text, places } = read(root);
  let best;
  let most = -1;
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    const alike = shared(prefix, text.slice(0, at), -1) + shared(suffix, text.slice(at + exact.length), 1);
    if (alike > most) {
      [best, most] = [at, alike];
    }
  }
  return best === undefined ? undefined : rangeOf(places, best, best + exact.length);
}
