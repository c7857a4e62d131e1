"""Reminders by mail: who asked for them gets few, and can stop them with one press."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.actions.reminding import remind as remind_of
from learning.actions.reminding import stop_key
from learning.models import Enrolment, ObjectType, Reminder
from learning.reminders import BETWEEN, MOST, number_due
from tests import factories
from tests.at_once import at_once

START = datetime(2026, 1, 1, tzinfo=UTC)


@given(
    visits=st.sets(st.integers(0, 120)),
    wanted=st.integers(0, 60),
    others=st.sets(st.integers(0, 120)),
    away=st.integers(1, 30),
)
def test_run_every_day_it_stays_modest(visits: set[int], wanted: int, others: set[int], away: int) -> None:
    active, sent, to_learner = START, list[datetime](), list[datetime]()
    for day in range(120):
        now = START + timedelta(days=day)
        if day in visits:
            active = now
        if day in others:
            to_learner.append(now)
        if day < wanted:
            continue
        number = number_due(
            now=now,
            active_at=active,
            wanted_at=START + timedelta(days=wanted),
            sent_at=sent,
            sent_to_learner_at=max(to_learner, default=None),
            away=timedelta(days=away),
        )
        if number is None:
            continue
        assert now - active >= timedelta(days=away)
        assert day - wanted >= away
        assert all(now - at >= BETWEEN for at in to_learner)
        assert number == 1 + sum(at >= active for at in sent) <= MOST
        sent.append(now)
        to_learner.append(now)


def test_who_stays_away_is_reminded_three_times() -> None:
    sent: list[datetime] = []
    for day in range(365):
        now = START + timedelta(days=day)
        common = {"now": now, "active_at": START, "wanted_at": START, "sent_at": sent}
        if number_due(**common, sent_to_learner_at=sent[-1] if sent else None):
            sent.append(now)
    assert [(at - START).days for at in sent] == [10, 17, 24]


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    """Somebody who asked for reminders, did one lesson, and has been away for a month."""
    common = {"learner": learner, "course_key": course.translation_key}
    actions.enrol(**common, certificate_name="Lena Lerner")
    actions.choose_reminders(**common, wants_reminders=True, language="en")
    lesson = factories.lessons_of(course)[0]
    actions.open_step(**common, step_key=lesson.translation_key, object_type=ObjectType.LESSON)
    return pass_days(30)


def pass_days(days: int) -> Enrolment:
    for enrolment in Enrolment.objects.all():
        for name in ("enrolled_at", "last_opened_at", "reminders_wanted_at"):
            if at := getattr(enrolment, name):
                setattr(enrolment, name, at - timedelta(days=days))
        enrolment.save()
    for reminder in Reminder.objects.all():
        reminder.sent_at -= timedelta(days=days)
        reminder.away_since -= timedelta(days=days)
        reminder.save()
    return Enrolment.objects.order_by("pk").first()


def remind(**options: Any) -> str:
    said = StringIO()
    call_command("remind_learners", stdout=said, stderr=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_the_mail_says_where_one_stopped_what_is_next_and_how_long_it_takes(
    enrolment: Enrolment, learner: User
) -> None:
    assert "1 learners reminded" in remind()
    (message,) = mail.outbox
    assert message.to == [learner.email]
    assert message.subject == "Go on with “Safer squares”?"
    for words in ("Lena Lerner", "Next comes “Lesson 1”", "0 % of the course", "/en/learn/"):
        assert words in message.body
    assert re.search(r"What is left takes (about )?\d", message.body)
    html, _mimetype = message.alternatives[0]
    assert "Next comes" in html


@pytest.mark.django_db
def test_who_stopped_elsewhere_reads_where(enrolment: Enrolment, learner: User, course: CoursePage) -> None:
    first = factories.lessons_of(course)[0].translation_key
    actions.mark_as_done(learner=learner, course_key=course.translation_key, lesson_key=first)
    pass_days(30)
    remind()
    assert "You stopped at “Lesson 1”. Next comes “Lesson 2”" in mail.outbox[0].body


@pytest.mark.django_db
def test_one_press_in_the_mail_program_stops_it(enrolment: Enrolment) -> None:
    """RFC 8058: a post without cookies, session or token, answered without a redirect."""
    remind()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://localhost:8000(/\S+)>", headers["List-Unsubscribe"])[1]
    stranger = Client(enforce_csrf_checks=True)
    assert "Stop reminding me" in stranger.get(address).content.decode()
    enrolment.refresh_from_db()
    assert enrolment.reminders_wanted_at
    response = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "We will not remind you" in response.content.decode()
    enrolment.refresh_from_db()
    assert enrolment.reminders_wanted_at is None
    assert "We will not remind you" in stranger.get(address).content.decode()


@pytest.mark.django_db
def test_a_forged_link_does_nothing(enrolment: Enrolment, client: Client) -> None:
    key = stop_key(enrolment)
    for wrong in (str(enrolment.pk), f"{enrolment.pk}~forged", key[:-1], f"1{key}"):
        assert client.post(reverse("learning:no_reminders", args=[wrong])).status_code == 404
    enrolment.refresh_from_db()
    assert enrolment.reminders_wanted_at


@pytest.mark.django_db
def test_three_remain_unanswered_and_a_visit_begins_anew(
    enrolment: Enrolment, learner: User, course: CoursePage
) -> None:
    for _week in range(6):
        remind()
        pass_days(7)
    assert len(mail.outbox) == 3
    actions.open_step(
        learner=learner,
        course_key=course.translation_key,
        step_key=factories.lessons_of(course)[1].translation_key,
        object_type=ObjectType.LESSON,
    )
    assert "0 learners" in remind()
    pass_days(11)
    assert "1 learners" in remind()


@pytest.mark.django_db
def test_one_person_is_reminded_of_one_course_at_a_time(enrolment: Enrolment, learner: User) -> None:
    other = factories.course(slug="other")
    common = {"learner": learner, "course_key": other.translation_key}
    actions.enrol(**common, certificate_name="Lena Lerner")
    actions.choose_reminders(**common, wants_reminders=True, language="en")
    pass_days(30)
    assert "1 learners" in remind()
    assert "0 learners" in remind()


@pytest.mark.django_db
def test_nobody_is_reminded_without_having_asked(learner: User, course: CoursePage) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena")
    pass_days(100)
    remind()
    assert not mail.outbox


@pytest.mark.django_db
def test_nobody_is_reminded_who_has_finished_or_is_gone_or_of_a_withdrawn_course(
    enrolment: Enrolment, learner: User, course: CoursePage
) -> None:
    learner.is_active = False
    learner.save()
    remind()
    learner.is_active = True
    learner.save()
    Enrolment.objects.update(completed_at=timezone.now())
    remind()
    Enrolment.objects.update(completed_at=None)
    course.unpublish()
    remind()
    assert not mail.outbox


@pytest.mark.django_db
def test_the_language_is_that_in_which_it_was_asked_for(
    enrolment: Enrolment, learner: User, learner_client: Client, course: CoursePage
) -> None:
    learner_client.post(f"/de/learn/{course.translation_key}/reminders/", {"wants_reminders": "1"})
    remind()
    assert "/de/learn/" in mail.outbox[0].body


@pytest.mark.django_db
def test_a_mail_that_fails_is_tried_again(enrolment: Enrolment, settings: Any) -> None:
    right = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "1 mails failed" in remind()
    assert not Reminder.objects.exists()
    settings.EMAIL_BACKEND = right
    assert "1 learners reminded" in remind()


@pytest.mark.django_db
def test_after_a_crash_nothing_is_sent_twice(enrolment: Enrolment) -> None:
    """It died behind the row: before or after the mail cannot be told."""
    Reminder.objects.create(enrolment=enrolment, away_since=enrolment.last_opened_at, number=1)
    assert "0 learners" in remind()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(enrolment=enrolment, away_since=enrolment.last_opened_at, number=1)


@pytest.mark.django_db(transaction=True)
def test_runs_at_the_same_time_send_one_mail(enrolment: Enrolment) -> None:
    sent = at_once([lambda: remind_of(enrolment=enrolment)] * 4)
    assert sorted(sent) == [False, False, False, True]
    assert Reminder.objects.count() == 1


@pytest.mark.django_db
def test_the_box_is_empty_at_first_and_is_kept(
    learner: User, learner_client: Client, course: CoursePage
) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena")
    mine = reverse("learning:mine")
    box = re.compile(r'name="wants_reminders" value="1" checked')
    assert not box.search(learner_client.get(mine).content.decode())
    address = reverse("learning:reminders", args=[course.translation_key])
    learner_client.post(address, {"wants_reminders": "1"})
    assert box.search(learner_client.get(mine).content.decode())
    learner_client.post(address)
    assert not box.search(learner_client.get(mine).content.decode())


@pytest.mark.django_db
def test_what_was_sent_goes_with_the_enrolment(enrolment: Enrolment) -> None:
    remind()
    enrolment.delete()
    assert not Reminder.objects.exists()
