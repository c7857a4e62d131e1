"""A language that nobody speaks: every text that goes through gettext gets brackets, accents and 40 per cent more length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import override, trans_real

OPEN, CLOSE = "⟦", "⟧"
LANGUAGE = "en"
"""It takes the place of English, so that pages, formats and addresses are those of English."""

_KEPT = re.compile(r"(%\([^)]*\)[a-z]|%[a-z%]|\{[^}]*\}|<[^>]*>|&\w+;)")
_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")


def pseudo(text: str) -> str:
    """`text` as nobody would write it by hand; placeholders and markup stay."""
    if not re.search(r"[^\W\d]", text):
        return text
    accented = "".join(
        part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(text)
    )
    words = -(-len(_KEPT.sub("", text)) * 2 // 25)
    return f"{OPEN}{accented}{' móré' * max(words, 1)}{CLOSE}"


class _Pseudo(trans_real.DjangoTranslation):
    def gettext(self, message: str) -> str:
        context, separator, text = message.rpartition(trans_real.CONTEXT_SEPARATOR)
        # Formats are not words.
        return message if separator and "format" in context else pseudo(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


@contextmanager
def pseudo_locale() -> Iterator[None]:
    """Everything is said in it, by every thread, until the end."""
    known = trans_real.translation(LANGUAGE)
    trans_real._translations[LANGUAGE] = _Pseudo(LANGUAGE)
    try:
        with override(LANGUAGE):
            yield
    finally:
        trans_real._translations[LANGUAGE] = known
