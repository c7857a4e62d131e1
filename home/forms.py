"""The form with which an operator sets the look of a site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from . import kern
from .colours import HEX, TooPale
from .schemes import Colouring, Scheme, nearest, unreadable

LARGEST_THEME = 500_000


class LookForm(WagtailAdminModelForm):
    site_name = forms.CharField(label=_("Name of the site"), max_length=255)
    theme_file = forms.FileField(
        label=_("File of a theme (CSS)"),
        required=False,
        help_text=_("Of such a file only the colours are taken: what it says as --kern-color-…"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("site_name", self.instance.site.site_name)

    def clean_accent(self) -> str:
        accent: str = self.cleaned_data["accent"].strip().lower()
        if not accent:
            return accent
        if not HEX.fullmatch(accent):
            raise forms.ValidationError(_("Write the colour as # and six digits, for example #1f4e79."))
        if (better := nearest(accent)) != accent:
            text = _(
                "%(colour)s is too pale to be read on our pages. %(better)s is like it, and dark enough."
            )
            raise forms.ValidationError(text % {"colour": accent, "better": better})
        return accent

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("scheme") == Scheme.FILE:
            self._read_theme(cleaned.get("theme_file"))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        look = super().save(commit)
        look.site.site_name = self.cleaned_data["site_name"]
        look.site.save(update_fields=["site_name"])
        return look

    def _read_theme(self, file: Any) -> None:
        if file is None:
            if not self.instance.theme:
                self.add_error("theme_file", _("Choose the file of the theme."))
            return
        if file.size > LARGEST_THEME:
            self.add_error("theme_file", _("This file is too large for a theme."))
            return
        try:
            colours = Colouring(*kern.theme(file.read().decode()))
        except UnicodeDecodeError:
            self.add_error("theme_file", _("This file is no style sheet (CSS in UTF-8)."))
        except kern.NotATheme as fault:
            text = _("This theme does not say these colours, or in a way that cannot be read: %(names)s.")
            self.add_error("theme_file", text % {"names": ", ".join(fault.names)})
        else:
            if faults := list(unreadable(colours)):
                self.add_error("theme_file", [_in_words(fault) for fault in faults])
            else:
                self.instance.theme = colours._asdict()


def _in_words(fault: TooPale) -> str:
    text = _(
        "“%(colour)s” cannot be read on “%(ground)s”: their contrast is %(ratio).1f, and must be %(least).1f."
    )
    return text % {
        "colour": kern.NAMES.get(fault.colour, fault.colour),
        "ground": kern.NAMES.get(fault.ground, fault.ground),
        "ratio": fault.ratio,
        "least": fault.least,
    }
