"""Who gets what: every address of ours against every role. An address that is missing here fails the test."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from accounts.models import User
from certificates.actions.reminding import stop_key
from certificates.keys import new_key_file
from certificates.models import Certificate
from certificates.status_list import place_of
from courses.models import CoursePage
from learning import actions
from learning.models import Attempt
from tests import factories

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "stranger", "enrolled", "trainer", "administrator")
SIGN_IN = "sign in"
COURSE = "course page"

# Address, method, and what each of ROLES gets: a status, or where it is sent.
TABLE: dict[tuple[str, str], tuple[Any, Any, Any, Any, Any]] = {
    ("page:home", "get"): (200, 200, 200, 200, 200),
    ("page:catalogue", "get"): (200, 200, 200, 200, 200),
    ("page:course", "get"): (200, 200, 200, 200, 200),
    ("page:module", "get"): (200, 200, 200, 200, 200),
    ("page:lesson", "get"): (SIGN_IN, COURSE, 200, 200, 200),
    ("page:quiz", "get"): (SIGN_IN, COURSE, 200, 200, 200),
    ("page:draft", "get"): (404, 404, 404, 404, 404),
    ("learning:mine", "get"): (SIGN_IN, 200, 200, 200, 200),
    # Without a batch there is nothing to take.
    ("learning:ingest", "get"): (405, 405, 405, 405, 405),
    ("learning:ingest", "post"): (401, 400, 400, 400, 400),
    ("learning:statements", "get"): (SIGN_IN, 200, 200, 200, 200),
    ("learning:enrol", "get"): (SIGN_IN, 200, 302, 200, 200),
    ("learning:enrol", "post"): (SIGN_IN, COURSE, COURSE, COURSE, COURSE),
    ("learning:continue", "get"): (SIGN_IN, COURSE, 302, COURSE, COURSE),
    ("learning:why", "get"): (401, 404, 200, 404, 404),
    ("learning:done", "get"): (SIGN_IN, 405, 405, 405, 405),
    ("learning:done", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:opened", "post"): (SIGN_IN, 404, 204, 404, 404),
    ("learning:activity", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:start", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:attempt", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("learning:attempt", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("learning:save", "post"): (SIGN_IN, 404, 200, 404, 404),
    ("learning:result", "get"): (SIGN_IN, 404, 302, 404, 404),
    ("certificates:download", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:own", "get"): (SIGN_IN, 404, 200, 404, 404),
    ("certificates:own", "post"): (SIGN_IN, 404, 302, 404, 404),
    ("certificates:transcript", "get"): (SIGN_IN, 404, 200, 404, 404),
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
    ("accounts:admin_entrance", "get"): (SIGN_IN, 403, 403, 403, 403),
    ("wagtailadmin_home", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("wagtailadmin_pages:edit", "get"): (SIGN_IN, 403, 403, 200, 200),
    ("wagtailadmin_pages:edit home", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("wagtailusers_users:index", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("invitations:index", "get"): (SIGN_IN, 403, 403, "refused", 200),
    ("wagtailsnippets_courses_bankquestion:list", "get"): (SIGN_IN, 403, 403, 200, 200),
}

# Public by nature, or the business of the libraries that bring them and test them.
ELSEWHERE = {
    "robots",
    "sitemap",
    "accounts:invitation",
    "wagtail_serve",
    "wagtaildocs_serve",
    "wagtaildocs_authenticate_with_password",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
}


@pytest.fixture
def places(course: CoursePage, learner: User, settings: Any, tmp_path: Path) -> dict[str, list[Any]]:
    """The arguments of every address: those of one course, in which `learner` has an open attempt."""
    lesson, *_others = factories.lessons_of(course)
    check = factories.reflection()
    lesson.body = [check]
    lesson.save_revision().publish()
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
    return {
        "page:home": [course.get_parent().get_parent()],
        "page:catalogue": [course.get_parent()],
        "page:course": [course],
        "page:module": [lesson.get_parent()],
        "page:lesson": [lesson],
        "page:quiz": [quiz],
        "page:draft": [draft],
        "learning:enrol": [key],
        "learning:continue": [key],
        "learning:why": [key],
        "learning:done": [key, lesson_key],
        "learning:opened": [key, lesson_key],
        "learning:activity": [key, lesson_key, uuid.UUID(check["id"])],
        "learning:start": [key, quiz_key],
        "learning:attempt": [attempt.pk],
        "learning:save": [attempt.pk],
        "learning:result": [attempt.pk],
        "certificates:download": [code],
        **{
            f"certificates:{name}": [code]
            for name in ("verify", "own", "transcript", "badge", "credential", "europass")
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
        "certificates_admin:terms": [key],
        "wagtailadmin_pages:edit": [course.pk],
        "wagtailadmin_pages:edit home": [course.get_parent().get_parent().pk],
    }


@pytest.fixture
def clients(learner: User, other_learner: User, trainer: User, administrator: User) -> dict[str, Client]:
    clients = {role: Client() for role in ROLES}
    for role, user in zip(ROLES[1:], (other_learner, learner, trainer, administrator), strict=True):
        clients[role].force_login(user)
    return clients


@pytest.mark.parametrize(("name", "method"), TABLE)
def test_everybody_gets_what_the_table_says(
    name: str, method: str, places: dict[str, list[Any]], clients: dict[str, Client], course: CoursePage
) -> None:
    found = {}
    for role, expected in zip(ROLES, TABLE[name, method], strict=True):
        response = getattr(clients[role], method)(_address(name, places), {"certificate_name": "Somebody"})
        if response.status_code == 302 and response.url.startswith(reverse("accounts:admin_entrance")):
            response = clients[role].get(response.url)
        found[role] = _what(response, course) if not isinstance(expected, int) else response.status_code
    assert found == dict(zip(ROLES, TABLE[name, method], strict=True))
    if name == "learning:attempt" and method == "post":
        assert Attempt.objects.filter(submitted_at=None).count() == 1


def test_no_address_of_ours_is_missing_in_the_table() -> None:
    with override("en"):
        ours = {name for name in _names(get_resolver()) if not name.startswith(("account_", "wagtail"))}
    assert ours - ELSEWHERE == {
        name
        for name, _method in TABLE
        if not name.startswith(("page:", "wagtail", "invitations", "certificates_admin"))
    }


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
            if pattern.name:
                yield f"{namespace}{pattern.name}"
        elif str(pattern.pattern) != "admin/":
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
