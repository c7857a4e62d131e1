"""Signing up and in by e-mail address: without regard to case, and without telling strangers who has an account."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a word nobody guesses"
CODE = re.compile(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


def sign_up(client: Client, email: str, password: str = PASSWORD) -> HttpResponseBase:
    return client.post(reverse("account_signup"), {"email": email, "password1": password})


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponseBase:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def confirm(client: Client, code: str) -> HttpResponseBase:
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("learning:mine")).status_code == 200


def code_in(message: mail.EmailMessage) -> str:
    found = CODE.search(str(message.body))
    assert found
    return found[1]


class TestSigningUp:
    def test_the_code_from_the_mail_opens_the_account(self, client: Client) -> None:
        assert sign_up(client, "Ada@Example.org").status_code == 302
        assert not is_signed_in(client)
        [message] = mail.outbox
        assert message.to == ["ada@example.org"]
        assert confirm(client, code_in(message)).status_code == 302
        assert is_signed_in(client)
        assert User.objects.get().email == "ada@example.org"

    def test_a_wrong_code_does_not(self, client: Client) -> None:
        sign_up(client, "ada@example.org")
        code = code_in(mail.outbox[0])
        for _try in range(3):
            confirm(client, "XXXX-XXXX")
        confirm(client, code)
        assert not is_signed_in(client)

    def test_the_password_alone_does_not_either(self, client: Client) -> None:
        sign_up(client, "ada@example.org")
        stranger = Client()
        sign_in(stranger, "ada@example.org")
        assert not is_signed_in(stranger)

    def test_a_weak_password_is_refused_with_words(self, client: Client) -> None:
        response = sign_up(client, "ada@example.org", "password")
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"password1"}
        assert not User.objects.exists()

    def test_who_has_an_account_learns_it_by_mail_and_strangers_see_no_difference(self) -> None:
        factories.user("ada@example.org")
        answers = []
        for email in ("ADA@example.org", "new@example.org"):
            cache.clear()
            client = Client()
            response = sign_up(client, email)
            shown = client.get(response.headers["Location"]).content.decode()
            answers.append(
                (response.status_code, response.headers["Location"], shown.replace(email.lower(), ""))
            )
        assert without_tokens(answers[0]) == without_tokens(answers[1])
        assert [message.to for message in mail.outbox] == [["ada@example.org"], ["new@example.org"]]
        assert CODE.search(str(mail.outbox[0].body)) is None
        assert User.objects.count() == 2

    def test_one_address_is_one_account_whatever_its_case(self) -> None:
        factories.user("ada@example.org")
        with pytest.raises(IntegrityError):
            User.objects.create(email="ADA@example.org")


def without_tokens(answer: tuple[object, ...]) -> list[str]:
    return [re.sub(r'value="[A-Za-z0-9]{64}"', "", str(part)) for part in answer]


class TestSigningIn:
    @pytest.fixture
    def ada(self, db: None) -> User:
        user = User.objects.create_user("Ada@Example.org", PASSWORD)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    @pytest.mark.parametrize("email", ["ada@example.org", "ADA@EXAMPLE.ORG", " Ada@example.org "])
    def test_case_and_spaces_do_not_matter(self, client: Client, ada: User, email: str) -> None:
        assert sign_in(client, email).headers["Location"] == reverse("learning:mine")
        assert is_signed_in(client)

    def test_a_wrong_password_and_an_unknown_address_read_the_same(self, client: Client, ada: User) -> None:
        errors = [
            sign_in(client, email, "wrong").context["form"].errors["__all__"]
            for email in ("ada@example.org", "nobody@example.org")
        ]
        assert errors[0] == errors[1]

    def test_an_inactive_account_stays_out(self, client: Client, ada: User) -> None:
        User.objects.update(is_active=False)
        sign_in(client, ada.email)
        assert not is_signed_in(client)

    def test_guessing_one_password_is_stopped_even_when_the_guess_is_right_at_last(self, ada: User) -> None:
        for _guess in range(5):
            sign_in(Client(), ada.email, "wrong")
        late = Client()
        response = sign_in(late, ada.email)
        assert "Too many failed" in str(response.context["form"].errors)
        assert not is_signed_in(late)

    def test_trying_many_accounts_is_stopped(self, client: Client) -> None:
        answers = [sign_in(client, f"{number}@example.org", "wrong") for number in range(31)]
        assert answers[-1].status_code == 429
        assert "form" not in (answers[-1].context or {})

    def test_nobody_is_led_away_to_another_site(self, client: Client, ada: User) -> None:
        data = {"login": ada.email, "password": PASSWORD, "next": "https://evil.example/"}
        assert client.post(reverse("account_login"), data).headers["Location"] == reverse("learning:mine")

    def test_signing_out_needs_a_button(self, client: Client, ada: User) -> None:
        client.force_login(ada)
        client.get(reverse("account_logout"))
        assert is_signed_in(client)
        client.post(reverse("account_logout"))
        assert not is_signed_in(client)
