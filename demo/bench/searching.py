"""Two thousand lessons, and the time that it takes to find one of them again."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from time import perf_counter
from uuid import UUID, uuid5

from courses.models import Kind
from courses.search.entries import Entry
from courses.search.finding import as_hit, find, read
from courses.search.index import index
from courses.search.texts import text_of
from courses.search.words import fold, spellings

from ..searching import Question, is_right, lessons, questions

LESSONS = 2_000
PASSAGES = 10
"""Of a made lesson."""
RARE = 2
"""In at most so many written lessons stands a word that says what they are about."""
OTHERS = 40
"""So many words of its own has a made lesson."""
WORD = re.compile(r"\w+")
SHOWN, TIMES = 10, 3
TITLES = {
    "de": ("Werkstattbericht", "Gesprächsrunde", "Protokoll", "Fragen und Antworten", "Aus der Praxis"),
    "en": ("Workshop report", "Round table", "Minutes", "Questions and answers", "From practice"),
}


def timed() -> dict[str, list[float]]:
    """Seconds for each question, from its words to what is shown of the ten best lessons."""
    written = lessons()
    course = written[0].course_key
    index(course_key=course, entries=[*written, *_made(written, LESSONS - len(written))])
    asked = questions()
    right = sum(map(is_right, asked))
    seconds = [_seconds(question) for _time in range(TIMES) for question in asked]
    return {f"search in {LESSONS:,} lessons, {right} of {len(asked)} right": seconds}


def _seconds(question: Question) -> float:
    start = perf_counter()
    answer = find(question.asked, question.language)
    entries = read(answer.pks(Kind.LESSON)[:SHOWN])
    for entry in entries.values():
        as_hit(entry, answer, may_be_quoted=True)
    return perf_counter() - start


def _made(written: list[Entry], count: int) -> Iterator[Entry]:
    """Lessons with subjects of their own, drawn by a fixed seed from the passages of the written ones.

    What a written lesson is about are the words that hardly another one has; a made lesson has others in their place, in
    German compounds of common words. So it speaks of its own subject in the language of all the others.
    """
    chance = random.Random(2_000)
    languages = {language: _Language(language, written) for language in TITLES}
    for number in range(count):
        language = ("de", "en")[number % 2]
        passages = languages[language].passages(chance)
        yield Entry(
            course_key=written[0].course_key,
            language=language,
            kind=Kind.LESSON,
            key=uuid5(UUID(int=2_000), str(number)),
            title=f"{chance.choice(TITLES[language])} {number}",
            summary=passages.pop(),
            content={"body": [{"type": "checklist", "value": {"items": passages}}]},
        )


class _Language:
    """What the written lessons of one language say."""

    def __init__(self, language: str, written: list[Entry]) -> None:
        texts = [text_of(entry.content).passages for entry in written if entry.language == language]
        self._passages = [passage for text in texts for passage in text if passage]
        has = Counter(form for text in texts for form in dict.fromkeys(map(fold, spellings(" ".join(text)))))
        self._subjects = {form for form, lessons in has.items() if lessons <= RARE}
        self._common = [form for form, lessons in has.items() if lessons > RARE and len(form) > 4]
        self._joint = "" if language == "de" else " "

    def passages(self, chance: random.Random) -> list[str]:
        others = [self._joint.join(chance.sample(self._common, 2)) for _other in range(OTHERS)]
        return [
            WORD.sub(
                lambda word: chance.choice(others) if fold(word[0]) in self._subjects else word[0], passage
            )
            for passage in chance.sample(self._passages, PASSAGES)
        ]
