// Counts the answered questions of a running test while the learner works.
const place = document.querySelector("[data-answered]");
const questions = [...document.querySelectorAll(".question")];

const isGiven = (field) =>
  field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value.trim() !== "";

const isAnswered = (question) =>
  [...question.querySelectorAll("input:not([type=hidden]), select")].some(isGiven);

if (place) {
  for (const change of ["input", "restored"]) {
    place.closest("form").addEventListener(change, () => {
      place.textContent = questions.filter(isAnswered).length;
    });
  }
}
