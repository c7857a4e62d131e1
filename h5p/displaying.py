"""What of stored content may be shown."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from .format.filtering import filter_params
from .models import Content, Library


def display_params(content: Content) -> dict[str, Any]:
    """content.json, filtered through the semantics of the libraries as they are installed now. Two queries at most."""
    libraries = Library.objects.filter(Q(used_in=content) | Q(pk=content.main_library_id)).distinct()
    semantics = {library.name: library.semantics for library in libraries}
    main = content.main_library.name
    return filter_params(content.params, main=main, semantics=semantics, files=content.files).params
