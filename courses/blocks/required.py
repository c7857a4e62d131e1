from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def required(default: bool) -> blocks.BooleanBlock:
    """The tick that every activity has."""
    return blocks.BooleanBlock(
        label=_("Required"),
        default=default,
        required=False,
        help_text=_("Counts where the lesson is done with “all required activities”."),
    )
