from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .actions.ending import MAX_NAME, MAX_REASON
from .codes import normalise
from .models import Certificate, Terms


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands below the square pattern. Capitals, spaces and hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = normalise(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _(
                    "No certificate can have this code: a character is missing, superfluous or mistyped. Please compare it again."
                )
            )
        return code


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The PDF of the certificate"),
        help_text=_("Choose the file, or drop it here. It is examined and not kept."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name on the certificate"),
        help_text=_("As it is written there. We say whether it is the same, and keep nothing."),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ChoicesForm(forms.ModelForm[Certificate]):
    class Meta:
        model = Certificate
        fields = ["shows_name", "wants_reminder"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.valid_until is None:
            del self.fields["wants_reminder"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It is kept for good, with your name. The holder of a revoked certificate reads it; strangers do not."
        ),
    )


class ReissueForm(ReasonForm):
    name = forms.CharField(label=_("Right name"), max_length=MAX_NAME)

    field_order = ["name", "reason"]


class TermsForm(forms.ModelForm[Terms]):
    class Meta:
        model = Terms
        fields = ["valid_years", "renewal", "participation_share"]
        # A list to choose from is as wide as its longest entry.
        widgets = {"renewal": forms.RadioSelect}
