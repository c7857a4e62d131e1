"""Who looks at the screens: people of the demonstration, and a few whose states it has no example of."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from accounts.models import User
from certificates import actions as certificates
from certificates.models import Certificate
from demo.keys import key
from learning import actions
from learning.margin import Noted
from learning.models import Attempt, Enrolment
from tests import factories

COURSE = "safer-public-spaces"

ADDRESSES = {
    "learner": "learner@agora.example",
    "failed": "sarka.novakova@mesto.example",
    "finished": "lukasz.wisniewski@miasto.example",
    "trainer": "trainer@agora.example",
    "administrator": "administrator@agora.example",
    "newcomer": "newcomer@agora.example",
}


def prepare() -> dict[str, User]:
    """People by role."""
    newcomer = factories.user(ADDRESSES["newcomer"], first_name="Nora", last_name="Neumann")
    EmailAddress.objects.create(user=newcomer, email=newcomer.email, verified=True, primary=True)
    people = {role: User.objects.get(email=address) for role, address in ADDRESSES.items()}
    administrator = people["administrator"]
    certificates.revoke(
        by=administrator, certificate=certificate_of("Chiara Romano"), reason="Issued by mistake"
    )
    certificates.reissue(
        by=administrator,
        certificate=certificate_of("Aino Virtanen"),
        name="Aino Virtanen-Korhonen",
        reason="Married",
    )
    actions.annotate(
        learner=people["learner"],
        course_key=key(COURSE),
        lesson_key=key(COURSE, "vulnerability/assessing-a-place"),
        change=Noted("Wolska 12, 14:30"),
    )
    return people


def certificate_of(name: str) -> Certificate:
    """The certificate of achievement for the long course."""
    found = Certificate.objects.filter(course_key=key(COURSE), kind="achievement")
    return next(one for one in found.order_by("pk") if one.facts.holder == name)


def enrolment_of(role: str) -> Enrolment:
    """In the long course."""
    return Enrolment.objects.get(course_key=key(COURSE), learner__email=ADDRESSES[role])


def result_of(address: str) -> Attempt:
    """The last attempt that somebody handed in."""
    attempts = Attempt.objects.filter(enrolment__learner__email=address, submitted_at__isnull=False)
    return attempts.latest("submitted_at")
