"""The living page of the design: what our pages are made of, rendered by the templates that render the pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.blocks import LessonBody
from courses.quiz import Option, SingleChoice
from learning.question_rows import question_row

from .colours import MARKS, TEXTS, contrast
from .custom_properties import tokens

SIZES = ["text-small", "text", "text-lead", "text-h3", "text-h2", "text-h1"]
SPACES = [4, 8, 12, 16, 24, 32, 48, 72]
LESSON = [
    {
        "type": "text",
        "value": "<h2>A heading</h2><p>Text of a lesson, at most 66 characters wide, with <b>weight</b> and a <a href='#main'>link</a>.</p><ul><li>one</li><li>two</li></ul>",
    },
    {"type": "key_message", "value": {"text": "<p>What should still be known in a year.</p>"}},
    {
        "type": "case_study",
        "value": {
            "title": "A square at night",
            "place": "A town by the sea",
            "problem": "<p>Nobody stays.</p>",
            "measures": "<p>Light, benches, a kiosk.</p>",
            "result": "<p>People stay.</p>",
            "lessons": "<p>Use comes first.</p>",
        },
    },
    {
        "type": "accordion",
        "value": {"items": [{"title": "More about it", "text": "<p>Opened by whoever wants it.</p>"}]},
    },
]


class Swatch(NamedTuple):
    name: str
    light: str
    dark: str


class Pair(NamedTuple):
    colour: str
    ground: str
    light: float
    dark: float


class SampleForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As it should stand on the certificate.")
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("de", "Deutsch")])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    agreed = forms.BooleanField(label="I have read it")


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    return render(request, "home/design.html", _context())


def _context() -> dict[str, Any]:
    light, dark = tokens()
    question = SingleChoice(
        key="sample",
        prompt="What comes first?",
        options=(
            Option(
                key="a", text="Looking at the place", is_right=True, feedback="Every measure rests on it."
            ),
            Option(key="b", text="Cameras at every entrance", is_right=False, feedback="Against what?"),
        ),
    )
    return {
        "swatches": [Swatch(name, light[name], dark[name]) for name in light],
        "pairs": [
            Pair(colour, ground, contrast(light[colour], light[ground]), contrast(dark[colour], dark[ground]))
            for colour, grounds in (TEXTS | MARKS).items()
            for ground in grounds
        ],
        "sizes": SIZES,
        "spaces": SPACES,
        "notices": [
            (kind, f"This is how “{kind}” looks.") for kind in ("info", "success", "warning", "error")
        ],
        "states": [
            SimpleNamespace(state=state, state_label=state.capitalize())
            for state in ("open", "started", "done", "locked")
        ],
        "learning": SimpleNamespace(percent=37),
        "question": question_row(question, None),
        "answered": question_row(question, "b", number=2, is_locked=True, shows_feedback=True),
        "form": SampleForm(),
        "wrong_form": SampleForm({"language": "en"}),
        "lesson": LessonBody().to_python(LESSON),
    }
