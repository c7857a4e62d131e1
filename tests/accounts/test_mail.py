"""Mails say the same in plain text and in HTML, and ask nobody for anything."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from accounts.mail import compose, paragraphs
from home.models import Look

TEXT = "Good day,\n\nplease open this:\n\nhttps://learn.example.org/a?b=1&c=2\n\nor type\n\nX7K-9PM\n\nKind regards\nAgora\n"
words = st.lists(st.text(alphabet="ab<&>'\" …ß-", min_size=1).map(str.strip).filter(bool), min_size=1)


def html_of(mail: Any) -> str:
    (html, mimetype), *others = mail.alternatives
    assert (mimetype, others) == ("text/html", [])
    return html


def seen(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    return " ".join(soup.body.get_text(" ").split())


def test_links_and_codes_that_stand_alone_are_recognised():
    assert [each.kind for each in paragraphs(TEXT)] == ["text", "text", "address", "text", "code", "text"]


@given(words)
def test_no_word_is_lost(lines):
    found = [line for each in paragraphs("\n\n".join(lines)) for line in each.lines]
    assert found == lines


@pytest.mark.django_db
def test_html_says_every_word_of_the_text_and_nothing_but_the_name_of_the_site():
    html = html_of(compose(to="a@example.org", subject="Subject", text=TEXT))
    assert seen(html) == "Agora " + " ".join(TEXT.split())
    assert 'href="https://learn.example.org/a?b=1&amp;c=2"' in html


@pytest.mark.django_db
def test_names_are_text_whatever_they_contain():
    html = html_of(compose(to="a@example.org", subject="<b>", text="Good day <img src=x onerror=alert(1)>,"))
    assert "<img" not in html
    assert "<title>&lt;b&gt;</title>" in html


@pytest.mark.django_db
def test_it_has_the_name_and_the_colour_of_the_site_and_loads_nothing():
    site = Site.objects.get()
    site.site_name = "Stadt Musterhausen"
    site.save()
    Look.objects.create(site=site, accent="#7a1f3d")
    html = html_of(compose(to="a@example.org", subject="Subject", text=TEXT))
    assert "Stadt Musterhausen" in html
    assert "solid #7a1f3d" in html
    assert not re.search(r"<(img|link|script|iframe)|url\(|@import", html)


@pytest.mark.django_db
def test_mails_about_accounts_come_in_both_forms(client: Client, mailoutbox: list[Any]):
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": "correct horse battery"})
    (mail,) = mailoutbox
    assert seen(html_of(mail)).endswith(unescape(" ".join(str(mail.body).split())))
