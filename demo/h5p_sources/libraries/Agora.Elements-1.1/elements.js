window.Agora = window.Agora || {};

(() => {
  /** An element with properties and children; texts among the children stay texts. */
  Agora.element = (tag, properties = {}, children = []) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** A button that does not send a form. */
  Agora.button = (label, className, onClick) => {
    const button = Agora.element("button", { type: "button", className: `agora-button ${className}` }, [
      label,
    ]);
    button.addEventListener("click", onClick);
    return button;
  };

  /** A line that screen readers read out when it changes, and to which the focus can be moved. */
  Agora.status = (className) => {
    const status = Agora.element("p", { className: `agora-status ${className}`, tabIndex: -1 });
    status.setAttribute("role", "status");
    return status;
  };

  /** H5P hands over plain texts escaped for HTML; this is what they say. */
  Agora.plainText = (escaped) => new DOMParser().parseFromString(escaped || "", "text/html").body.textContent;

  /** `text` with `:name` replaced by `values.name`. */
  Agora.filled = (text, values) => text.replace(/:(\w+)/g, (whole, name) => values[name] ?? whole);

  /** The texts of a content type: what the author wrote, otherwise what the type itself brings. */
  Agora.texts = (defaults, given) => {
    const texts = Object.entries({ ...defaults, ...given });
    return Object.fromEntries(texts.map(([name, text]) => [name, Agora.plainText(text)]));
  };
})();
