"""What not everybody can see or hear is published with its equivalent in words only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from courses.models import LessonPage, ModulePage
from tests import factories, files
from tests.drafts import draft_lesson, refusal
from tests.factories import block

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(db: None) -> ModulePage:
    return factories.module(factories.empty_course(certificate_kind="participation"), lessons=1)


def picture(**value: Any) -> dict[str, Any]:
    image = {"image": files.picture().pk, "alt_text": "", "decorative": False} | value
    return block("picture", image=image, caption="")


def video(**value: Any) -> dict[str, Any]:
    return block(
        "video", **{"video": files.film().pk, "title": "Film", "captions": None, "transcript": ""} | value
    )


def audio(**value: Any) -> dict[str, Any]:
    return block("audio", **{"audio": files.recording().pk, "title": "Sound", "transcript": ""} | value)


def table(caption: str = "", heading: str = "") -> dict[str, Any]:
    value = {
        "columns": [{"type": "text", "heading": heading}],
        "rows": [{"values": ["x"]}],
        "caption": caption,
    }
    return block("table", table=value, has_row_headers=False)


INCOMPLETE: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "picture": (picture, "alt text"),
    "video without captions": (lambda: video(transcript="<p>Words.</p>"), "Add captions"),
    "video without transcript": (lambda: video(captions=files.captions().pk), "Add a transcript"),
    "audio without transcript": (audio, "Add a transcript"),
    "table without caption": (lambda: table(heading="Place"), "caption"),
    "table without heading": (lambda: table(caption="Places"), "heading"),
}
COMPLETE: dict[str, Callable[[], dict[str, Any]]] = {
    "picture": lambda: picture(alt_text="A square at night"),
    "decoration": lambda: picture(decorative=True),
    "video": lambda: video(captions=files.captions().pk, transcript="<p>Words.</p>"),
    "audio": lambda: audio(transcript="<p>Words.</p>"),
    "table": lambda: table(caption="Places", heading="Place"),
}


class TestMedia:
    @pytest.mark.parametrize("name", INCOMPLETE)
    def test_what_not_everybody_can_perceive_is_refused(self, module: ModulePage, name: str) -> None:
        make, said = INCOMPLETE[name]
        found = refusal(draft_lesson(module, body=[make()]))
        assert set(found) == {"body"}
        assert said in " ".join(found["body"])

    @pytest.mark.parametrize("name", COMPLETE)
    def test_what_everybody_can_perceive_is_published(self, module: ModulePage, name: str) -> None:
        page = draft_lesson(module, body=[COMPLETE[name]()])
        page.save_revision().publish()
        assert LessonPage.objects.get(pk=page.pk).live
