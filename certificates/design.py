"""What trainers set of the look of certificates, and the pictures on those that were issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from .blocks import LogosBlock, SignatoriesBlock
from .look import LEAST_CONTRAST, Logo, Look, Signatory, Style, contrast_on_paper, look_from_data
from .pictures import Print, print_of

WHOLE_SITE = UUID(int=0)
"""Stands in the place of a course for the design of those that have none."""

STYLES = [
    (Style.SQUARE.value, _("Public square: paving at the side")),
    (Style.FRAME.value, _("Frame: everything in the middle, paving all round")),
    (Style.SKYLINE.value, _("Skyline: a town along the top")),
]

is_colour = RegexValidator(r"^#[0-9a-f]{6}\Z", _("Please choose a colour."))


def reads_on_paper(colour: str) -> None:
    """Titles are set in the colour, and the ground of white ornaments is: both have to be seen."""
    is_colour(colour)
    found = contrast_on_paper(colour)
    if found < LEAST_CONTRAST:
        raise ValidationError(
            _(
                "This colour is too light to be read on paper. Its contrast with white is %(found)s to 1, and %(least)s to 1 "
                "is needed. Please choose a darker one."
            ),
            # Rounded down: 4.46 does not suffice, and shall not look as if it did
            params={
                "found": number_format(int(found * 10) / 10, 1),
                "least": number_format(LEAST_CONTRAST, 1),
            },
        )


class DesignQuerySet(models.QuerySet["Design"]):
    def of(self, course_key: Any) -> DesignQuerySet:
        """The design of a course, then that of the whole site: the first is the one that holds."""
        return self.filter(course_key__in=[course_key, WHOLE_SITE]).order_by("-course_key")


class Design(PreviewableMixin, models.Model):
    """How the certificates of a course look, in all its languages, or those of all courses without a design.

    `look_data` is what is printed (see `certificates.look`), made of the other fields when they were saved. So certificates
    can go on to be issued when somebody has deleted a picture.
    """

    course_key = models.UUIDField(unique=True, editable=False, default=WHOLE_SITE)
    style = models.CharField(_("style"), max_length=10, choices=STYLES, default=Style.SQUARE.value)
    accent = models.CharField(
        _("colour"),
        max_length=7,
        default=Look().accent,
        validators=[reads_on_paper],
        help_text=_("Of titles and ornaments. It has to be dark enough to be read on white."),
    )
    place = models.CharField(
        _("place of issue"),
        max_length=80,
        blank=True,
        help_text=_("Printed with the day above the signatures. Empty: not printed."),
    )
    logos = StreamField(LogosBlock(), blank=True, verbose_name=_("logos"))
    signatories = StreamField(SignatoriesBlock(), blank=True, verbose_name=_("signatories"))
    look_data = models.JSONField(editable=False, default=dict)

    panels = [
        FieldPanel("style", widget=forms.RadioSelect),
        FieldPanel("accent", widget=forms.TextInput(attrs={"type": "color"})),
        FieldPanel("logos"),
        FieldPanel("place"),
        FieldPanel("signatories"),
    ]

    objects = DesignQuerySet.as_manager()

    class Meta:
        verbose_name = _("design of certificates")
        verbose_name_plural = _("designs of certificates")
        default_permissions = ["change"]

    def __str__(self) -> str:
        return str(_("All courses") if self.course_key == WHOLE_SITE else self.course_key)

    # Wagtail asks for them, and offers them above the preview.
    preview_modes = [
        ("achievement", _("Achievement, short name")),
        ("long", _("Achievement, long name")),
        ("participation", _("Participation")),
    ]
    preview_sizes = [{"name": "sheet", "icon": "doc-full", "device_width": 1123, "label": _("The sheet")}]
    default_preview_size = "sheet"

    @property
    def look(self) -> Look:
        return look_from_data(self.look_data)

    def composed(self) -> tuple[Look, dict[str, Print]]:
        """The look that the fields make, and its pictures by digest. What is half filled in is left out.

        Raises ValidationError: a picture cannot be printed.
        """
        prints: dict[str, Print] = {}

        def digest_of(picture: Any) -> str:
            if picture is None:
                return ""
            made = print_of(picture)
            prints[made.digest] = made
            return made.digest

        logos = [(digest_of(block.value["picture"]), block.value["alternative"]) for block in self.logos]
        signatories = [
            Signatory(block.value["name"], block.value["function"] or "", digest_of(block.value["signature"]))
            for block in self.signatories
            if block.value["name"]
        ]
        look = Look(
            style=self.style,
            accent=self.accent,
            place=self.place,
            logos=tuple(Logo(picture, alternative or "") for picture, alternative in logos if picture),
            signatories=tuple(signatories),
        )
        return look, prints


class PrintedPicture(models.Model):
    """A picture on certificates, under the digest of its bytes. It stays whatever becomes of the one it was made of."""

    digest = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        verbose_name = _("printed picture")
        verbose_name_plural = _("printed pictures")

    def __str__(self) -> str:
        return self.digest


def look_of(course_key: UUID) -> Look:
    """How certificates of a course look that are issued now. One query."""
    data = Design.objects.of(course_key).values_list("look_data", flat=True).first()
    return look_from_data(data or {})


def prints_of(look: Look) -> dict[str, Print]:
    """The pictures of `look` by digest. One query, or none where it has none."""
    wanted = set(look.pictures())
    if not wanted:
        return {}
    found = PrintedPicture.objects.filter(pk__in=wanted)
    return {each.digest: Print(each.media_type, bytes(each.content)) for each in found}
