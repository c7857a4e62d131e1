"""Where sign-up is by invitation, one address may use its link once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from tests.accounts.test_sign_in import code_in, confirm, is_signed_in, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_invitation(settings: Any) -> None:
    settings.SIGN_UP = "invitation"


@pytest.fixture
def invitation(db: None) -> Invitation:
    return Invitation.objects.create(email="Ada@example.org")


def link(invitation: Invitation) -> str:
    return reverse("accounts:invitation", args=[invitation.key])


def test_nobody_signs_up_without(client: Client) -> None:
    assert "password1" not in client.get(reverse("account_signup")).content.decode()
    sign_up(client, "ada@example.org")
    assert not User.objects.exists()


def test_an_invitation_is_mailed_when_it_is_made(administrator: User) -> None:
    client = Client()
    client.force_login(administrator)
    client.post(reverse("invitations:add"), {"email": "ada@example.org"})
    invitation = Invitation.objects.get()
    [message] = mail.outbox
    assert message.to == ["ada@example.org"]
    assert f"http://localhost:8000{link(invitation)}" in str(message.body)
    assert invitation.invited_by == administrator


def test_before_the_first_the_list_says_so(administrator: User) -> None:
    client = Client()
    client.force_login(administrator)
    assert "Nobody has been invited yet." in client.get(reverse("invitations:index")).content.decode()


def test_trainers_do_not_invite(trainer: User) -> None:
    client = Client()
    client.force_login(trainer)
    client.post(reverse("invitations:add"), {"email": "ada@example.org"})
    assert not Invitation.objects.exists()


def test_its_link_leads_to_an_account(client: Client, invitation: Invitation) -> None:
    assert client.get(link(invitation)).headers["Location"] == reverse("account_signup")
    assert "password1" in client.get(reverse("account_signup")).content.decode()
    sign_up(client, "ADA@example.org")
    confirm(client, code_in(mail.outbox[0]))
    assert is_signed_in(client)
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None


def test_another_address_is_refused_on_the_field(client: Client, invitation: Invitation) -> None:
    client.get(link(invitation))
    response = sign_up(client, "eve@example.org")
    assert "to which your invitation was sent" in str(response.context["form"].errors["email"])
    assert not User.objects.exists()
    assert Invitation.objects.open().exists()


def test_a_used_one_is_dead(client: Client, invitation: Invitation) -> None:
    client.get(link(invitation))
    sign_up(client, "ada@example.org")
    again = Client()
    assert again.get(link(invitation)).status_code == 404
    assert "password1" not in again.get(reverse("account_signup")).content.decode()


def test_so_is_one_opened_before_and_used_elsewhere(client: Client, invitation: Invitation) -> None:
    waiting = Client()
    waiting.get(link(invitation))
    client.get(link(invitation))
    sign_up(client, "ada@example.org")
    sign_up(waiting, "ada@example.org", "another long password")
    assert User.objects.count() == 1
    assert not User.objects.get().check_password("another long password")


def test_a_guessed_key_is_not_found(client: Client) -> None:
    assert client.get(reverse("accounts:invitation", args=["x" * 32])).status_code == 404


def test_where_sign_up_is_open_an_invitation_asks_for_nothing(
    client: Client, invitation: Invitation, settings: Any
) -> None:
    settings.SIGN_UP = "open"
    client.get(link(invitation))
    sign_up(client, "eve@example.org")
    assert User.objects.get().email == "eve@example.org"
    assert Invitation.objects.open().exists()


def test_a_setting_that_nobody_knows_is_an_error(settings: Any) -> None:
    settings.SIGN_UP = "everybody"
    assert "accounts.E001" in [message.id for message in run_checks()]
