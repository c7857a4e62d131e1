// The outbox: nothing that a learner did depends on the line at that moment. See docs/decisions/0017-outbox.md.
import { watchState } from "./indicator.js";
import { restore, watchLesson } from "./lesson.js";
import { watchLine } from "./line.js";
import { refresh, start } from "./sender.js";
import { watchSignOut } from "./sign_out.js";

// Browsers that cannot make ids are old, or do not trust the line. The forms of the page work there by themselves.
if (crypto.randomUUID) {
  watchState();
  watchLesson();
  watchSignOut();
  watchLine();
  await refresh();
  restore();
  start();
}
