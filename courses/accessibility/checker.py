"""Wagtail's checker in the preview, with rules of ours.

A rule can only be described here, since no script of ours runs in the admin: axe-core brings checks that compare attributes
with patterns. What the words of links and texts are worth, the rules on the server say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

from .phrases import PICTURE_OF, PLACEHOLDERS
from .pictures import FILE_NAME, LONGEST


def _one_of(phrases: Iterable[str], then: str) -> str:
    """A pattern as axe-core reads it: between strokes, and without flags, so that both cases are spelt out."""
    spelt = ("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in phrase) for phrase in sorted(phrases))
    return f"/^({'|'.join(spelt)}){then}/"


def _check(name: str, pattern: str) -> dict[str, Any]:
    return {
        "id": name,
        "evaluate": "matches-definition-evaluate",
        "options": {"matcher": {"attributes": {"alt": pattern}}},
    }


def _rule(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "impact": "moderate",
        "selector": "img[alt]",
        "tags": ["best-practice"],
        "none": [f"is-{name}"],
        "enabled": True,
    }


class Checker(ContentCheckerItem):
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "td-has-header",
        "video-caption",
        "picture-of",
        "placeholder-as-alt",
        "long-alt",
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        _rule("picture-of"),
        _rule("placeholder-as-alt"),
        _rule("long-alt"),
    ]
    axe_custom_checks = [
        {"id": "check-image-alt-text", "options": {"pattern": rf"^(?:{FILE_NAME})$"}},
        {"id": "check-empty-meta-description"},
        _check("is-picture-of", _one_of(PICTURE_OF, r"\b")),
        _check("is-placeholder-as-alt", _one_of(PLACEHOLDERS, r"[ .…]*$")),
        _check("is-long-alt", rf"/^.{{{LONGEST + 1}}}/"),
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "picture-of": {
            "error_name": _("The alternative text says that this is a picture"),
            "help_text": _("Screen readers say so themselves. Begin with what it shows."),
        },
        "placeholder-as-alt": {
            "error_name": _("The alternative text says nothing"),
            "help_text": _("Say what the picture shows, or mark it as decoration."),
        },
        "long-alt": {
            "error_name": _("The alternative text is long"),
            "help_text": _(
                "It is read in one go: 150 characters are a good limit. Say the rest in the description."
            ),
        },
    }
