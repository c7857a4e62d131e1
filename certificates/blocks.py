"""What trainers fill in to design a certificate, where there may be several of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from .look import MAX_LOGOS, MAX_SIGNATORIES
from .pictures import print_of


class PictureBlock(ImageChooserBlock):
    """A picture that can be printed."""

    def clean(self, value: Any) -> Any:
        picture = super().clean(value)
        if picture:
            print_of(picture)
        return picture


class LogoBlock(StructBlock):
    picture = PictureBlock(
        label=_("picture"),
        help_text=_("Drawings (SVG) stay sharp at any size. It is printed up to 16 mm high."),
    )
    alternative = CharBlock(
        label=_("alternative text"),
        max_length=120,
        help_text=_("What is read out to people who do not see it: usually the name of the organisation."),
    )

    class Meta:
        icon = "image"
        label = _("Logo")


class SignatoryBlock(StructBlock):
    name = CharBlock(label=_("name"), max_length=80)
    function = CharBlock(label=_("function"), max_length=120, required=False)
    signature = PictureBlock(
        label=_("signature"),
        required=False,
        help_text=_(
            "A picture of the signature, best on a transparent or white ground. It is read out as “Signature of” and the "
            "name. Empty: there is room to sign by hand."
        ),
    )

    class Meta:
        icon = "user"
        label = _("Signatory")


class LogosBlock(StreamBlock):
    logo = LogoBlock()

    class Meta:
        max_num = MAX_LOGOS
        required = False


class SignatoriesBlock(StreamBlock):
    signatory = SignatoryBlock()

    class Meta:
        max_num = MAX_SIGNATORIES
        required = False
