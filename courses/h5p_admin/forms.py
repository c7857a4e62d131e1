"""What trainers fill in about packages. Whether a package is sound is the business of `h5p`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from h5p.format.limits import in_words

from ..models import H5PPackage
from .uploads import MOST

KEEP, ANEW = "keep", "anew"
CHOICES = {
    KEEP: gettext_lazy("Learners go on where they were"),
    ANEW: gettext_lazy("Learners begin anew; results that they reached stay"),
}


class PackageFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Package"),
        help_text=gettext_lazy("A file that ends with .h5p"),
        widget=forms.FileInput(attrs={"accept": ".h5p"}),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_too_large:
            # Nothing of it was kept, so it is as if no file had come.
            words = _(
                "This file is too large: at most %(size)s are possible. Make pictures and films smaller."
            )
            self.fields["file"].error_messages["required"] = words % {"size": in_words(MOST)}


class UploadForm(PackageFileForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        required=False,
        help_text=gettext_lazy(
            "Learners see it above the content. Empty: the title that the package brings."
        ),
    )


class ReplaceForm(forms.Form):
    states = forms.ChoiceField(
        label=gettext_lazy("What about learners who are in the middle of it?"), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, may_keep: bool) -> None:
        super().__init__(data, initial={"states": KEEP} if may_keep else {})
        possible = [KEEP, ANEW] if may_keep else [ANEW]
        self.fields["states"].choices = [(name, CHOICES[name]) for name in possible]  # type: ignore[attr-defined]

    @property
    def keeps_states(self) -> bool:
        return self.cleaned_data["states"] == KEEP


class TitleForm(forms.ModelForm):
    class Meta:
        model = H5PPackage
        fields = ["title"]
