// Keeps what a form holds as it is filled in: each version takes the place of the one before.
import { entriesOf } from "./entries.js";
import { drafting, keep, news, sendSoon } from "./sender.js";

const PAUSE = 500;

/** `fields` gives the fact as the form has it now. Returns `save`, which does so at once, and whether something `isDue`. */
export function autosave(form, fields, label) {
  let last;
  let timer;

  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    const { id, kept } = keep(fields(), { label, entries: entriesOf(form), replaces: last });
    last = id;
    drafting(false);
    return { id, kept };
  };

  form.addEventListener("input", () => {
    drafting(true);
    clearTimeout(timer);
    timer = setTimeout(() => save().kept.then(sendSoon), PAUSE);
  });
  news.addEventListener("leaving", () => timer && save());
  return { save, isDue: () => timer !== undefined };
}
