window.Agora = window.Agora || {};

Agora.SingleChoice = (() => {
  const TEXTS = {
    check: "Check",
    retry: "Try again",
    chooseFirst: "Please choose an answer first.",
    right: "Right",
    wrong: "Not right",
    score: ":score of :most points.",
  };
  const MOST = 1;

  function shuffled(items) {
    const rest = [...items];
    return items.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
  }

  class SingleChoice extends H5P.EventDispatcher {
    constructor(params, contentId, extras = {}) {
      super();
      this.contentId = contentId;
      this.extras = extras;
      this.question = params.question || "";
      // An answer keeps its number whatever its place: states and statements refer to it.
      this.answers = (params.answers || []).map((answer, number) => ({ ...answer, number }));
      this.behaviour = { mayRetry: true, isShuffled: true, ...params.behaviour };
      this.texts = Agora.texts(TEXTS, params.texts);
      const state = extras.previousState || {};
      this.chosen = this.answers.some(({ number }) => number === state.chosen) ? state.chosen : null;
      this.isChecked = this.chosen !== null && state.isChecked === true;
      this.showsSolution = false;
    }

    attach($container) {
      this.fieldset = Agora.element("fieldset", { className: "agora-answers" });
      this.result = Agora.status("agora-result");
      this.checkButton = Agora.button(this.texts.check, "agora-check", () => this.check());
      this.retryButton = Agora.button(this.texts.retry, "agora-secondary agora-retry", () => this.retry());
      const buttons = Agora.element("div", { className: "agora-buttons" }, [
        this.checkButton,
        this.retryButton,
      ]);
      const root = Agora.element("div", { className: "agora agora-choice" }, [
        this.fieldset,
        this.result,
        buttons,
      ]);
      this.addAnswers();
      this.show();
      $container[0].replaceChildren(root);
      this.setActivityStarted();
      this.trigger("resize");
    }

    addAnswers() {
      const legend = Agora.element("legend", { className: "agora-question", innerHTML: this.question });
      const answers = this.behaviour.isShuffled ? shuffled(this.answers) : this.answers;
      this.rows = answers.map((answer) => this.row(answer));
      this.fieldset.replaceChildren(legend, ...this.rows.map(({ element }) => element));
    }

    row(answer) {
      const input = Agora.element("input", { type: "radio", name: `agora-choice-${this.contentId}` });
      const text = Agora.element("span", { className: "agora-answer-text", innerHTML: answer.text || "" });
      const mark = Agora.element("span", { className: "agora-mark" });
      const note = Agora.element("span", { className: "agora-feedback" });
      input.addEventListener("change", () => {
        this.chosen = answer.number;
        this.result.textContent = "";
        this.triggerXAPI("interacted");
      });
      const words = Agora.element("span", { className: "agora-words" }, [text, mark, note]);
      return {
        answer,
        input,
        mark,
        note,
        element: Agora.element("label", { className: "agora-answer" }, [input, words]),
      };
    }

    /** Brings what is seen in line with what was chosen and checked. */
    show() {
      for (const { answer, input, mark, note, element } of this.rows) {
        const isChosen = answer.number === this.chosen;
        const isMarked = this.isChecked && (isChosen || (this.showsSolution && answer.isRight));
        input.checked = isChosen;
        input.disabled = this.isChecked;
        element.classList.toggle("agora-is-right", isMarked && answer.isRight === true);
        element.classList.toggle("agora-is-wrong", isMarked && answer.isRight !== true);
        mark.textContent = isMarked
          ? answer.isRight
            ? `\u2713 ${this.texts.right}`
            : `\u2717 ${this.texts.wrong}`
          : "";
        note.textContent = isMarked && isChosen ? Agora.plainText(answer.feedback) : "";
      }
      this.checkButton.hidden = this.isChecked;
      this.retryButton.hidden = !this.isChecked || !this.behaviour.mayRetry || this.getScore() === MOST;
      this.result.textContent = this.isChecked ? this.resultText() : "";
      this.trigger("resize");
    }

    resultText() {
      const verdict = this.getScore() === MOST ? this.texts.right : this.texts.wrong;
      return `${verdict}. ${Agora.filled(this.texts.score, { score: this.getScore(), most: MOST })}`;
    }

    check() {
      if (this.chosen === null) {
        this.result.textContent = this.texts.chooseFirst;
        this.trigger("resize");
        return;
      }
      this.isChecked = true;
      this.show();
      // The button that was pressed is gone.
      this.result.focus();
      this.trigger(this.answeredEvent());
    }

    retry() {
      this.resetTask();
      this.rows[0]?.input.focus();
    }

    answeredEvent() {
      const event = this.createXAPIEventTemplate("answered");
      const { object } = event.data.statement;
      object.definition = { ...object.definition, ...this.definition() };
      event.setScoredResult(this.getScore(), MOST, this, true, this.getScore() === MOST);
      event.data.statement.result.response = this.chosen === null ? "" : String(this.chosen);
      return event;
    }

    definition() {
      const right = this.answers.filter(({ isRight }) => isRight).map(({ number }) => String(number));
      return {
        type: "http://adlnet.gov/expapi/activities/cmi.interaction",
        interactionType: "choice",
        description: { "en-US": Agora.plainText(this.question) },
        choices: this.answers.map(({ number, text }) => ({
          id: String(number),
          description: { "en-US": Agora.plainText(text) },
        })),
        correctResponsesPattern: right,
      };
    }

    // What containers and players ask of a question

    getAnswerGiven() {
      return this.chosen !== null;
    }

    getScore() {
      return this.isChecked && this.answers[this.chosen]?.isRight ? MOST : 0;
    }

    getMaxScore() {
      return MOST;
    }

    getTitle() {
      return this.extras.metadata?.title || Agora.plainText(this.question);
    }

    showSolutions() {
      this.isChecked = true;
      this.showsSolution = true;
      this.show();
    }

    resetTask() {
      this.chosen = null;
      this.isChecked = false;
      this.showsSolution = false;
      this.addAnswers();
      this.show();
    }

    getXAPIData() {
      return { statement: this.answeredEvent().data.statement };
    }

    getCurrentState() {
      return this.chosen === null ? {} : { chosen: this.chosen, isChecked: this.isChecked };
    }
  }

  return SingleChoice;
})();
