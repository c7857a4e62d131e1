"""Certificates to look at: earned by a learner in the database, or made of plain values for print."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from certificates.codes import code_of
from certificates.facts import Facts, ModuleFact, PassedTest, to_data
from certificates.models import Certificate
from courses.models import CoursePage, QuizPage
from courses.outline import CertificateKind
from learning import actions
from learning.models import ObjectType, Verb
from tests import factories

FACTS = Facts(
    kind=CertificateKind.ACHIEVEMENT,
    language="en",
    layout=1,
    holder="Lena Lerner",
    course="Safer squares",
    summary="How to see a square.",
    outcomes=("Read a place", "Propose measures"),
    modules=(ModuleFact("Seeing", 40), ModuleFact("Acting", 65)),
    tests=(PassedTest("Final test", 87),),
    minutes=120,
    completed_on=date(2026, 5, 3),
    issued_on=date(2026, 5, 3),
    awarding_body="City of Musterstadt",
    country="Germany",
    eqf_level=5,
    assessment="A test of twelve questions",
    participation="Online",
    quality_assurance="Reviewed by peers",
    edition=3,
    edition_digest="5f2ab1c93d4e" + 52 * "0",
)


def printable(facts: Facts, characters: str = "7K3MPXR4HWTN") -> Certificate:
    """A certificate that was never stored."""
    return Certificate(
        code=code_of(characters),
        kind=facts.kind.value,
        language=facts.language,
        course_key=uuid.UUID(int=1),
        facts_data=to_data(facts),
        issued_at=datetime(2026, 5, 3, 12, tzinfo=UTC),
    )


def complete(learner: User, course: CoursePage, *, language: str = "en", **fields: Any) -> None:
    """Do everything in `course`, with 90 per cent in its test, the last thing in `language`."""
    common = {"learner": learner, "course_key": course.translation_key}
    actions.enrol(**common, certificate_name=fields.get("name", "Lena Lerner"))
    lessons = [
        actions.Fact(Verb.COMPLETED, ObjectType.LESSON, page.translation_key)
        for page in factories.lessons_of(course)
    ]
    tests = [
        actions.Fact(Verb.PASSED, ObjectType.TEST, page.translation_key, score=Decimal("0.9"))
        for page in QuizPage.objects.live().descendant_of(course)
    ]
    with translation.override(language):
        actions.record(**common, facts=[*lessons, *tests])


@pytest.fixture
def earn(learner: User, course: CoursePage) -> Callable[..., Certificate]:
    def earned(**fields: Any) -> Certificate:
        complete(learner, course, **fields)
        return Certificate.objects.get(holder=learner)

    return earned


@pytest.fixture
def certificate(earn: Callable[..., Certificate]) -> Certificate:
    return earn()
