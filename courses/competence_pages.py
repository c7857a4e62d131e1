"""From live course pages to the competences of a course in one language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page

from .competences import Competence, Level, scale

if TYPE_CHECKING:
    from .models import Edition

SCALE = ("lowest_level", "middle_level", "highest_level")


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """What learners of a course are asked, and the scale on which they answer."""

    competences: tuple[Competence, ...] = ()
    scale: tuple[Level, ...] = ()

    @property
    def keys(self) -> tuple[UUID, ...]:
        return tuple(competence.key for competence in self.competences)


def self_evaluation_of(course_key: UUID, language: str) -> SelfEvaluation:
    """The competences of a live course; empty where it has none. Two queries at most.

    As with its shape, the page of the first language says which there are, in which order and for which modules. The
    words are those of `language`, as far as there are any.
    """
    from .models import CoursePage

    pages = list(
        CoursePage.objects.live()
        .filter(translation_key=course_key)
        .select_related("locale")
        .only("locale__language_code", "competences", *SCALE)
        .order_by("pk")
    )
    if not pages or not pages[0].competences.raw_data:
        return SelfEvaluation()
    here = next((page for page in pages if page.locale.language_code == language), pages[0])
    statements = {each.key: each.statement for each in _written(here.competences.raw_data, {})}
    asked = _written(pages[0].competences.raw_data, _module_keys(pages[0]))
    return SelfEvaluation(
        tuple(
            Competence(each.key, statements.get(each.key) or each.statement, each.modules) for each in asked
        ),
        scale(own_scale(here) if all(own_scale(here)) else own_scale(pages[0]), default_scale()),
    )


def competences_on(page: Any) -> tuple[Competence, ...]:
    """The competences that stand on one page, published or not."""
    return _written(page.competences.raw_data, _module_keys(page))


def own_scale(page: Any) -> tuple[str, ...]:
    """The words that a course gives for the lowest, the middle and the highest level; empty ones where it gives none."""
    return tuple(getattr(page, name).strip() for name in SCALE)


def default_scale() -> tuple[str, ...]:
    return (
        _("This is new to me"),
        _("I have a first idea of it"),
        _("I can do it with some help"),
        _("I can do it on my own"),
        _("I can show others how"),
    )


def _written(raw: Sequence[Mapping[str, Any]], modules: Mapping[int, UUID]) -> tuple[Competence, ...]:
    return tuple(
        Competence(
            UUID(block["id"]),
            block["value"]["statement"],
            tuple(modules[pk] for pk in _chosen(block) if pk in modules),
        )
        for block in raw
    )


def _chosen(block: Mapping[str, Any]) -> list[int]:
    """Primary keys of the modules, however old the data is: items of lists come with an id or without."""
    items = block["value"].get("modules") or ()
    return [item["value"] if isinstance(item, Mapping) else item for item in items]


def _module_keys(page: Any) -> dict[int, UUID]:
    chosen = {pk for block in page.competences.raw_data for pk in _chosen(block)}
    return dict(Page.objects.filter(pk__in=chosen).values_list("pk", "translation_key")) if chosen else {}


def statements_in(editions: Collection[Edition]) -> dict[tuple[int, UUID], dict[str, str]]:
    """The statements as they were published, by edition (its primary key) and key, in every language. Two queries."""
    from .models import Manifest, PublishedContent

    digests = {
        (manifest.pk, language): manifest.entries[language][str(manifest.edition.course_key)]["content"]
        for manifest in Manifest.objects.filter(edition__in=editions)
        .select_related("edition")
        .only("entries", "edition__course_key")
        for language in manifest.entries
        if str(manifest.edition.course_key) in manifest.entries[language]
    }
    contents = PublishedContent.objects.in_bulk(set(digests.values()))
    found: dict[tuple[int, UUID], dict[str, str]] = {}
    for (edition, language), digest in digests.items():
        for block in contents[digest].content.get("competences", ()):
            key = (edition, UUID(block["id"]))
            found.setdefault(key, {})[language] = block["value"]["statement"]
    return found
