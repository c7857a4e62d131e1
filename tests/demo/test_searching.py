"""The search on the real lessons: what people ask for is found."""

import pytest

from courses.search.index import index
from demo.searching import is_right, lessons, questions


@pytest.mark.django_db
def test_the_lesson_that_is_meant_is_among_the_first_three_for_nine_questions_in_ten():
    entries = lessons()
    index(course_key=entries[0].course_key, entries=entries)
    asked = questions()
    wrong = [question.asked for question in asked if not is_right(question)]
    assert len(asked) == 50
    assert len(wrong) <= 5, wrong
