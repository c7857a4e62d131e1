"""What the admin says of findings."""

from __future__ import annotations

from typing import Any

from django import template

from ..accessibility.findings import Finding
from ..accessibility.pages import findings_on
from ..accessibility.sentences import sentence

register = template.Library()

register.filter("sentence", sentence)


@register.simple_tag
def accessibility_findings(page: Any) -> list[Finding]:
    return findings_on(page)


@register.filter
def is_gate(finding: Finding) -> bool:
    return finding.severity == "gate"
