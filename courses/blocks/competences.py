"""What learners rate themselves by."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CompetenceBlock(blocks.StructBlock):
    statement = blocks.CharBlock(
        label=_("Statement"),
        max_length=240,
        help_text=_("In the words of a learner: “I can …”. One thing at a time."),
    )
    modules = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="courses.ModulePage", label=_("Module")),
        label=_("Modules"),
        default=[],
        help_text=_("Where one learns it. They are recommended to whoever rates the statement low."),
    )

    class Meta:
        label = _("Competence")
        icon = "tick-inverse"


class Competences(blocks.StreamBlock):
    """The id of a block is the key of its competence, in every language."""

    competence = CompetenceBlock()
