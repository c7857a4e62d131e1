"""Blocks in which a learner does something. The id of the block is the key of the activity."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .h5p import H5PBlock
from .questions import INLINE_TEXT, question_blocks
from .required import required


class KnowledgeCheckBlock(blocks.StructBlock):
    question = blocks.StreamBlock(question_blocks(), min_num=1, max_num=1, label=_("Question"))
    is_required = required(default=True)

    class Meta:
        label = _("Knowledge check")
        icon = "help"
        group = _("Activities")
        template = "courses/blocks/knowledge_check.html"


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    introduction = blocks.RichTextBlock(label=_("Introduction"), features=INLINE_TEXT, required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Item")), label=_("Items"))
    is_required = required(default=False)

    class Meta:
        label = _("Checklist or worksheet")
        icon = "list-ul"
        group = _("Activities")
        template = "courses/blocks/checklist.html"


class ReflectionBlock(blocks.StructBlock):
    prompt = blocks.RichTextBlock(
        label=_("Prompt"),
        features=INLINE_TEXT,
        help_text=_("The answer is private: only the learner sees it."),
    )
    is_required = required(default=False)

    class Meta:
        label = _("Private reflection")
        icon = "edit"
        group = _("Activities")
        template = "courses/blocks/reflection.html"


ACTIVITY_BLOCKS: dict[str, type[blocks.StructBlock]] = {
    "knowledge_check": KnowledgeCheckBlock,
    "checklist": ChecklistBlock,
    "reflection": ReflectionBlock,
    "h5p": H5PBlock,
}
