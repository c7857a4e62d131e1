"""What one sentence cannot tell of a drawing stands below it, to be opened, and is found by the search."""

from __future__ import annotations

import pytest

from accounts.models import User
from courses.search.texts import text_of
from learning import actions
from tests import factories, files
from tests.factories import block

pytestmark = pytest.mark.django_db


def test_a_description_can_be_opened_below_its_picture(client, learner: User) -> None:
    course = factories.course(modules=1, lessons=1, with_test=False)
    lesson = factories.lessons_of(course)[0]
    image = {"image": files.picture().pk, "alt_text": "A square", "decorative": False}
    lesson.body = [block("picture", image=image, caption="Spring", description="<p>Six benches.</p>")]
    lesson.save_revision().publish()
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    client.force_login(learner)
    page = client.get(lesson.url).content.decode()
    details = page[page.index("<details") : page.index("</details>")]
    assert "Read the picture as text" in details
    assert "Six benches." in details


def test_the_search_reads_descriptions() -> None:
    value = {"image": {"alt_text": "A square"}, "caption": "Spring", "description": "<p>Six benches.</p>"}
    text = text_of({"body": [{"type": "picture", "value": value}]})
    assert text.passages[:3] == ["Spring", "A square", "Six benches."]
