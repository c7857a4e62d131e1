// Counts the answered questions of a running test while the learner works.
const place = document.querySelector("[data-answered]");
const questions = [...document.querySelectorAll(".question")];

const isGiven = (field) =>
  field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value.trim() !== "";

const isAnswered = (question) =>
  [...question.querySelectorAll("input:not([type=hidden]), select")].some(isGiven);

if (place) {
  place.closest("form").addEventListener("input", () => {
    place.textContent = questions.filter(isAnswered).length;
  });
}
