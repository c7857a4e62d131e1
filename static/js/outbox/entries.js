// What a form holds: to be kept, to be put back, and as answers in the shape in which the server reads them.
const TOKEN = "csrfmiddlewaretoken";

export const entriesOf = (form) => [...new FormData(form)].filter(([name]) => name !== TOKEN);

/** Puts entries back into their form. What cannot be changed any more stays as it is. */
export function fill(form, entries) {
  for (const field of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const given = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.matches(":disabled")) {
      continue;
    }
    if (field.matches("[type=radio], [type=checkbox]")) {
      field.checked = given.includes(field.value);
    } else {
      field.value = given[0] ?? "";
    }
  }
}

function answerOf(question, name) {
  const fields = [...question.querySelectorAll("input:not([type=hidden]), select")];
  const [first] = fields;
  if (first.type === "checkbox") {
    return fields.filter((field) => field.checked).map((field) => field.value);
  }
  if (first.type === "radio") {
    return fields.find((field) => field.checked)?.value ?? "";
  }
  if (first.name === name) {
    return first.value;
  }
  // Items to order or to match: each has a field of its own, named after the question and itself.
  const parts = fields.filter((field) => field.value);
  return Object.fromEntries(parts.map((field) => [field.name.slice(name.length + 1), field.value]));
}

/** The answers by question key; settled questions are left out. */
export function answersOf(form) {
  const asked = [...form.querySelectorAll(".question:enabled [name$='-asked']")];
  return Object.fromEntries(
    asked.map((field) => {
      const name = field.name.slice(0, -"-asked".length);
      return [name.slice("q-".length), answerOf(field.closest(".question"), name)];
    }),
  );
}
