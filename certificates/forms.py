from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .codes import normalise


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
