from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from certificates.days import as_written
from certificates.templatetags.certificates_tags import duration, in_words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (130, "2 hours 10 minutes"),
    ],
)
def test_a_workload_is_said_in_hours_and_minutes(minutes, words):
    assert duration(minutes) == words


def test_a_date_is_said_in_the_order_of_the_language():
    assert in_words(date(2026, 11, 21)) == "21 November 2026"
    with translation.override("de"):
        assert in_words(date(2026, 3, 1)) == "1. März 2026"
    with translation.override("it"):
        assert in_words(date(2026, 11, 21)) == "21 novembre 2026"


def test_only_languages_that_write_months_small_make_them_small():
    assert as_written("1º Maggio 2026", "it-ch") == "1º maggio 2026"
    assert as_written("1er mai 2026", "fr") == "1er mai 2026"
    assert as_written("1. Mai 2026", "de") == "1. Mai 2026"


@pytest.mark.django_db
def test_a_template_lists_the_certificates_of_a_learner(
    certificate, learner, other_learner, django_assert_num_queries
):
    source = (
        "{% load certificates_tags %}{% certificates_of user as certificates %}"
        "{% for certificate in certificates %}{{ certificate.title }} {{ certificate.url }}{% endfor %}"
    )
    with django_assert_num_queries(1):
        listed = Template(source).render(Context({"user": learner}))
    assert listed == f"Certificate of achievement: Safer squares {certificate.url}"
    assert Template(source).render(Context({"user": other_learner})) == ""
