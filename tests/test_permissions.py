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

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "stranger", "enrolled", "trainer", "administrator")
SIGN_IN = "sign in"
COURSE = "course page"

TRAINERS = (SIGN_IN, 403, 403, 200, 200)
ADMINISTRATORS = (SIGN_IN, 403, 403, "refused", 200)

# Address, method, and what each of ROLES gets: a status, or where it is sent.
TABLE: dict[tuple[str, str], tuple[Any, Any, Any, Any, Any]] = {
    ("page:home", "get"): (200, 200, 200, 200, 200),
    ("page:catalogue", "get"): (200, 200, 200, 200, 200),
    ("page:course", "get"): (200, 200, 200, 200, 200),
    ("page:module", "get"): (200, 200, 200, 200, 200),
    ("page:lesson", "get"): (SIGN_IN, COURSE, 200, 200, 200),
    ("page:quiz", "get"): (SIGN_IN, COURSE, 200, 200, 200),
    # Where it is translated it leads to the page, which has its own rules.
    ("page_by_key", "get"): (302, 302, 302, 302, 302),
    ("page:contact", "get"): (200, 200, 200, 200, 200),
    # Without a message the form comes back.
    ("page:contact", "post"): (200, 200, 200, 200, 200),
    ("page:draft", "get"): (404, 404, 404, 404, 404),
    ("learning:mine", "get"): (SIGN_IN, 200, 200, 200, 200),
    # Without a batch there is nothing to take.
    ("learning:ingest", "get"): (405, 405, 405, 405, 405),
    ("learning:ingest", "post"): (401, 400, 400, 400, 400),
    ("learning:token", "get"): (200, 200, 200, 200, 200),
    ("learning:statements", "get"): (SIGN_IN, 200, 200, 200, 200),
    ("learning:enrol", "get"): (SIGN_IN, 200, 302, 200, 200),
    ("learning:enrol", "post"): (SIGN_IN, COURSE, COURSE, COURSE, COURSE),
    ("learning:certificate_language", "get"): (SIGN_IN, 405, 405, 405, 405),
    # No language is sent.
    ("learning:certificate_language", "post"): (SIGN_IN, 404, 409, 404, 404),
    ("learning:continue", "get"): (SIGN_IN, COURSE, 302, COURSE, COURSE),
    ("search", "get"): (200, 200, 200, 200, 200),
    ("glossary", "get"): (200, 200, 200, 200, 200),
    ("learning:tools", "get"): (SIGN_IN, COURSE, 200, COURSE, COURSE),
    ("learning:print", "get"): (SIGN_IN, COURSE, 200, 200, 200),
    ("learning:print_pdf", "get"): (SIGN_IN, COURSE, 200, 200, 200),
    ("learning:reminders", "get"): (SIGN_IN, 405, 405, 405, 405),
    ("learning:reminders", "post"): (SIGN_IN, 404, 302, 404, 404),
    # The key in the address is the permission.
    ("learning:no_reminders", "get"): (200, 200, 200, 200, 200),
    ("learning:no_reminders", "post"): (200, 200, 200, 200, 200),
    ("learning:why", "get"): (401, 404, 200, 404, 404),
    ("learning:self_evaluation", "get"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:rate", "get"): (SIGN_IN, 404, 200, 404, 404),
    # Without an occasion it cannot be told what is answered.
    ("learning:rate", "post"): (SIGN_IN, 404, 409, 404, 404),
    ("learning:self_evaluations", "get"): (SIGN_IN, 200, 200, 200, 200),
    ("learning:notes", "get"): (SIGN_IN, 200, 200, 200, 200),
    ("learning:notes_markdown", "get"): (SIGN_IN, 200, 200, 200, 200),
    ("learning:notes_json", "get"): (SIGN_IN, 200, 200, 200, 200),
    ("learning:course_notes", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("learning:course_notes_markdown", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("learning:note", "get"): (SIGN_IN, 405, 405, 405, 405),
    # Nothing is sent that could be read.
    ("learning:note", "post"): (SIGN_IN, 404, 409, 404, 404),
    ("learning:bookmark", "post"): (SIGN_IN, 404, 409, 404, 404),
    ("learning:highlight", "post"): (SIGN_IN, 404, 409, 404, 404),
    ("learning:removal", "post"): (SIGN_IN, 404, 409, 404, 404),
    ("learning:done", "get"): (SIGN_IN, 405, 405, 405, 405),
    ("learning:done", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:activity", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:start", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:attempt", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("learning:attempt", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:result", "get"): (SIGN_IN, 404, 302, 404, 404),
    ("certificates:download", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:own", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:own", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("certificates:renew", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("certificates:transcript", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:transcript_pdf", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:badge", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:credential", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:europass", "get"): (SIGN_IN, 404, 200, 404, 404),
    # Nobody has earned one here, so everybody is led back with a message.
    ("certificates:claim", "post"): (SIGN_IN, 302, 302, 302, 302),
    # The key in the address is the permission.
    ("certificates:no_reminder", "get"): (200, 200, 200, 200, 200),
    ("certificates:look_up", "get"): (200, 200, 200, 200, 200),
    ("certificates:look_up", "post"): (200, 200, 200, 200, 200),
    ("certificates:verify", "get"): (200, 200, 200, 200, 200),
    ("certificates:verify", "post"): (200, 200, 200, 200, 200),
    ("certificate", "get"): (302, 302, 302, 302, 302),
    ("certificate_json", "get"): (200, 200, 200, 200, 200),
    ("credential_status", "get"): (200, 200, 200, 200, 200),
    ("issuer_did", "get"): (200, 200, 200, 200, 200),
    ("issuer_keys", "get"): (200, 200, 200, 200, 200),
    ("issuer_profile", "get"): (200, 200, 200, 200, 200),
    ("certificates_admin:index", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:results", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:detail", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:revoke", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:reissue", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:renew", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:terms", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("certificates_admin:course_design", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("certificates_admin:course_design_preview", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("certificates_admin:design", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("certificates_admin:design_preview", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("accounts:admin_entrance", "get"): (SIGN_IN, 403, 403, 403, 403),
    ("wagtailadmin_home", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("wagtailadmin_pages:edit", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("wagtailadmin_pages:edit home", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("wagtailusers_users:index", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("wagtailsnippets_courses_bankquestion:list", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("wagtailsnippets_courses_glossaryterm:list", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("invitations:index", "get"): ADMINISTRATORS,
    ("invitations:index_results", "get"): ADMINISTRATORS,
    ("invitations:add", "get"): ADMINISTRATORS,
    ("invitations:add", "post"): ADMINISTRATORS,
    ("invitations:copy", "get"): ADMINISTRATORS,
    ("invitations:edit", "get"): ADMINISTRATORS,
    ("invitations:delete", "get"): ADMINISTRATORS,
    ("invitations:history", "get"): ADMINISTRATORS,
    ("invitations:history_results", "get"): ADMINISTRATORS,
    ("invitations:usage", "get"): ADMINISTRATORS,
    ("editions:index", "get"): TRAINERS,
    ("editions:detail", "get"): TRAINERS,
    ("editions:content", "get"): TRAINERS,
    ("translations:index", "get"): TRAINERS,
    ("translations:index nowhere", "get"): (SIGN_IN, 403, 403, "refused", 404),
    ("accessibility:index", "get"): TRAINERS,
    ("accessibility:index nowhere", "get"): (SIGN_IN, 403, 403, "refused", 404),
    ("editions:index nowhere", "get"): (SIGN_IN, 403, 403, "refused", 404),
    ("editions:detail later", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("editions:content elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("h5p_packages:index", "get"): TRAINERS,
    ("h5p_packages:index_results", "get"): TRAINERS,
    ("h5p_packages:add", "get"): TRAINERS,
    # Without a file the form comes back.
    ("h5p_packages:add", "post"): TRAINERS,
    ("h5p_packages:edit", "get"): TRAINERS,
    ("h5p_packages:delete", "get"): TRAINERS,
    ("h5p_packages:usage", "get"): TRAINERS,
    ("h5p_packages:history", "get"): TRAINERS,
    ("h5p_packages:history_results", "get"): TRAINERS,
    ("h5p_packages:preview", "get"): TRAINERS,
    ("h5p_packages:replace", "get"): TRAINERS,
    ("h5p_packages:replace", "post"): TRAINERS,
    ("h5p_packages:compare", "get"): TRAINERS,
    ("h5p_packages:compare elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("h5p_package_chooser:choose", "get"): TRAINERS,
    ("h5p_package_chooser:choose_results", "get"): TRAINERS,
    ("h5p_package_chooser:chosen", "get"): TRAINERS,
    ("h5p_package_chooser:chosen_multiple", "get"): TRAINERS,
    ("h5p_package_chooser:create", "get"): TRAINERS,
    ("h5p_libraries:index", "get"): ADMINISTRATORS,
    ("h5p_libraries:remove", "post"): (SIGN_IN, 403, 403, "refused", 302),
    ("learners:courses", "get"): TRAINERS,
    ("learners:learners", "get"): TRAINERS,
    ("learners:learners_results", "get"): TRAINERS,
    ("learners:learners nowhere", "get"): (SIGN_IN, 403, 403, "refused", "refused"),
    ("learners:statements", "get"): TRAINERS,
    ("learners:self_evaluation", "get"): TRAINERS,
    ("learners:learner", "get"): TRAINERS,
    # The enrolment is one in another course.
    ("learners:learner elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("learners:statements_of_learner", "get"): TRAINERS,
    ("learners:statements_of_learner elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("learners:mark_as_done", "get"): TRAINERS,
    # Without a reason the form comes back.
    ("learners:mark_as_done", "post"): TRAINERS,
    ("learners:mark_as_done elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("learners:void", "get"): TRAINERS,
    ("learners:void", "post"): TRAINERS,
    ("learners:void elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
    ("learners:withdraw", "get"): ADMINISTRATORS,
    ("learners:withdraw", "post"): ADMINISTRATORS,
    ("learners:re_mark", "get"): TRAINERS,
    ("learners:re_mark", "post"): TRAINERS,
    ("learners:re_mark elsewhere", "get"): (SIGN_IN, 403, 403, 404, 404),
}

# Public by nature, or the business of the libraries that bring them and test them.
ELSEWHERE = {
    "favicon.ico",
    "media/<path:path>",
    "robots",
    "service_worker",
    "look",
    "offline",
    "sitemap",
    "accounts:invitation",
}
FLOORS = {"accounts", "certificates", "config", "courses", "home", "learning"}
# By how their names begin; the last are those of the admin's own interface for scripts.
LIBRARIES = ("account_", "wagtail", "pages:", "images:", "documents:")


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
