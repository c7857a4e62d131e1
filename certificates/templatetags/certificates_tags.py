from datetime import date
from typing import Any

from django import template
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, ngettext, pgettext

from accounts.models import User

from ..actions.issuing import promises_participation
from ..days import as_written
from ..models import Certificate, CertificateQuerySet, Terms

register = template.Library()


@register.simple_tag
def certificates_of(learner: User) -> CertificateQuerySet:
    """The certificates of `learner`, the newest first, without those in whose place there is another. One query."""
    return Certificate.objects.of(learner).latest_of_chains()


@register.simple_tag
def participation_offers(learner: User, courses: list[Any]) -> list[Any]:
    """Those of `courses` (as “My learning” shows them) for which `learner` can ask for a certificate of participation.

    One query where no course has terms, two otherwise.
    """
    keys = [mine.presentation.course_key for mine in courses]
    terms = {row.course_key: row for row in Terms.objects.filter(course_key__in=keys)}
    if not terms:
        return []
    had = set(Certificate.objects.of(learner).values_list("course_key", flat=True))
    return [
        mine
        for mine in courses
        if mine.presentation.course_key not in had
        and promises_participation(
            mine.presentation.edition, terms.get(mine.presentation.course_key), mine.presentation.evidence
        )
    ]


@register.filter
def duration(minutes: int) -> str:
    """Minutes in words: “45 minutes”, “3 hours”, “3 hours 10 minutes”."""
    hours, rest = divmod(minutes, 60)
    words = []
    if hours:
        words.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if rest or not hours:
        words.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(words)


@register.filter(expects_localtime=True)
def in_words(day: date) -> str:
    """A date with the name of its month, in the order of the language; Django's own English is American."""
    # Translators: a format of Django's date filter; 21 November 2026 in English, "j. F Y" in German
    usual = pgettext("date format", "j F Y")
    # Translators: the same for the first of a month, "j\e\r F Y" in French; leave it as it is where that day is no exception
    first = pgettext("date format, first of a month", "j F Y")
    text = format_date(day, first if day.day == 1 and first != "j F Y" else usual)
    return as_written(text, get_language() or "")
