"""No page for learners says a word that nobody could translate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from courses.models import GlossaryTerm
from learning import actions
from tests import factories
from tests.journeys import content
from tests.pseudo import CLOSE, OPEN, pseudo_locale

pytestmark = pytest.mark.django_db

SPOKEN = ("aria-label", "title", "placeholder", "alt", "aria-valuetext")
NOT_SHOWN = {"script", "style", "template"}
# Names: of the site, of languages in themselves with their codes, of a format, of a unit.
NAMES = {"Agora", "English", "Deutsch", "Français", "Italiano", "en", "de", "fr", "it", "min", "PDF"}


def texts(html: bytes) -> Iterator[str]:
    """Every text that somebody sees or hears."""
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(string=True):
        hidden = isinstance(node, Comment | Doctype) or {parent.name for parent in node.parents} & NOT_SHOWN
        if isinstance(node, NavigableString) and not hidden:
            yield " ".join(node.split())
    for element in soup.find_all(True):
        yield from (" ".join(element[name].split()) for name in SPOKEN if element.get(name))


def written_by_trainers() -> str:
    """All words of the content, one after another."""
    found = []
    for page in Page.objects.specific():
        found += [str(value) for value in page.serializable_data().values()]
    found += [f"{term.term} {term.forms} {term.definition}" for term in GlossaryTerm.objects.all()]
    # Streams are kept as JSON.
    text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), " ".join(found))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text).replace("\\", "")).split())


def untranslatable(html: bytes, content: str) -> list[str]:
    """What is neither translated nor content. What was put into a text that can be translated stands between its brackets."""
    return [text for text in texts(html) if not all(_is_known(part, content) for part in _outside(text))]


def _outside(text: str) -> list[str]:
    """What of `text` stands in no brackets, the parts of titles apart."""
    innermost = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
    while innermost.search(text):
        text = innermost.sub(" – ", text)
    # An element may stand in the middle of a text.
    text = re.sub(rf"^[^{OPEN}]*{CLOSE}|{OPEN}[^{CLOSE}]*$", "", text)
    return [part.strip(" –:.,()·") for part in text.split(" – ")]


def _is_known(part: str, content: str) -> bool:
    if not re.search(r"[^\W\d_]{2,}", part) or part in NAMES or part in content:
        return True
    return all(piece in content for piece in part.split(", "))


def test_every_text_on_pages_for_learners_can_be_translated(learner: User) -> None:
    course = content.course()
    lesson, *_others = factories.lessons_of(course)
    client = Client()
    client.force_login(learner)
    key = course.translation_key
    actions.enrol(learner=learner, course_key=key, certificate_name="Lena Lerner")
    test = factories.quiz_of(course)
    attempt = actions.start_attempt(learner=learner, course_key=key, test=test)
    addresses = {
        "home": "/en/",
        "catalogue": factories.catalogue().url,
        "course": course.url,
        "module": lesson.get_parent().url,
        "lesson": lesson.url,
        "test": test.url,
        "my learning": reverse("learning:mine"),
        "attempt": reverse("learning:attempt", args=[attempt.pk]),
        "offline": reverse("offline"),
        "certificate": reverse("certificates:look_up"),
        "nothing": "/en/nothing-is-here/",
    }
    words = written_by_trainers()
    with pseudo_locale():
        found = {name: untranslatable(client.get(url).content, words) for name, url in addresses.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}
