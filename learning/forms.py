from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EnrolForm(forms.Form):
    certificate_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("First and last name, as they shall stand on your certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It is kept for good, with your name, and whoever reads the evidence can see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReMarkForm(ReasonForm):
    question = forms.ChoiceField(
        label=_("Question"),
        help_text=_("First correct the question and publish it; then choose it here."),
    )

    field_order = ["question", "reason"]

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = questions  # type: ignore[attr-defined]
