from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

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
