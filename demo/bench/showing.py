"""Runs with the settings of the bench: loads the demonstration, and leaves a list of the pages that a browser is to open.

usage: python -m demo.bench.showing FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

from .pages import COURSE, HOME, LESSON
from .preparing import prepare

LANGUAGE = "en"
NOT_ONLY_TEXT = {"audio", "h5p", "video"}


def main(file: str) -> None:
    django.setup()
    # Models can be imported only now.
    from accounts.models import User
    from courses.models import CoursePage, LessonPage
    from demo.loading import CONTENT, load
    from demo.people import SIGN_INS
    from home.models import HomePage

    from .learners import session_of

    prepare()
    load(CONTENT, lambda line: None)
    learner = User.objects.get(email=SIGN_INS[0][1])
    texts = [
        lesson
        for lesson in LessonPage.objects.live().filter(locale__language_code=LANGUAGE)
        if not NOT_ONLY_TEXT & {block.block_type for block in lesson.body}
    ]
    lesson = max(texts, key=lambda lesson: len(str(lesson.body.raw_data)))
    course = CoursePage.objects.ancestor_of(lesson).get()
    home = HomePage.objects.get(locale__language_code=LANGUAGE)
    addresses = {HOME: home.url, COURSE: course.url, LESSON: lesson.url}
    Path(file).write_text(json.dumps({"addresses": addresses, "session": session_of(learner)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
