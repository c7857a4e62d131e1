"""What a check finds: plain values, without a word of any language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Where = tuple[str | int, ...]
"""The field of a page, and the way from there into its blocks: ("body", 3, "items", 0, "text")."""


class Severity(StrEnum):
    GATE = "gate"
    ADVICE = "advice"


class Rule(StrEnum):
    """Named by what is wrong."""

    TITLE_AGAIN = "title-again"
    SKIPPED_LEVEL = "skipped-level"
    EMPTY_HEADING = "empty-heading"
    EMPTY_LINK = "empty-link"
    VAGUE_LINK = "vague-link"
    ADDRESS_AS_LINK = "address-as-link"
    SAME_LINK_TEXT = "same-link-text"
    FILE_NOT_SAID = "file-not-said"
    MISSING_ALT = "missing-alt"
    FILE_NAME_AS_ALT = "file-name-as-alt"
    PLACEHOLDER_AS_ALT = "placeholder-as-alt"
    PICTURE_OF = "picture-of"
    LONG_ALT = "long-alt"
    ALT_IS_CAPTION = "alt-is-caption"
    MISSING_CAPTIONS = "missing-captions"
    MISSING_TRANSCRIPT = "missing-transcript"
    MISSING_SOUND_TRANSCRIPT = "missing-sound-transcript"
    CAPTIONS_LANGUAGE = "captions-language"
    TABLE_WITHOUT_NAMES = "table-without-names"
    ROW_WITHOUT_NAME = "row-without-name"
    SINGLE_COLUMN = "single-column"
    CAPITALS = "capitals"
    COLOUR_ALONE = "colour-alone"
    HARD_TO_READ = "hard-to-read"


GATES = frozenset(
    {
        Rule.TITLE_AGAIN,
        Rule.SKIPPED_LEVEL,
        Rule.EMPTY_HEADING,
        Rule.EMPTY_LINK,
        Rule.MISSING_ALT,
        Rule.FILE_NAME_AS_ALT,
        Rule.PLACEHOLDER_AS_ALT,
        Rule.MISSING_CAPTIONS,
        Rule.MISSING_TRANSCRIPT,
        Rule.MISSING_SOUND_TRANSCRIPT,
        Rule.TABLE_WITHOUT_NAMES,
    }
)
"""What is wrong for certain, and can be put right by whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Finding:
    rule: Rule
    at: Where = ()
    """Empty: the page as a whole."""
    block: str = ""
    """The id of the block on the page; empty outside of blocks."""
    said: str = ""
    """The words, or the number, that gave rise to it."""
    examples: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        return Severity.GATE if self.rule in GATES else Severity.ADVICE
