"""Puts findings into the words of the language that is active."""

from django.utils.translation import gettext

from .format.findings import Finding


def in_words(finding: Finding) -> str:
    return gettext(finding.rule.template) % finding.values
