"""What `rebuild_progress` says and does, and a learner for it who has finished."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.models import CoursePage
from learning.models import Enrolment
from learning.rebuilding import differences
from tests import factories

from .finishing import enrol, finish


def check() -> str:
    """What `rebuild_progress --check` says; raises CommandError, which the shell sees as exit code 1."""
    out = StringIO()
    call_command("rebuild_progress", "--check", stdout=out)
    return out.getvalue()


def is_sound() -> bool:
    return not any(differences())


def findings() -> str:
    """What it says when it finds something."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("rebuild_progress", "--check", stdout=out)
    assert error.value.returncode == 1
    return out.getvalue()


def repair() -> None:
    call_command("rebuild_progress", stdout=StringIO())


def finished(email: str, course: CoursePage) -> Enrolment:
    learner = factories.user(email)
    enrolment = enrol(learner, course)
    finish(learner, course)
    enrolment.refresh_from_db()
    return enrolment
