"""Findings in the words of a trainer: what is wrong, for whom, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from .findings import Finding, Rule

SENTENCES: dict[Rule, Callable[[], str]] = {
    Rule.TITLE_AGAIN: lambda: _(
        "The heading “%(said)s” has level 1, which is that of the title of the page. Make it heading 2."
    ),
    Rule.SKIPPED_LEVEL: lambda: _(
        "The heading “%(said)s” leaves out a level: whoever jumps from heading to heading thinks that something is "
        "missing. Make it heading %(example)s."
    ),
    Rule.EMPTY_HEADING: lambda: _("There is a heading without words. Write it, or delete the empty line."),
    Rule.EMPTY_LINK: lambda: _("There is a link without words. Say where it leads, or remove it."),
    Rule.VAGUE_LINK: lambda: _(
        "The link “%(said)s” does not say where it leads, and screen readers also list links without their sentence. "
        "Name what opens."
    ),
    Rule.ADDRESS_AS_LINK: lambda: _(
        "The link “%(said)s” is an address, which is read aloud letter by letter. Name what opens."
    ),
    Rule.SAME_LINK_TEXT: lambda: _(
        "Links with the words “%(said)s” lead to different places. Give each of them words of its own."
    ),
    Rule.FILE_NOT_SAID: lambda: _(
        "The link “%(said)s” opens a file. Say so with its type and size, such as “Checklist (PDF, 200 kB)”."
    ),
    Rule.MISSING_ALT: lambda: _("Describe the picture in an alternative text, or mark it as decoration."),
    Rule.FILE_NAME_AS_ALT: lambda: _(
        "The alternative text “%(said)s” is the name of a file. Say what the picture shows, or mark it as decoration."
    ),
    Rule.PLACEHOLDER_AS_ALT: lambda: _(
        "The alternative text “%(said)s” says nothing. Say what the picture shows, or mark it as decoration."
    ),
    Rule.PICTURE_OF: lambda: _(
        "The alternative text begins with “%(said)s”. Screen readers say that it is a picture; begin with what it shows."
    ),
    Rule.LONG_ALT: lambda: _(
        "The alternative text has %(said)s characters. It is read in one go, so 150 are a good limit: say there what "
        "the picture is about, and the rest in its description."
    ),
    Rule.ALT_IS_CAPTION: lambda: _(
        "Alternative text and caption are the same, and are read twice. Say in the one what there is to see, and in the "
        "other what it means."
    ),
    Rule.MISSING_CAPTIONS: lambda: _(
        "Add captions: deaf people, and people in a noisy office, cannot follow without."
    ),
    Rule.MISSING_TRANSCRIPT: lambda: _("Add a transcript: blind people, and people on a poor line, need it."),
    Rule.MISSING_SOUND_TRANSCRIPT: lambda: _(
        "Add a transcript: deaf people, and people on a poor line, need it."
    ),
    Rule.CAPTIONS_LANGUAGE: lambda: _(
        "By its name, the file “%(said)s” holds captions in another language than that of this page."
    ),
    Rule.TABLE_WITHOUT_NAMES: lambda: _(
        "Give the table a caption and every column a heading, so that it makes sense read aloud."
    ),
    Rule.ROW_WITHOUT_NAME: lambda: _(
        "The first column names its row, but in row %(said)s it is empty. Fill it in, or remove the tick."
    ),
    Rule.SINGLE_COLUMN: lambda: _("A table with one column is a list. As a list it is easier to read."),
    Rule.CAPITALS: lambda: _(
        "“%(said)s” is in capitals, which are harder to read and may be spelt out by screen readers. Write it as usual; "
        "bold emphasises too."
    ),
    Rule.COLOUR_ALONE: lambda: _(
        "“%(said)s”: not everybody sees this colour. Say as well where it is, or what is written there."
    ),
    Rule.HARD_TO_READ: lambda: _(
        "The text is hard to read (%(said)s). Begin with its longest sentences: make two of one, and take the shorter word."
    ),
}


def sentence(finding: Finding) -> str:
    words = {"said": finding.said, "example": finding.examples[0] if finding.examples else ""}
    return SENTENCES[finding.rule]() % words
