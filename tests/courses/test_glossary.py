"""Terms are found in texts, and nothing else about the texts changes."""

from __future__ import annotations

import html as markup

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from accounts.models import User
from courses.actions import record_edition
from courses.glossary import Finder, Term
from courses.models import GlossaryTerm, ModulePage
from learning import actions
from tests import factories

PREVENTION = Term(
    1, "crime prevention", ("crime prevention", "prevention of crime"), "What keeps crime away."
)
CRIME = Term(2, "crime", ("crime", "crimes"), "What the law forbids.")
HOEHE = Term(3, "Höhe", ("Höhe", "Höhen"), "How far up.")


def linked(html: str, *terms: Term) -> list[tuple[str, str]]:
    """The words that became links, and where these lead."""
    soup = BeautifulSoup(Finder(terms or (PREVENTION, CRIME, HOEHE)).link(html), "html.parser")
    return [(link.get_text(), link["href"]) for link in soup.find_all("a", class_="term")]


def test_the_longest_term_wins() -> None:
    assert linked("<p>On crime prevention.</p>") == [("crime prevention", "#term-1")]


def test_each_term_is_linked_where_it_first_stands() -> None:
    assert linked("<p>Crime here. <b>Crimes</b> there, and crime.</p>") == [("Crime", "#term-2")]


def test_several_terms_in_one_text() -> None:
    html = "<p>Prevention of crime needs Höhe, and crime needs nothing.</p>"
    assert [word for word, _ in linked(html)] == ["Prevention of crime", "Höhe", "crime"]


def test_the_texts_of_one_lesson_share_what_was_found() -> None:
    finder = Finder([CRIME])
    assert "term-2" in finder.link("<p>crime</p>")
    assert finder.link("<p>crime</p>") == "<p>crime</p>"
    assert list(finder.definitions()) == [CRIME]


def test_definitions_stand_in_the_order_of_the_alphabet() -> None:
    finder = Finder([PREVENTION, CRIME])
    finder.link("<p>crime prevention, crime</p>")
    assert list(finder.definitions()) == [CRIME, PREVENTION]


@pytest.mark.parametrize(
    "html",
    [
        '<p>See <a href="/x">crime</a> and <a href="/y"><b>crime</b></a>.</p>',
        "<h2>Crime</h2>",
        "<h3>On <i>crime</i></h3>",
        "<p>microcrime, crimewave, crime2 and crime_</p>",
        '<p><img alt="crime" title="crime"></p>',
        "<p>Nothing of the kind.</p>",
    ],
)
def test_what_is_no_term_in_a_running_text_stays_as_it_is(html: str) -> None:
    assert linked(html) == []


@pytest.mark.parametrize(
    "text", ["(crime)", "“crime”", "crime.", "crime-free", "no/crime/", "<b>crime</b>s", "CRIME"]
)
def test_punctuation_and_case_do_not_hide_a_term(text: str) -> None:
    assert len(linked(f"<p>{text}</p>")) == 1


def test_umlauts_are_letters() -> None:
    assert linked("<p>in großer HÖHE</p>") == [("HÖHE", "#term-3")]
    assert linked("<p>Höhenangst, Anhöhe</p>") == []


def test_sharp_s_is_found_however_it_is_written() -> None:
    street = Term(4, "Straße", ("Straße",), "Where one drives.")
    for written in ("Straße", "straße", "STRASSE", "STRAẞE"):
        assert linked(f"<p>{written}</p>", street) == [(written, "#term-4")]


def test_letters_that_fold_otherwise_do_no_harm() -> None:
    assert linked("<p>CRİME, crıme</p>") == []


def test_tags_entities_and_attributes_are_kept() -> None:
    html = '<p class="lead" data-x="1">A &amp; B &lt;crime&gt; <br/>and <em>more</em></p>'
    expected = html.replace("crime", '<a class="term" href="#term-2">crime</a>')
    assert BeautifulSoup(Finder([CRIME]).link(html), "html.parser") == BeautifulSoup(expected, "html.parser")


def test_a_definition_that_looks_like_html_is_no_html() -> None:
    assert linked("<p>a <b>&lt;b&gt;</b></p>", Term(9, "<b>", ("<b>",), "")) == [("<b>", "#term-9")]


def test_an_empty_glossary_changes_nothing() -> None:
    assert Finder([]).link("<p>crime</p>") == "<p>crime</p>"


words = st.text(st.sampled_from("abÄäßſKİ &<>'\"-.\u00a0"), min_size=1, max_size=12)
spellings = st.text(st.sampled_from("abÄßİ &<-"), min_size=1, max_size=4).filter(
    lambda text: text.strip() == text
)
tags = st.sampled_from(["p", "b", "i", "a", "h2", "li", "blockquote"])
terms = st.lists(st.lists(spellings, min_size=1, max_size=3), max_size=5).map(
    lambda lists: [Term(index, forms[0], tuple(forms), "") for index, forms in enumerate(lists)]
)
texts = st.recursive(
    words.map(markup.escape),
    lambda inner: st.lists(st.tuples(tags, inner), min_size=1, max_size=4).map(
        lambda pairs: "".join(f"<{tag}>{html}</{tag}>" for tag, html in pairs)
    ),
    max_leaves=8,
)


@given(terms, st.lists(texts, max_size=4))
def test_linking_adds_links_and_changes_nothing_else(terms: list[Term], htmls: list[str]) -> None:
    finder = Finder(terms)
    seen: list[str] = []
    for html in htmls:
        soup = BeautifulSoup(finder.link(html), "html.parser")
        for link in soup.find_all("a", class_="term"):
            assert link.find_parent(["a", "h2"]) is None
            seen.append(link["href"])
            link.unwrap()
        soup.smooth()
        assert soup == BeautifulSoup(html, "html.parser")
    assert len(seen) == len(set(seen)) == len(finder.found)


def test_other_forms_stand_one_on_each_line() -> None:
    row = GlossaryTerm(term="Angstraum", forms="Angsträume\r\n\n  Angsträumen ")
    assert row.spellings == ["Angstraum", "Angsträume", "Angsträumen"]


@pytest.mark.django_db
def test_a_lesson_links_the_terms_of_its_own_language(learner: User, learner_client: Client) -> None:
    for language, definition in (("en", "Seeing and being seen."), ("de", "Sehen und gesehen werden.")):
        locale = Locale.objects.get(language_code=language)
        GlossaryTerm.objects.create(term="visibility", definition=definition, locale=locale)
    course = factories.course(modules=1, lessons=0, with_test=False)
    module = ModulePage.objects.get()
    lesson = factories.lesson(module, body=[factories.text("<p>Good visibility, and visibility.</p>")])
    record_edition(course_key=course.translation_key)
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    page = BeautifulSoup(learner_client.get(lesson.url).content, "html.parser")
    link = page.find("a", class_="term")
    assert len(page.find_all("a", class_="term")) == 1
    assert "Seeing and being seen." in page.find(id=link["href"].removeprefix("#")).parent.get_text()
    assert "gesehen" not in page.get_text()
