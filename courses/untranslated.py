"""What is still missing in a translation that wagtail-localize keeps in step with its original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext
from wagtail_localize.models import Translation


def translation_of(thing: Any) -> Translation | None:
    """The record of `thing`, a page or a question of the bank, as a translation; None for originals and for free copies."""
    return (
        Translation.objects.filter(
            source__object_id=thing.translation_key, target_locale=thing.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )


def missing_texts(thing: Any) -> int:
    """How many texts are not translated yet. They stand there in the language of the original."""
    translation = translation_of(thing)
    if translation is None:
        return 0
    total, done = translation.get_progress()
    return int(total - done)


def refusals(thing: Any) -> Iterable[str]:
    """Why a translation is not published: nobody is to read half of it in another language."""
    if missing := missing_texts(thing):
        yield ngettext(
            "%(count)d text is not translated yet. Until it is, learners read this in another language.",
            "%(count)d texts are not translated yet. Until they are, learners read this in another language.",
            missing,
        ) % {"count": missing}
