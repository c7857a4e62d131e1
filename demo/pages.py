"""Writing pages: drafts first, from the top of the tree down, then published through the action that the admin uses."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page

from accounts.models import User
from courses.actions import publish

from .memory import Memory
from .reading import Fields
from .texts import spell_out


@dataclass
class PageWriter:
    """Writes the pages whose content is new or has changed; `author` signs their revisions."""

    memory: Memory
    author: User | None
    _written: list[tuple[Page, Fields]] = field(default_factory=list)

    def write(
        self,
        page: Page,
        content: dict[str, Any],
        *,
        source: str,
        below: int | None,
        origin: Fields,
        later: Any = None,
    ) -> int:
        """The id of the page that has the type, the key and the locale of `page`, with `content` in its fields.

        `later` stands for what `amend` will add; where that changes, the page is written again.
        `below` is the id of its parent, or None for a page that is there already. Mistakes will be reported at `origin`.
        Pages that somebody has deleted, and what would stand below them, are not made again.
        """

        def make(known: int | None) -> int:
            found = (
                type(page).objects.filter(translation_key=page.translation_key, locale=page.locale).first()
            )
            parent = None if found else Page.objects.filter(pk=below).first()
            if not found and (known or not parent):
                return known or 0
            writing = found or page
            for name, value in content.items():
                setattr(writing, name, json.dumps(value) if isinstance(value, list) else value)
            if parent:
                writing.live = False
                parent.add_child(instance=writing)
            self._written.append((writing, origin))
            return writing.pk

        return self.memory.keep(source, [content, below, *([later] if later else [])], make)

    def amend(self, page_id: int, **content: Any) -> None:
        """Add what was not known yet when the page was written, before it is published."""
        for page, _origin in self._written:
            if page.pk == page_id:
                for name, value in content.items():
                    setattr(page, name, value)

    def publish(self, *types: type[Page]) -> None:
        """Publish what was written, type by type. Raises ContentError for what cannot be published."""
        for kind in types:
            for page, origin in self._written:
                if type(page) is kind:
                    # Its children came after it was read.
                    page.refresh_from_db(fields=["numchild"])
                    try:
                        publish(page=page, by=self.author)
                    except ValidationError as error:
                        raise origin.mistake(f"this cannot be published: {spell_out(error)}") from error
        self._written = [(page, origin) for page, origin in self._written if type(page) not in types]
