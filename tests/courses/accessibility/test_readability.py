"""How hard a text is to read, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.accessibility import readability
from courses.accessibility.checking import check
from courses.accessibility.findings import Rule
from courses.accessibility.parts import Passage, Place
from courses.accessibility.readability import FORMULAS, figures, longest, sentences, syllables

EASY = {
    "de": "Wir gehen auf den Platz. Dort steht ein Baum. Das Licht ist gut. Wer geht hier am Abend?",
    "en": "We walk to the square. There is a tree. The light is good. Who walks here at night?",
    "fr": "Nous allons sur la place. Il y a un arbre. La nuit est claire. Qui passe par ici le soir ?",
    "it": "Andiamo in piazza. Vedo un pino. La luce è bella. Chi passa di qui la sera?",
}
HARD = {
    "de": "Unter Berücksichtigung datenschutzrechtlicher Rahmenbedingungen erfolgt die Implementierung "
    "sicherheitstechnischer Überwachungseinrichtungen ausschließlich nach Durchführung einer umfassenden "
    "Verhältnismäßigkeitsprüfung durch die zuständigen Verwaltungsbehörden und Aufsichtseinrichtungen.",
    "en": "Notwithstanding organisational considerations regarding proportionality, municipal administrations "
    "implementing surveillance infrastructure necessarily undertake comprehensive evaluation procedures "
    "incorporating interdisciplinary perspectives and institutional accountability requirements.",
    "fr": "Nonobstant les considérations organisationnelles relatives à la proportionnalité, les administrations "
    "municipales responsables de l’implémentation des infrastructures de vidéosurveillance entreprennent "
    "obligatoirement des procédures d’évaluation interdisciplinaires approfondies.",
    "it": "Nonostante considerazioni organizzative riguardanti la proporzionalità, le amministrazioni municipali "
    "responsabili dell’implementazione delle infrastrutture di videosorveglianza intraprendono "
    "obbligatoriamente procedure interdisciplinari di valutazione particolarmente approfondite.",
}


def page(text: str) -> list[Passage]:
    return [Passage(Place(("body", 0)), f"<p>{text}</p>" * 8)]


@pytest.mark.parametrize("language", FORMULAS)
def test_short_sentences_are_easy_and_long_words_are_hard(language: str) -> None:
    assert check(page(EASY[language]), language) == []
    (finding,) = check(page(HARD[language]), language)
    assert finding.rule is Rule.HARD_TO_READ
    assert finding.said.startswith(FORMULAS[language].name)
    assert finding.examples == (HARD[language],) * 3


def test_the_formulas_are_those_of_their_authors() -> None:
    """A hundred words in five sentences, each of two syllables and seven letters."""
    text = readability.Figures(["abcdefg"] * 100, 5, [2] * 100)
    assert readability.flesch(text) == pytest.approx(206.835 - 20.3 - 169.2)
    assert readability.kandel_moles(text) == pytest.approx(207 - 20.3 - 147.2)
    assert readability.gulpease(text) == pytest.approx(89 + (1500 - 7000) / 100)
    assert readability.wiener_sachtextformel(text) == pytest.approx(0.1672 * 20 + 0.1297 * 100 - 0.875)


def test_nothing_is_said_of_short_texts_and_of_languages_without_a_formula() -> None:
    assert figures([HARD["en"]], "en") is None
    assert figures([HARD["en"]] * 8, "nl") is None
    spoken = [Passage(Place(("body", 0)), HARD["en"] * 8, is_spoken=True)]
    assert check(spoken, "en") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Am 3. Oktober um 10.15 Uhr, z. B. am Bahnhof.", 1),
        ("One. Two! Three? “Four.” Five…", 5),
        ("No end", 1),
        ("  ", 0),
    ],
)
def test_sentences_end_where_one_would_say(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("de", {"Baum": 1, "Situation": 5, "Freiheit": 2, "Straßen": 2}),
        ("en", {"place": 1, "walked": 1, "table": 2, "lighting": 2, "the": 1}),
        ("fr", {"place": 1, "villes": 1, "sécurité": 4, "portent": 1}),
        ("it", {"piazza": 2, "città": 2, "sicurezza": 4}),
    ],
)
def test_syllables_are_those_that_are_spoken(language: str, counts: dict[str, int]) -> None:
    assert {word: syllables(word, language) for word in counts} == counts


def test_the_longest_sentences_come_first() -> None:
    assert longest(["Go on now. Go on. Stop.", "Do not go on. Go up."]) == (
        "Do not go on.",
        "Go on now.",
        "Go on.",
    )


@given(st.text(max_size=400), st.sampled_from(list(FORMULAS)))
def test_any_text_has_a_value(text: str, language: str) -> None:
    counted = figures([text, *["word " * 50] * 2], language)
    assert counted is not None
    assert isinstance(FORMULAS[language].value(counted), float)


@given(st.sampled_from(list(FORMULAS)), st.integers(8, 20))
def test_a_text_said_again_is_as_hard_as_before(language: str, times: int) -> None:
    once, again = (figures([EASY[language]] * count, language) for count in (8, times))
    value = FORMULAS[language].value
    assert value(once) == pytest.approx(value(again))
