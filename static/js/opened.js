// Tells the server where the learner is, so that “continue” leads back here.
import { post } from "./post.js";

const place = document.querySelector("[data-opened-url]");
if (place) {
  post(place.dataset.openedUrl, new FormData()).catch(() => {});
}
