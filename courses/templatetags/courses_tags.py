from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.cache import cache
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from ..embeds import origin, player
from ..glossary import Finder, Term
from ..models import GlossaryTerm

register = template.Library()

FINDERS = "_glossary_finders"
# Learners did not ask for a file that is kept for the day without network: on a line of 256 kbit/s it takes half a minute.
SMALL_FILE = 1_000_000


@register.simple_tag(takes_context=True)
def with_glossary(context: Any, value: Any) -> SafeString:
    """Rich text with each glossary term linked where the lesson first uses it."""
    return mark_safe(finder_of(context).link(expand_db_html(value.source)))  # noqa: S308 - Wagtail sanitised it


@register.simple_tag(takes_context=True)
def glossary_of_page(context: Any) -> list[Term]:
    """The terms that the texts above used, with their definitions."""
    return list(finder_of(context).definitions())


@register.simple_tag(takes_context=True)
def glossaries_of_page(context: Any) -> list[tuple[str, list[Term]]]:
    """The same for a page whose texts are in several languages: each with its terms."""
    finders: dict[str, Finder] = getattr(context["request"], FINDERS, {})
    found = [(language, list(finder.definitions())) for language, finder in finders.items()]
    return [(language, terms) for language, terms in found if terms]


def finder_of(context: Any) -> Finder:
    """What finds the terms in the texts of this page that are in the active language."""
    request, language = context["request"], get_language() or ""
    finders: dict[str, Finder] = request.__dict__.setdefault(FINDERS, {})
    if language not in finders:
        finders[language] = Finder(terms_in(language))
    return finders[language]


def terms_in(language: str) -> list[Term]:
    """The glossary in one language, for a minute from the cache: every text of every lesson asks for it."""

    def load() -> list[Term]:
        rows = GlossaryTerm.objects.filter(locale__language_code=language)
        return [Term(row.pk, row.term, tuple(row.spellings), row.definition) for row in rows]

    terms: list[Term] = cache.get_or_set(f"glossary-{language}", load, timeout=60) or []
    return terms


@register.filter
def titled(thing: Any) -> SafeString:
    """The title of a page or of a row, marked with its language where that is another one than the page's."""
    return (
        format_html("<span{}>{}</span>", mark, thing.title)
        if (mark := lang_of(thing))
        else escape(thing.title)
    )


@register.filter
def lang_of(thing: Any) -> SafeString:
    """The attribute `lang` for the element that shows words of `thing`: a page, a row, or the code of a language."""
    code = thing if isinstance(thing, str) else _language(thing)
    return format_html(' lang="{}"', code) if is_foreign(code) else SafeString("")


@register.filter
def is_foreign(code: str) -> bool:
    return bool(code) and code != get_language()


def _language(thing: Any) -> str:
    return thing.locale.language_code if isinstance(thing, Page) else thing.language


@register.filter
def is_small(document: Any) -> bool:
    """Whether a file is kept with its lesson for reading without network."""
    return document.file_size is not None and document.file_size <= SMALL_FILE


@dataclass(frozen=True, slots=True)
class Embed:
    is_loaded: bool
    src: str
    host: str
    link: str


@register.simple_tag(takes_context=True)
def embed_of(context: Any, block: Any) -> Embed | None:
    """External content, and whether the learner asked for it on this page view; None for other blocks."""
    if block.block_type != "embed":
        return None
    src = player(block.value["url"])
    return Embed(
        is_loaded=context["request"].GET.get("embed") == block.id,
        src=src,
        host=origin(src).split("//")[-1],
        link=f"?embed={block.id}#embed-{block.id}",
    )
