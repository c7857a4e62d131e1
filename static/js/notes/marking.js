// The button beside selected words. It stands in the text after the block of the selection, so that Tab leads to it.
const PAUSE = 200;

const text = document.querySelector(".blocks");
const template = document.querySelector("template[data-marking]");
const marking = template.content.firstElementChild.cloneNode(true);
const form = marking.querySelector("form");

const isWithin = () => marking.contains(document.activeElement);

function put(range, block) {
  block.after(marking);
  const lines = range.getClientRects();
  const end = lines[lines.length - 1];
  const frame = text.getBoundingClientRect();
  const room = frame.width - marking.offsetWidth;
  marking.style.insetBlockStart = `${end.bottom - frame.top}px`;
  marking.style.insetInlineStart = `${Math.max(0, Math.min(end.left - frame.left, room))}px`;
}

/** Offers to highlight whatever is selected: `describe(range)` tells what that would be, `highlight` does it. */
export function offer({ describe, highlight }) {
  let passages = [];
  let timer;

  const hide = () => {
    marking.remove();
    form.hidden = true;
    form.reset();
  };

  const look = () => {
    const selection = getSelection();
    if (isWithin()) {
      return;
    }
    const range = selection.rangeCount ? selection.getRangeAt(0) : undefined;
    passages = range && !range.collapsed && text.contains(range.startContainer) ? describe(range) : [];
    if (passages.length) {
      put(range, passages.at(-1).element);
    } else {
      hide();
    }
  };

  const done = () => {
    highlight(passages, form.elements.text.value);
    getSelection().removeAllRanges();
    hide();
  };

  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };

  document.addEventListener("selectionchange", lookSoon);
  // The words stay selected while a button is pressed.
  marking.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  marking.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  marking.querySelector("[data-highlight]").addEventListener("click", done);
  marking.querySelector("[data-annotate]").addEventListener("click", () => {
    form.hidden = false;
    form.elements.text.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done();
  });
  lookSoon();
}
