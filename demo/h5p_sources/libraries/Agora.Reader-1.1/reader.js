window.Agora = window.Agora || {};

Agora.Reader = (() => {
  const TEXTS = {
    previous: "Back",
    next: "Next",
    place: "Page :page of :pages",
    done: "You have read all pages.",
  };
  const ENDING_POINT = "http://id.tincanapi.com/extension/ending-point";

  class Reader extends H5P.EventDispatcher {
    constructor(params, contentId, extras = {}) {
      super();
      this.contentId = contentId;
      this.extras = extras;
      this.pages = params.pages || [];
      this.texts = Agora.texts(TEXTS, params.texts);
      const state = extras.previousState || {};
      this.page = this.pages[state.page] ? state.page : 0;
      this.isCompleted = state.isCompleted === true;
    }

    attach($container) {
      this.sheet = Agora.element("article", { className: "agora-sheet" });
      this.place = Agora.element("p", { className: "agora-place" });
      this.done = Agora.status("agora-done");
      this.previous = Agora.button(this.texts.previous, "agora-secondary", () => this.turn(-1));
      this.next = Agora.button(this.texts.next, "agora-next", () => this.turn(1));
      const bar = Agora.element("div", { className: "agora-bar" }, [this.previous, this.place, this.next]);
      $container[0].replaceChildren(
        Agora.element("div", { className: "agora agora-reader" }, [this.sheet, this.done, bar]),
      );
      this.show();
      this.setActivityStarted();
      this.finish();
    }

    turn(by) {
      this.page += by;
      this.show();
      this.heading.focus();
      this.tellProgress();
      this.finish();
    }

    show() {
      const { heading, text, picture, altText } = this.pages[this.page] || {};
      this.heading = Agora.element("h2", { className: "agora-heading", tabIndex: -1 }, [
        Agora.plainText(heading),
      ]);
      const body = Agora.element("div", { className: "agora-text", innerHTML: text || "" });
      this.sheet.replaceChildren(this.heading, ...this.picture(picture, altText), body);
      this.place.textContent = Agora.filled(this.texts.place, {
        page: this.page + 1,
        pages: this.pages.length,
      });
      this.previous.disabled = this.page === 0;
      this.next.disabled = this.isLast();
      this.done.textContent = this.isLast() ? this.texts.done : "";
      this.trigger("resize");
    }

    picture(picture, altText) {
      if (!picture?.path) {
        return [];
      }
      const image = Agora.element("img", { className: "agora-picture", alt: Agora.plainText(altText) });
      image.addEventListener("load", () => this.trigger("resize"));
      image.src = H5P.getPath(Agora.plainText(picture.path), this.contentId);
      return [image];
    }

    isLast() {
      return this.page >= this.pages.length - 1;
    }

    tellProgress() {
      const event = this.createXAPIEventTemplate("progressed");
      event.data.statement.object.definition.extensions = {
        ...event.data.statement.object.definition.extensions,
        [ENDING_POINT]: this.page + 1,
      };
      this.trigger(event);
    }

    /** Says once that everything was read. There is no score. */
    finish() {
      if (this.isLast() && !this.isCompleted) {
        this.isCompleted = true;
        const event = this.createXAPIEventTemplate("completed");
        event.data.statement.result = { completion: true };
        this.trigger(event);
      }
    }

    getTitle() {
      return this.extras.metadata?.title || Agora.plainText(this.pages[0]?.heading);
    }

    getCurrentState() {
      return { page: this.page, isCompleted: this.isCompleted };
    }

    resetTask() {
      this.page = 0;
      this.isCompleted = false;
      this.show();
    }
  }

  return Reader;
})();
