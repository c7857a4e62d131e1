"""Who gets what: every address of ours against every role. An address that is missing here fails the test."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override
from wagtail.models import GroupPagePermission

from accounts.models import Invitation, User
from certificates.actions.reminding import stop_key
from certificates.keys import new_key_file
from certificates.models import Certificate
from certificates.status_list import place_of
from courses.h5p_admin.views import ticket_for
from courses.models import CoursePage
from home.models import InfoPage
from learning import actions
from learning.actions.record import current_edition
from learning.actions.reminding import stop_key as stop_key_of_enrolment
from learning.models import Attempt, Enrolment, ObjectType, Statement
from tests import factories

from .permission_table import (
    COURSE,
    ELSEWHERE,
    FLOORS,
    LIBRARIES,
    ROLES,
    SIGN_IN,
    TABLE,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(course: CoursePage, learner: User, settings: Any, tmp_path: Path) -> dict[str, list[Any]]:
    """The arguments of every address: those of one course, in which `learner` has an open attempt."""
    lesson, *_others = factories.lessons_of(course)
    check = factories.reflection()
    lesson.body = [check]
    lesson.save_revision().publish()
    factories.ask_for_self_evaluation(course)
    finished = factories.course(slug="finished", modules=1, lessons=1, with_test=False)
    for page in (course, finished):
        actions.enrol(learner=learner, course_key=page.translation_key, certificate_name="Lena Lerner")
    only = factories.lessons_of(finished)[0]
    actions.mark_as_done(
        learner=learner, course_key=finished.translation_key, lesson_key=only.translation_key
    )
    quiz = factories.quiz_of(course)
    attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=quiz)
    settings.CREDENTIAL_KEYS = tmp_path / "keys.json"
    settings.CREDENTIAL_KEYS.write_text(new_key_file())
    certificate = Certificate.objects.get()
    code = certificate.code
    key, lesson_key, quiz_key = course.translation_key, lesson.translation_key, quiz.translation_key
    draft = factories.empty_course(slug="draft", live=False)
    actions.open_step(learner=learner, course_key=key, step_key=lesson_key, object_type=ObjectType.LESSON)
    contact = InfoPage.objects.get(has_contact_form=True, locale=course.locale)
    contact.body = "<p>Our aim.</p>"
    contact.save_revision().publish()
    invitation = Invitation.objects.create(email="invited@example.org")
    enrolment, other = (Enrolment.objects.get(course_key=page.translation_key) for page in (course, finished))
    opened, completed = (
        Statement.objects.get(object_key=page.translation_key, object_type=ObjectType.LESSON)
        for page in (lesson, only)
    )
    package, other_package = factories.h5p_package(), factories.h5p_package("reading-a-square.en")
    number, elsewhere = current_edition(key).number, only.translation_key
    return {
        "page:home": [course.get_parent().get_parent()],
        "page:catalogue": [course.get_parent()],
        "page:course": [course],
        "page:module": [lesson.get_parent()],
        "page:lesson": [lesson],
        "page:quiz": [quiz],
        "page:contact": [contact],
        "page:draft": [draft],
        "learning:enrol": [key],
        "learning:certificate_language": [key],
        "learning:continue": [key],
        "learning:tools": [key],
        "learning:why": [key],
        "learning:print": [key, lesson.get_parent().translation_key],
        "learning:print_pdf": [key, lesson.get_parent().translation_key],
        "learning:reminders": [key],
        "learning:no_reminders": [stop_key_of_enrolment(enrolment)],
        "learning:self_evaluation": [key],
        "learning:rate": [key],
        "learning:course_notes": [key],
        "learning:course_notes_markdown": [key],
        **{f"learning:{name}": [key, lesson_key] for name in ("note", "bookmark", "highlight", "removal")},
        "learning:done": [key, lesson_key],
        "learning:activity": [key, lesson_key, uuid.UUID(check["id"])],
        "learning:start": [key, quiz_key],
        "learning:attempt": [attempt.pk],
        "learning:result": [attempt.pk],
        "certificates:download": [code],
        **{
            f"certificates:{name}": [code]
            for name in (
                "verify",
                "own",
                "renew",
                "transcript",
                "transcript_pdf",
                "badge",
                "credential",
                "europass",
            )
        },
        "certificates:claim": [key],
        "certificates:no_reminder": [stop_key(certificate)],
        "certificate": [code],
        "certificate_json": [code],
        "credential_status": [place_of(certificate.pk)[0]],
        **{
            f"certificates_admin:{name}": [certificate.pk]
            for name in ("detail", "revoke", "reissue", "renew")
        },
        **{
            f"certificates_admin:{name}": [key]
            for name in ("terms", "course_design", "course_design_preview")
        },
        "wagtailadmin_pages:edit": [course.pk],
        "wagtailadmin_pages:edit home": [course.get_parent().get_parent().pk],
        **{
            f"invitations:{name}": [invitation.pk]
            for name in ("copy", "edit", "delete", "history", "history_results", "usage")
        },
        "page_by_key": [lesson_key],
        "translations:index": [key],
        "translations:index nowhere": [uuid.uuid4()],
        "accessibility:index": [key],
        "accessibility:index nowhere": [uuid.uuid4()],
        "editions:index": [key],
        "editions:index nowhere": [uuid.uuid4()],
        "editions:detail": [key, number],
        "editions:detail later": [key, number + 1],
        "editions:content": [key, number, "en", lesson_key],
        "editions:content elsewhere": [key, number, "en", elsewhere],
        **{
            f"h5p_packages:{name}": [package.pk]
            for name in ("edit", "delete", "usage", "history", "history_results", "preview", "replace")
        },
        "h5p_packages:compare": [package.pk, ticket_for(package, other_package.content)],
        "h5p_packages:compare elsewhere": [package.pk, ticket_for(other_package, package.content)],
        "h5p_package_chooser:chosen": [package.pk],
        "learners:learners": [key],
        "learners:learners nowhere": [uuid.uuid4()],
        "learners:learners_results": [key],
        "learners:statements": [key],
        "learners:self_evaluation": [key],
        "learners:learner": [key, enrolment.pk],
        "learners:learner elsewhere": [key, other.pk],
        "learners:statements_of_learner": [key, enrolment.pk],
        "learners:statements_of_learner elsewhere": [key, other.pk],
        "learners:mark_as_done": [key, enrolment.pk, lesson_key],
        "learners:mark_as_done elsewhere": [key, enrolment.pk, elsewhere],
        "learners:void": [key, enrolment.pk, opened.pk],
        "learners:void elsewhere": [key, enrolment.pk, completed.pk],
        "learners:withdraw": [key, enrolment.pk],
        "learners:re_mark": [key, quiz_key],
        "learners:re_mark elsewhere": [key, elsewhere],
    }


@pytest.fixture
def clients(learner: User, other_learner: User, trainer: User, administrator: User) -> dict[str, Client]:
    clients = {role: Client() for role in ROLES}
    for role, user in zip(ROLES[1:], (other_learner, learner, trainer, administrator), strict=True):
        clients[role].force_login(user)
    return clients


def test_everybody_reads_what_the_table_says(
    places: dict[str, list[Any]], clients: dict[str, Client], course: CoursePage, subtests: Any
) -> None:
    for name, method in TABLE:
        if method == "get":
            with subtests.test(name):
                assert _answers(name, method, places, clients, course) == _expected(name, method)


@pytest.mark.parametrize("name", [name for name, method in TABLE if method == "post"])
def test_everybody_sends_what_the_table_says(
    name: str, places: dict[str, list[Any]], clients: dict[str, Client], course: CoursePage
) -> None:
    assert _answers(name, "post", places, clients, course) == _expected(name, "post")
    if name == "learning:attempt":
        assert Attempt.objects.filter(submitted_at=None).count() == 1


def test_who_writes_another_course_sees_nothing_of_this_one(
    places: dict[str, list[Any]], other_learner: User, course: CoursePage, subtests: Any
) -> None:
    other = factories.empty_course(slug="other")
    group = Group.objects.create(name="Writers of another course")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for permission in Permission.objects.filter(codename__in=["change_page", "publish_page"]):
        GroupPagePermission.objects.create(group=group, page=other, permission=permission)
    other_learner.groups.add(group)
    client = Client()
    client.force_login(other_learner)
    mine = ("accessibility:", "editions:", "translations:", "learners:")
    for name in {name for name, _method in TABLE if name.startswith(mine)}:
        with subtests.test(name):
            response = client.get(_address(name, places))
            assert _what(response, course) == "refused" or name == "learners:courses"
            assert course.title not in response.content.decode()


def test_no_address_of_ours_is_missing_in_the_table() -> None:
    with override("en"):
        ours = {name for name in _names(get_resolver()) if not name.startswith(LIBRARIES)}
    in_table = {name.split(" ")[0] for name, _method in TABLE}
    assert ours - ELSEWHERE == {name for name in in_table if not name.startswith(("page:", "wagtail"))}


def _expected(name: str, method: str) -> dict[str, Any]:
    return dict(zip(ROLES, TABLE[name, method], strict=True))


def _answers(
    name: str, method: str, places: dict[str, list[Any]], clients: dict[str, Client], course: CoursePage
) -> dict[str, Any]:
    """What each role gets, in the words of the table."""
    found = {}
    for role, expected in _expected(name, method).items():
        response = getattr(clients[role], method)(_address(name, places), {"certificate_name": "Somebody"})
        if response.status_code == 302 and response.url.startswith(reverse("accounts:admin_entrance")):
            response = clients[role].get(response.url)
        found[role] = _what(response, course) if not isinstance(expected, int) else response.status_code
    return found


def _address(name: str, places: dict[str, list[Any]]) -> str:
    arguments = places.get(name, [])
    return arguments[0].url if name.startswith("page:") else reverse(name.split(" ")[0], args=arguments)


def _what(response: Any, course: CoursePage) -> Any:
    """Where a response sends its reader, in the words of the table."""
    if response.status_code != 302:
        return response.status_code
    if response.url.startswith(reverse("account_login")):
        return SIGN_IN
    if response.url == course.url:
        return COURSE
    return "refused"


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            # Without a name an address of ours is known by its path; those of libraries are theirs.
            if pattern.name or pattern.callback.__module__.split(".")[0] in FLOORS:
                yield f"{namespace}{pattern.name or pattern.pattern}"
        else:
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
