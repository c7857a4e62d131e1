from datetime import date

from django import template
from django.utils.dateformat import format as format_date
from django.utils.translation import ngettext, pgettext

from accounts.models import User

from ..models import Certificate, CertificateQuerySet

register = template.Library()


@register.simple_tag
def certificates_of(learner: User) -> CertificateQuerySet:
    """The certificates of `learner`, the newest first. One query."""
    return Certificate.objects.of(learner)


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


@register.filter
def in_words(day: date) -> str:
    """A date with the name of its month, in the order of the language; Django's own English is American."""
    # Translators: a format of Django's date filter; 21 November 2026 in English, "j. F Y" in German
    return format_date(day, pgettext("date format", "j F Y"))
