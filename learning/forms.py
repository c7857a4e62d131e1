from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.competence_pages import SelfEvaluation

from .self_evaluation import Levels, Occasion


class EnrolForm(forms.Form):
    certificate_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("First and last name, as they shall stand on your certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    certificate_language = forms.ChoiceField(
        label=_("Language of your certificate"),
        help_text=_(
            "You can learn in any language, and change this under “My learning” until you have finished."
        ),
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if languages:
            self.fields["certificate_language"].choices = languages  # type: ignore[attr-defined]
        else:
            del self.fields["certificate_language"]


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


class RatingForm(forms.Form):
    """A choice of levels for each competence; `occasion` is the one for which the form was opened."""

    occasion = forms.TypedChoiceField(
        coerce=Occasion, choices=[(each.value, each.value) for each in Occasion], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, asked: SelfEvaluation, levels: Levels, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(level.number, level) for level in asked.scale]
        for competence in asked.competences:
            self.fields[str(competence.key)] = forms.TypedChoiceField(
                label=competence.statement,
                coerce=int,
                choices=choices,
                initial=levels.get(competence.key),
                error_messages={"required": _("Choose a level.")},
                widget=forms.RadioSelect,
            )

    @property
    def levels(self) -> Levels:
        return {UUID(name): level for name, level in self.cleaned_data.items() if name != "occasion"}
