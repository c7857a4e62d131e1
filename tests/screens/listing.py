"""Every screen: its name, where it is, who sees it, and what leads into its state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from courses.models import H5PPackage
from demo.keys import key
from home.actions import page_key
from learning.actions.reminding import stop_key
from learning.models import Statement

from . import mails
from .people import ADDRESSES, COURSE, certificate_of, enrolment_of, result_of
from .states import (
    Do,
    answer_check,
    forget_password,
    look_up,
    play,
    press,
    send_empty,
    sign_up,
    too_often,
)

STRANGER = "stranger"
# A window that nobody has used before.
FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Screen:
    """`address` is the English one; the others follow from it. `picture` is the name of its picture in the README."""

    name: str
    address: str = ""
    who: str = STRANGER
    do: Do | None = None
    status: int = 200
    media: str = "screen"
    picture: str = ""
    html: mails.Html | None = None

    def at(self, language: str) -> str:
        return re.sub(r"^/en/", f"/{language}/", self.address)

    @property
    def is_ours_inside_the_admin(self) -> bool:
        return self.address.startswith("/admin/")


def page(*names: str) -> str:
    """A page of the demonstration, which by its key is found in every language."""
    return reverse("page_by_key", args=[key(*names)])


def named(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def every_screen(people: dict[str, User]) -> list[Screen]:
    return [
        *of_strangers(),
        *of_courses(),
        *of_tests(),
        *of_certificates(),
        *of_accounts(),
        *of_trainers(),
        *of_administrators(people["administrator"]),
        *of_mails(people["administrator"]),
        # The last, because nobody at this address may look up another code for a minute.
        Screen("too-many", named("certificates:verify", "7K3M"), do=too_often, status=404),
    ]


def of_strangers() -> list[Screen]:
    return [
        Screen("home", "/en/"),
        Screen("catalogue", "/en/", do=press(".site-nav li:nth-child(2) a")),
        Screen("search", named("search")),
        Screen("search-results", f"{named('search')}?q=CPTED"),
        Screen("search-nothing", f"{named('search')}?q=xyzzy"),
        Screen("glossary", named("glossary")),
        Screen("information", "/en/", do=press(".site-footer li:nth-child(2) a")),
        Screen("accessibility-statement", named("page_by_key", page_key("accessibility"))),
        # Only in German, whatever the language of the others.
        Screen("easy-to-read", "/de/leichte-sprache/"),
        Screen("course-stranger", page(COURSE)),
        Screen("module-stranger", page(COURSE, "vulnerability")),
        Screen("offline", named("offline")),
        Screen("error-403", named("accounts:admin_entrance"), "learner", status=403),
        Screen("error-404", "/en/nowhere/", status=404),
        Screen("error-500", "/en/broken/", status=500),
    ]


def of_courses() -> list[Screen]:
    course, lesson = key(COURSE), page(COURSE, "vulnerability/assessing-a-place")
    enrolment = enrolment_of("learner")
    return [
        Screen("my-learning-empty", named("learning:mine"), "newcomer"),
        Screen("my-learning", named("learning:mine"), "learner"),
        Screen("my-learning-finished", named("learning:mine"), "finished"),
        Screen("enrol", named("learning:enrol", course), "newcomer"),
        Screen("enrol-error", named("learning:enrol", course), "newcomer", send_empty("main form")),
        Screen("course-in-progress", page(COURSE), "learner", picture="course"),
        Screen("course-finished", page(COURSE), "finished"),
        Screen("module", page(COURSE, "vulnerability"), "learner"),
        Screen("lesson", lesson, "learner", picture="lesson"),
        Screen("lesson-answered", lesson, "learner", answer_check),
        Screen("lesson-print", lesson, "learner", media="print"),
        Screen("lesson-worksheet", page(COURSE, "on-site/the-walk"), "learner"),
        Screen("lesson-h5p", page(COURSE, "vulnerability/the-local-safety-audit"), "learner", play),
        Screen("lesson-done", page(COURSE, "orientation/the-integrated-approach"), "finished"),
        Screen("lesson-trainer", lesson, "trainer"),
        Screen("tools", named("learning:tools", course), "learner"),
        Screen("module-print", named("learning:print", course, key(COURSE, "vulnerability")), "learner"),
        Screen("my-notes-empty", named("learning:notes"), "newcomer"),
        Screen("my-notes", named("learning:notes"), "learner"),
        Screen("reminders-stopped", named("learning:no_reminders", stop_key(enrolment))),
        Screen("rate-oneself", named("learning:rate", course), "learner"),
        Screen("self-evaluation", named("learning:self_evaluation", course), "finished"),
    ]


def of_tests() -> list[Screen]:
    first, next_one = page(COURSE, "vulnerability/test"), page(COURSE, "design/test")
    begin = press("form[action*='/start/'] button")
    hand_in = press("button[name=action][value=submit]")
    failed, passed = result_of(ADDRESSES["failed"]), result_of(ADDRESSES["finished"])

    def leave_open(page: Any) -> None:
        begin(page)
        hand_in(page)

    return [
        Screen("test", next_one, "learner"),
        Screen("test-passed", first, "learner"),
        Screen("attempt", next_one, "learner", begin),
        Screen("attempt-unanswered", next_one, "learner", leave_open),
        Screen("result-failed", named("learning:result", failed.pk), "failed", picture="test"),
        Screen("result-passed", named("learning:result", passed.pk), "finished"),
    ]


def of_certificates() -> list[Screen]:
    own = certificate_of("Łukasz Wiśniewski").code
    # The first of hers was replaced, the other one counts.
    revoked, replaced = certificate_of("Chiara Romano").code, certificate_of("Aino Virtanen").code
    verification = named("certificates:look_up")
    return [
        Screen("certificate", named("certificates:own", own), "finished"),
        Screen("certificate-transcript", named("certificates:transcript", own), "finished"),
        Screen("verification", verification),
        Screen("verification-error", verification, do=look_up, status=404),
        Screen("verification-found", named("certificates:verify", own)),
        Screen("verification-unknown", named("certificates:verify", "7K3M"), status=404),
        Screen("verification-revoked", named("certificates:verify", revoked)),
        Screen("verification-replaced", named("certificates:verify", replaced)),
    ]


def of_accounts() -> list[Screen]:
    sign_in, new = named("account_login"), named("account_signup")
    forgotten, password = named("account_reset_password"), named("account_change_password")
    return [
        Screen("sign-in", sign_in),
        Screen("sign-in-error", sign_in, do=send_empty("main form")),
        Screen("sign-up", new),
        Screen("sign-up-error", new, do=send_empty("main form")),
        Screen("sign-up-code", new, FRESH, sign_up),
        Screen("password-forgotten", forgotten),
        Screen("password-forgotten-sent", forgotten, do=forget_password),
        Screen("account-addresses", named("account_email"), "learner"),
        Screen("account-password", password, "learner"),
        Screen("account-password-error", password, "learner", send_empty("main form")),
        Screen("account-sign-out", named("account_logout"), "learner"),
    ]


def of_trainers() -> list[Screen]:
    course = key(COURSE)
    enrolment = enrolment_of("learner")
    opened = Statement.objects.filter(learner_key=enrolment.learner.learner_key, object_type="lesson")
    statement = opened.filter(course_key=course).first()
    lesson = key(COURSE, "on-site/the-walk")
    package = H5PPackage.objects.order_by("pk").first()
    addresses = {
        "courses": named("learners:courses"),
        "learners": named("learners:learners", course),
        "learner": named("learners:learner", course, enrolment.pk),
        "mark-as-done": named("learners:mark_as_done", course, enrolment.pk, lesson),
        "void": named("learners:void", course, enrolment.pk, statement.pk),
        "mark-again": named("learners:re_mark", course, key(COURSE, "vulnerability/test")),
        "self-evaluation": named("learners:self_evaluation", course),
        "editions": named("editions:index", course),
        "edition": named("editions:detail", course, 1),
        "translations": named("translations:index", course),
        "packages": named("h5p_packages:index"),
        "package": named("h5p_packages:edit", package.pk),
        "package-upload": named("h5p_packages:add"),
        "package-replace": named("h5p_packages:replace", package.pk),
        "certificate-terms": named("certificates_admin:terms", course),
        "certificate-design": named("certificates_admin:course_design", course),
    }
    return [Screen(f"admin-{name}", address, "trainer") for name, address in addresses.items()]


def of_administrators(administrator: User) -> list[Screen]:
    certificate = certificate_of("Nadia Benali").pk
    addresses = {
        "certificates": named("certificates_admin:index"),
        "certificate": named("certificates_admin:detail", certificate),
        "certificate-revoke": named("certificates_admin:revoke", certificate),
        "certificate-reissue": named("certificates_admin:reissue", certificate),
        "certificate-renew": named("certificates_admin:renew", certificate),
        "site-design": named("certificates_admin:design"),
        "invitations": named("invitations:index"),
        "invitation": named("invitations:add"),
        "libraries": named("h5p_libraries:index"),
    }
    return [Screen(f"admin-{name}", address, "administrator") for name, address in addresses.items()]


def of_mails(administrator: User) -> list[Screen]:
    return [
        Screen("mail-invitation", html=mails.invitation(administrator)),
        Screen("mail-reminder", html=mails.reminder(certificate_of("Nadia Benali"))),
        *(
            Screen(f"mail-{name.replace('_', '-')}", html=mails.account(name))
            for name in (
                "email_confirmation",
                "password_reset_key",
                "account_already_exists",
                "unknown_account",
            )
        ),
    ]
