"""Blocks that a learner reads, looks at, listens to or takes along."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from .translatable import TextTableBlock

LESSON_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "blockquote", "link", "document-link"]
SHORT_TEXT = ["bold", "italic", "ol", "ul", "link"]


class PictureBlock(blocks.StructBlock):
    """Wagtail's image block refuses a picture that is neither described nor marked as decoration."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "courses/blocks/picture.html"


class _MediaBlock(blocks.StructBlock):
    """Media that not everybody can hear or see: publishing asks for their equivalents in text."""

    must_have: dict[str, Any] = {}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            errors = {
                name: ValidationError(text)
                for name, text in self.must_have.items()
                if _is_empty(cleaned[name])
            }
            if errors:
                raise StructBlockValidationError(block_errors=errors)
        return cleaned


def _is_empty(value: Any) -> bool:
    # An editor from which all words were deleted leaves an empty paragraph.
    return not (strip_tags(value.source).strip() if isinstance(value, RichText) else value)


class VideoBlock(_MediaBlock):
    video = VideoChooserBlock(label=_("Video"))
    title = blocks.CharBlock(label=_("Title"))
    captions = DocumentChooserBlock(label=_("Captions (WebVTT file)"), required=False)
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT, required=False)

    must_have = {
        "captions": _("Add captions: deaf people, and people in a noisy office, cannot follow without."),
        "transcript": _("Add a transcript: blind people, and people on a poor line, need it."),
    }

    class Meta:
        label = _("Video")
        icon = "media"
        template = "courses/blocks/video.html"


class AudioBlock(_MediaBlock):
    audio = AudioChooserBlock(label=_("Audio"))
    title = blocks.CharBlock(label=_("Title"))
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT, required=False)

    must_have = {"transcript": _("Add a transcript: deaf people, and people on a poor line, need it.")}

    class Meta:
        label = _("Audio")
        icon = "media"
        template = "courses/blocks/audio.html"


class EmbedBlock(blocks.StructBlock):
    url = blocks.URLBlock(label=_("Address"), help_text=_("Of the page with the video, or of its player."))
    title = blocks.CharBlock(label=_("Title"))
    provider = blocks.CharBlock(
        label=_("Provider"), help_text=_("Learners read this before anything is loaded.")
    )

    class Meta:
        label = _("External content")
        icon = "code"
        template = "courses/blocks/embed.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"))
    description = blocks.TextBlock(label=_("What it is for"), required=False, rows=2)

    class Meta:
        label = _("Practical tool to download")
        icon = "doc-full"
        template = "courses/blocks/document.html"


class KeyMessageBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT)

    class Meta:
        label = _("Key message")
        icon = "pick"
        template = "courses/blocks/key_message.html"


class CaseStudyBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    place = blocks.CharBlock(label=_("Place"))
    problem = blocks.RichTextBlock(label=_("Problem"), features=SHORT_TEXT)
    measures = blocks.RichTextBlock(label=_("Measures"), features=SHORT_TEXT)
    result = blocks.RichTextBlock(label=_("Result"), features=SHORT_TEXT)
    lessons = blocks.RichTextBlock(label=_("Lessons"), features=SHORT_TEXT)

    class Meta:
        label = _("Case study")
        icon = "site"
        template = "courses/blocks/case_study.html"


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT)


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Sections"))

    class Meta:
        label = _("Accordion")
        icon = "collapse-down"
        template = "courses/blocks/accordion.html"


class TableBlock(blocks.StructBlock):
    table = TextTableBlock([("text", blocks.CharBlock(required=False))], label=_("Table"))
    has_row_headers = blocks.BooleanBlock(
        label=_("The first column names its row"),
        required=False,
        help_text=_("Read aloud with each cell of the row."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            table = cleaned["table"]
            if not table.caption or not all(column["heading"] for column in table.columns):
                message = _(
                    "Give the table a caption and every column a heading, so that it makes sense read aloud."
                )
                raise StructBlockValidationError(non_block_errors=[ValidationError(message)])
        return cleaned

    class Meta:
        label = _("Table")
        icon = "table"
        template = "courses/blocks/table.html"


CONTENT_BLOCKS: dict[str, type[blocks.StructBlock]] = {
    "key_message": KeyMessageBlock,
    "picture": PictureBlock,
    "video": VideoBlock,
    "audio": AudioBlock,
    "embed": EmbedBlock,
    "document": DocumentBlock,
    "case_study": CaseStudyBlock,
    "accordion": AccordionBlock,
    "table": TableBlock,
}
