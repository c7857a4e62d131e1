"""Blocks that say themselves which of their words are translated; wagtail-localize knows the others."""

from collections.abc import Iterable

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

CAPTION, HEADING, CELL = "caption", "heading", "cell"


class KeyBlock(blocks.CharBlock):
    """A word by which something is found: the same in every language."""

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        return []


class TextTableBlock(TypedTableBlock):
    """A table of texts. Each part is named by its place, since rows and columns have no ids."""

    def get_translatable_segments(self, value: TypedTable | None) -> list[StringSegmentValue]:
        if value is None:
            return []
        return [
            StringSegmentValue(CAPTION, value.caption or ""),
            *(
                StringSegmentValue(f"{HEADING}-{number}", column["heading"] or "")
                for number, column in enumerate(value.columns)
            ),
            *(
                StringSegmentValue(f"{CELL}-{number}-{place}", text or "")
                for number, row in enumerate(value.row_data)
                for place, text in enumerate(row["values"])
            ),
        ]

    def restore_translated_segments(
        self, value: TypedTable, segments: Iterable[StringSegmentValue]
    ) -> TypedTable:
        for segment in segments:
            kind, *place = segment.path.split("-")
            text, numbers = segment.render_text(), [int(number) for number in place]
            if kind == CAPTION:
                value.caption = text
            elif kind == HEADING:
                value.columns[numbers[0]]["heading"] = text
            else:
                value.row_data[numbers[0]]["values"][numbers[1]] = text
        return value
