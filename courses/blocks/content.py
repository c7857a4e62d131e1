"""Blocks that a learner reads, looks at, listens to or takes along. What they need for everybody is in `courses.accessibility`."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from .translatable import TextTableBlock

LESSON_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "blockquote", "link", "document-link"]
SHORT_TEXT = ["bold", "italic", "ol", "ul", "link"]


class PictureBlock(blocks.StructBlock):
    """Wagtail's image block refuses a picture that is neither described nor marked as decoration."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    description = blocks.RichTextBlock(
        label=_("Description"),
        features=SHORT_TEXT,
        required=False,
        help_text=_(
            "For a drawing that one sentence cannot tell. Learners open it below the picture; the alternative text then "
            "only says what the picture is about."
        ),
    )

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "courses/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    video = VideoChooserBlock(label=_("Video"))
    title = blocks.CharBlock(label=_("Title"))
    captions = DocumentChooserBlock(label=_("Captions (WebVTT file)"), required=False)
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT, required=False)

    class Meta:
        label = _("Video")
        icon = "media"
        template = "courses/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    audio = AudioChooserBlock(label=_("Audio"))
    title = blocks.CharBlock(label=_("Title"))
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_TEXT, required=False)

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
