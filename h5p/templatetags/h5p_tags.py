from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from h5p.models import Content
from h5p.origin import content_origin, origin_of
from h5p.playing import player_address

register = template.Library()


@register.inclusion_tag("h5p/player.html", takes_context=True)
def h5p_player(context: Any, content: Content, title: str, state: str = "") -> dict[str, Any]:
    """The place in which `content` plays; `state` is what was kept of the last visit, as JSON.

    Tells the policy of this response that the content origin may be framed.
    """
    request = context["request"]
    main = origin_of(request)
    origin = content_origin(main)
    is_first = not hasattr(request, "framed_origin")
    request.framed_origin = origin
    address = player_address(
        content, main_origin=main, language=get_language() or "en", embed_title=title or content.title
    )
    return {
        "content": content,
        "title": title or content.title,
        "state": state,
        "origin": origin,
        "address": address,
        "is_first": is_first,
        "website": context.get("website"),
        "place": request.path,
    }
