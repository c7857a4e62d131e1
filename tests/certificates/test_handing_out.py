"""Certificates for a whole group, in one command that can be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from certificates import actions
from certificates.actions import handing_out
from certificates.models import Certificate, Terms
from courses.models import Edition
from learning.models import Enrolment, EvidenceItem
from tests import factories

pytestmark = pytest.mark.django_db


def graduates(course, count: int, *, first: int = 0, finished: bool = True) -> None:
    """Learners who did everything and have no certificate, as after a course began to promise one; written in bulk."""
    people = User.objects.bulk_create(
        [User(email=f"learner{number}@example.org") for number in range(first, first + count)], batch_size=500
    )
    enrolments = Enrolment.objects.bulk_create(
        [
            Enrolment(
                learner=person,
                course_key=course.translation_key,
                certificate_name=f"Learner {person.pk}",
                completed_at=timezone.now() if finished else None,
            )
            for person in people
        ],
        batch_size=500,
    )
    keys = [lesson.translation_key for lesson in factories.lessons_of(course)]
    EvidenceItem.objects.bulk_create(
        [EvidenceItem(enrolment=each, object_key=key, is_done=True) for each in enrolments for key in keys],
        batch_size=500,
    )


def run(course, **options) -> str:
    said = StringIO()
    call_command("issue_certificates", str(course.translation_key), stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def course(db):
    return factories.course(modules=1, lessons=2, with_test=False)


def test_everybody_who_earned_one_gets_exactly_one(course):
    graduates(course, 450)
    graduates(course, 3, first=450, finished=False)
    assert "450 learners looked at, 450 certificates issued" in run(course)
    assert Certificate.objects.count() == 450
    assert set(Certificate.objects.values_list("holder", flat=True)) == set(
        Enrolment.objects.filter(completed_at__isnull=False).values_list("learner", flat=True)
    )
    certificate = Certificate.objects.first()
    assert certificate.facts.holder == f"Learner {certificate.holder_id}"
    assert "0 learners looked at, 0 certificates issued" in run(course)


def test_the_slug_names_the_course_too(course):
    graduates(course, 1)
    call_command("issue_certificates", course.slug, stdout=StringIO())
    assert Certificate.objects.count() == 1
    with pytest.raises(CommandError, match="No course"):
        call_command("issue_certificates", "nowhere")


def test_who_was_revoked_gets_no_other(course, administrator):
    graduates(course, 2)
    run(course)
    actions.revoke(by=administrator, certificate=Certificate.objects.first(), reason="Why")
    run(course)
    assert Certificate.objects.count() == 2


def test_a_share_of_the_lessons_is_handed_out_as_participation(course):
    graduates(course, 2, finished=False)
    EvidenceItem.objects.filter(enrolment=Enrolment.objects.last()).delete()
    run(course)
    assert not Certificate.objects.exists()
    Terms.objects.create(course_key=course.translation_key, participation_share=100, valid_years=3)
    run(course)
    certificate = Certificate.objects.get()
    assert (certificate.kind, certificate.valid_until.year) == ("participation", timezone.now().year + 3)


def test_queries_follow_batches_and_not_learners(course, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(handing_out, "BATCH", 50)
    graduates(course, 100)
    edition = Edition.objects.get(course_key=course.translation_key)
    with django_assert_max_num_queries(30):
        list(actions.hand_out(edition=edition))
    assert Certificate.objects.count() == 100


def test_a_batch_is_stored_as_a_whole_or_not_at_all(course, monkeypatch):
    monkeypatch.setattr(handing_out, "BATCH", 10)
    graduates(course, 25)
    edition = Edition.objects.get(course_key=course.translation_key)
    run_of_batches = actions.hand_out(edition=edition)
    next(run_of_batches)
    run_of_batches.close()
    assert Certificate.objects.count() == 10
    run(course)
    assert Certificate.objects.count() == 25


KILLED_IN_THE_THIRD_BATCH = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from certificates.actions import handing_out

connection.settings_dict["NAME"] = os.environ["DATABASE_NAME"]
store, batches = handing_out.store, []

def store_and_die(certificates):
    store(certificates)
    batches.append(len(certificates))
    if len(batches) == int(os.environ["LAST_BATCH"]):
        os.kill(os.getpid(), signal.SIGKILL)

handing_out.store = store_and_die
call_command("issue_certificates", os.environ["COURSE"])
"""


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_begun_again_everybody_has_one():
    course = factories.course(modules=1, lessons=2, with_test=False)
    graduates(course, 700)
    environment = os.environ | {
        "DATABASE_NAME": str(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "COURSE": str(course.translation_key),
        "LAST_BATCH": "3",
    }
    connection.close()
    command = [sys.executable, "-c", KILLED_IN_THE_THIRD_BATCH]
    killed = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    assert killed.returncode == -signal.SIGKILL
    # Two batches are stored; the third, which was about to be, is not.
    assert Certificate.objects.count() == 400
    run(course)
    assert Certificate.objects.count() == 700
    assert Certificate.objects.values("holder").distinct().count() == 700
