"""The people of the demonstration: three to sign in as, and learners who have come as far as learners do."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import User
from home import trainers

from . import shapes
from .keys import key
from .memory import Memory
from .reading import Fields, read_entries
from .study import Bookshelf, Visit, study


class SignIn(NamedTuple):
    """How to sign in; these passwords are public."""

    role: str
    email: str
    password: str


SIGN_INS = [
    SignIn("learner", "learner@agora.example", "agora-learner"),
    SignIn("trainer", "trainer@agora.example", "agora-trainer"),
    SignIn("administrator", "administrator@agora.example", "agora-administrator"),
]


def load_staff(memory: Memory) -> dict[str, User | None]:
    """Those who write and run the site, by role, made the first time; None for somebody who was deleted since."""
    names = {"trainer": ("Tomás", "Ferreira"), "administrator": ("Ingrid", "Sørensen")}
    staff: dict[str, User | None] = {}
    for role, email, password in SIGN_INS:
        if role in names:
            make = partial(_staff, role, email, password, names[role])
            staff[role] = User.objects.filter(pk=memory.keep(f"people/{email}", [], make)).first()
    return staff


def load_learners(path: Path, memory: Memory) -> None:
    """Each learner is made once and left alone from then on: what they do later is their own."""
    bookshelf = Bookshelf()
    for person in read_entries(path):
        shapes.PERSON.check(person, "a learner")
        shapes.VISIT.check_each(person, "visits", "a visit")
        memory.keep(f"people/{person['email']}", [], partial(_learner, person, bookshelf))


def _staff(role: str, email: str, password: str, name: tuple[str, str], known: int | None) -> int:
    user = _user(email, password, *name)
    if role == "administrator":
        user.is_staff = user.is_superuser = True
        user.save()
    else:
        user.groups.add(Group.objects.get(name=trainers.NAME))
    return user.pk


def _learner(person: Fields, bookshelf: Bookshelf, known: int | None) -> int:
    password = next((entry.password for entry in SIGN_INS if entry.email == person["email"]), None)
    learner = _user(person["email"], password, *person["name"])
    for visit in person["visits"]:
        steps = None if visit.get("steps") == "all" else visit.get("steps", 0)
        results = tuple(float(share) for share in visit.get("results", ()))
        before, after = (tuple(visit.get(name, ())) for name in ("before", "after"))
        study(
            learner,
            Visit(visit["course"], steps, results, before, after),
            language=person["language"],
            bookshelf=bookshelf,
        )
    return learner.pk


def _user(email: str, password: str | None, first_name: str, last_name: str) -> User:
    user = User.objects.create_user(
        email, password, first_name=first_name, last_name=last_name, learner_key=key("people", email)
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
