"""Nothing is told by colour alone: every state on the map has a word and a shape of its own."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from learning import actions
from learning.models import ObjectType
from tests import factories


def test_every_state_on_the_map_has_a_word_and_a_shape(learner_client: Client, learner: User) -> None:
    course = factories.course(module_order="in_order")
    first, second, *_others = factories.lessons_of(course)
    key = course.translation_key
    actions.enrol(learner=learner, course_key=key, certificate_name="Lena Lerner")
    actions.mark_as_done(learner=learner, course_key=key, lesson_key=first.translation_key)
    actions.open_step(
        learner=learner, course_key=key, step_key=second.translation_key, object_type=ObjectType.LESSON
    )
    page = BeautifulSoup(learner_client.get(course.url).content, "html.parser")
    looks: dict[str, set[tuple[str, str]]] = {}
    for step in page.select(".map .steps__step"):
        [state] = step.select(".state")
        looks.setdefault(state["class"][-1], set()).add((state.get_text(strip=True), str(state.svg)))
    assert {"state--done", "state--started", "state--locked"} <= set(looks)
    # One look for each state, and no two states share a word or a shape.
    assert all(len(each) == 1 for each in looks.values())
    words, shapes = zip(*(each for [each] in looks.values()), strict=True)
    assert all(words)
    assert len(set(words)) == len(set(shapes)) == len(looks)
