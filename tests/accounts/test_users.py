"""Accounts in the admin, and the pseudonym that stands for a learner in the ledger."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def course(db: None) -> CoursePage:
    return factories.course(modules=1, lessons=1)


@pytest.fixture
def enrolled(learner: User, course: CoursePage) -> User:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    return learner


def said(response: HttpResponseBase) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


class TestDeleting:
    def delete(self, admin: Client, user: User) -> HttpResponseBase:
        return admin.post(reverse("wagtailusers_users:delete", args=[user.pk]))

    def delete_all(self, admin: Client, *users: User) -> HttpResponseBase:
        chosen = "&".join(f"id={user.pk}" for user in users)
        address = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
        return admin.post(f"{address}?{chosen}&next=/admin/users/")

    def test_somebody_who_learned_nothing_is_deleted(self, admin: Client, other_learner: User) -> None:
        assert "was deleted" in said(self.delete(admin, other_learner))
        assert not User.objects.filter(pk=other_learner.pk).exists()

    def test_somebody_with_a_learning_record_stays_with_a_message(
        self, admin: Client, enrolled: User
    ) -> None:
        response = self.delete(admin, enrolled)
        assert response.status_code == 302
        assert "has a learning record" in said(response)
        assert User.objects.filter(pk=enrolled.pk).exists()

    def test_so_do_all_when_many_are_deleted_at_once(
        self, admin: Client, enrolled: User, other_learner: User
    ) -> None:
        response = self.delete_all(admin, enrolled, other_learner)
        assert response.status_code == 302
        assert "has a learning record" in said(response)
        assert User.objects.filter(pk__in=[enrolled.pk, other_learner.pk]).count() == 2
        assert "deleted" in said(self.delete_all(admin, other_learner))
        assert not User.objects.filter(pk=other_learner.pk).exists()

    def test_trainers_delete_nobody(self, trainer: User, other_learner: User) -> None:
        client = Client()
        client.force_login(trainer)
        self.delete(client, other_learner)
        self.delete_all(client, other_learner)
        assert User.objects.filter(pk=other_learner.pk).exists()


class TestPseudonym:
    def test_is_everybodys_own(self, learner: User, other_learner: User) -> None:
        assert learner.learner_key != other_learner.learner_key
        with pytest.raises(IntegrityError):
            User.objects.create(email="x@example.org", learner_key=learner.learner_key)

    def test_is_on_no_page(self, admin: Client, enrolled: User, course: CoursePage) -> None:
        client = Client()
        client.force_login(enrolled)
        lesson = factories.lessons_of(course)[0]
        for address in (
            "/en/",
            course.get_parent().url,
            course.url,
            lesson.url,
            factories.quiz_of(course).url,
            reverse("learning:mine"),
            reverse("account_email"),
        ):
            assert_hides(client.get(address), enrolled.learner_key)
        for name in ("wagtailusers_users:edit", "wagtailusers_users:history"):
            assert_hides(admin.get(reverse(name, args=[enrolled.pk])), enrolled.learner_key)
        assert_hides(admin.get(reverse("wagtailusers_users:index")), enrolled.learner_key)


def assert_hides(response: HttpResponseBase, key: uuid.UUID) -> None:
    assert response.status_code == 200
    page = response.content.decode()
    assert str(key) not in page
    assert key.hex not in page


class TestNames:
    def test_are_shown_where_they_are_known(self) -> None:
        assert str(User(email="ada@example.org")) == "ada@example.org"
        assert str(User(email="ada@example.org", first_name="Ada", last_name="King")) == "Ada King"

    def test_administrators_are_made_by_address(self) -> None:
        user = User.objects.create_superuser("Root@Example.org", "correct horse battery")
        assert (user.email, user.is_superuser) == ("root@example.org", True)
        assert User.objects.get_by_natural_key("ROOT@example.org") == user
