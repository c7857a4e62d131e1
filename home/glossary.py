"""All words of the trade in one language, for whoever looks one up without a lesson."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.models import GlossaryTerm
from courses.search.words import fold


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """By their first letters; umlauts and accents stand with the plain letter."""
    terms = GlossaryTerm.objects.filter(locale__language_code=get_language())
    in_order = sorted(terms, key=lambda term: (fold(term.term), term.term))
    letters = [
        (letter.upper(), list(group)) for letter, group in groupby(in_order, lambda term: fold(term.term)[:1])
    ]
    return render(request, "home/glossary.html", {"letters": letters})
