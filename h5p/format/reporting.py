"""What content types tell about the work of a learner.

H5P has no field that says so. Types report through xAPI, each in its own way: some a score, some only that the end was
reached, some nothing at all. Only what is certain is listed here, by name; the rest is unknown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from .libraries import LibraryName, libraries_in


class Reporting(StrEnum):
    """The most that content can tell."""

    NOTHING = "nothing"
    END = "end"
    """That it was worked through, without a score."""
    SCORE = "score"
    UNKNOWN = "unknown"
    """A type of which nothing is known here; most report a score."""


_NOTHING = frozenset(
    {
        "H5P.Accordion",
        "H5P.AdvancedText",
        "H5P.Audio",
        "H5P.Chart",
        "H5P.Collage",
        "H5P.Dialogcards",
        "H5P.GreetingCard",
        "H5P.Image",
        "H5P.ImageJuxtaposition",
        "H5P.ImageSlider",
        "H5P.Link",
        "H5P.Nil",
        "H5P.Table",
        "H5P.Text",
        "H5P.Timeline",
    }
)
_END = frozenset({"Agora.Reader", "H5P.Questionnaire"})
_SCORE = frozenset(
    {
        "Agora.SingleChoice",
        "H5P.ArithmeticQuiz",
        "H5P.Blanks",
        "H5P.Crossword",
        "H5P.Dictation",
        "H5P.DragQuestion",
        "H5P.DragText",
        "H5P.Essay",
        "H5P.FindTheWords",
        "H5P.Flashcards",
        "H5P.ImageHotspotQuestion",
        "H5P.ImageMultipleHotspotQuestion",
        "H5P.MarkTheWords",
        "H5P.MemoryGame",
        "H5P.MultiChoice",
        "H5P.MultiMediaChoice",
        "H5P.QuestionSet",
        "H5P.SingleChoiceSet",
        "H5P.SortParagraphs",
        "H5P.SpeakTheWords",
        "H5P.SpeakTheWordsSet",
        "H5P.Summary",
        "H5P.TrueFalse",
    }
)
_AS_THEIR_PARTS = frozenset(
    {"H5P.Column", "H5P.CoursePresentation", "H5P.InteractiveBook", "H5P.InteractiveVideo", "H5P.RowColumn"}
)
"""They gather what is inside them: with a task they have a score, and without one nothing is ever said."""


def reporting(main: LibraryName, params: Any) -> Reporting:
    """What content of the type `main` can report; `params` is its content.json."""
    name = main.machine_name
    if name not in _AS_THEIR_PARTS:
        return _of_type(name)
    parts = {_of_type(part.machine_name) for part in libraries_in(params)} - {Reporting.END}
    # A part that holds parts of its own is among those found.
    for one in (Reporting.SCORE, Reporting.UNKNOWN):
        if one in parts:
            return one
    return Reporting.NOTHING


def _of_type(name: str) -> Reporting:
    if name in _NOTHING or name in _AS_THEIR_PARTS:
        return Reporting.NOTHING
    if name in _END:
        return Reporting.END
    return Reporting.SCORE if name in _SCORE else Reporting.UNKNOWN
