import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from ..custom_properties import tokens
from ..models import Look

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The icon of that name from lucide, inline, for eyes only: the text beside it says what it means.

    Raises TemplateSyntaxError for a name that lucide does not have.
    """
    path = Path(settings.NODE_MODULES) / "lucide-static/icons" / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise template.TemplateSyntaxError(f"lucide-static has no icon {name!r}")
    svg = re.sub(r"<!--.*?-->", "", path.read_text(), flags=re.DOTALL)
    svg = re.sub(r'class="[^"]*"', 'class="icon" aria-hidden="true" focusable="false"', svg, count=1)
    return mark_safe(" ".join(svg.split()))  # noqa: S308  (a file of an installed package)


@register.simple_tag
def colour_of_site() -> str:
    """For what is not a page and has no style sheet of ours, such as mails."""
    look = Look.objects.filter(site__is_default_site=True).first()
    own, _dark = tokens()
    return ((look.colours.light if look else {}) or own).get("brand", own["brand"])
