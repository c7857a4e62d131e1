"""The forms in which trainers put something right: each asks for a reason."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from courses.outline import Test

from .. import actions, wording
from ..actions.re_marking import questions_of
from ..forms import ReasonForm, ReMarkForm
from ..models import ObjectType, Statement
from ..permissions import may_withdraw
from ..refusals import Refusal
from ..timeline import timeline
from .teaching import OfOneLearner, OfTrainers


class CorrectionView(OfOneLearner, WagtailAdminTemplateMixin, FormView, ABC):
    """Asks for the reason, then acts; a refusal is shown on the form."""

    form_class = ReasonForm
    template_name = "learning/teaching/correction.html"
    explanation: Any = ""
    button: Any = ""
    done: Any = ""

    @abstractmethod
    def act(self, **common: Any) -> object: ...

    @abstractmethod
    def about(self) -> str:
        """What is corrected."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.act(
                by=self.request.user,
                learner=self.enrolment.learner,
                course_key=self.course_key,
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.learner_step[0])

    def get_page_subtitle(self) -> str:
        return str(self.enrolment.learner)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way(self.course_step, self.learner_step, ("", str(self.page_title)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"about": self.about(), "explanation": self.explanation, "button": self.button}
        return super().get_context_data(**kwargs) | context | {"back_url": self.learner_step[0]}


class MarkAsDoneView(CorrectionView):
    page_title = gettext_lazy("Mark as done")
    button = gettext_lazy("Mark as done")
    done = gettext_lazy("It is marked as done.")
    explanation = gettext_lazy(
        "This counts as if the learner had done it. A test is then passed without a score."
    )

    def about(self) -> str:
        key, language = self.kwargs["key"], get_language() or ""
        for step in self.edition.shape.steps():
            if step.key == key:
                return self.edition.title(key, language)
            if name := wording.activity(key, step):
                return f"{name}, {self.edition.title(step.key, language)}"
        raise Http404

    def act(self, **common: Any) -> object:
        return actions.mark_as_done_for(**common, key=self.kwargs["key"])


class VoidView(CorrectionView):
    page_title = gettext_lazy("Void")
    button = gettext_lazy("Void")
    done = gettext_lazy("It does not count any more.")
    explanation = gettext_lazy(
        "It stays in the evidence, crossed out, and does not count any more. A lesson that was done because of it is open "
        "again; whoever has finished the course stays finished. This cannot be undone, but things can be marked as done."
    )

    def about(self) -> str:
        learner_key = self.enrolment.learner.learner_key
        own = Statement.objects.filter(learner_key=learner_key, course_key=self.course_key)
        found = own.filter(pk=self.kwargs["statement_id"]).exclude(object_type=ObjectType.COURSE)
        entries = timeline(found, found, get_language() or "")
        if not entries:
            raise Http404
        return entries[0].what

    def act(self, **common: Any) -> object:
        return actions.void_statement(**common, statement_id=self.kwargs["statement_id"])


class WithdrawView(CorrectionView):
    page_title = gettext_lazy("Withdraw the completion")
    button = gettext_lazy("Withdraw")
    done = gettext_lazy("The course is not finished any more.")
    explanation = gettext_lazy(
        "The learner has then not finished this course. A certificate that was issued stays valid."
    )

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        if not may_withdraw(self.request.user):
            raise PermissionDenied
        return super().dispatch(*args, **kwargs)

    def about(self) -> str:
        return self.course_title

    def act(self, **common: Any) -> object:
        return actions.withdraw_completion(**common)


class ReMarkView(OfTrainers, WagtailAdminTemplateMixin, FormView):
    """A question had a wrong key: marks its attempts again, and lists who gained by it."""

    form_class = ReMarkForm
    template_name = "learning/teaching/re_mark.html"
    page_title = gettext_lazy("Mark again")

    def get_form_kwargs(self) -> dict[str, Any]:
        if not isinstance(self.edition.shape.step(self.kwargs["test_key"]), Test):
            raise Http404
        found = questions_of(self.kwargs["test_key"], get_language() or "")
        choices = [(question.key, Truncator(strip_tags(question.prompt)).chars(90)) for question in found]
        return super().get_form_kwargs() | {"questions": choices}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            gains = actions.re_mark(
                by=self.request.user,  # type: ignore[arg-type]
                course_key=self.course_key,
                test_key=self.kwargs["test_key"],
                question_key=form.cleaned_data["question"],
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self.form_invalid(form)
        said = ngettext(
            "Marked again: %(count)s learner gained.", "Marked again: %(count)s learners gained.", len(gains)
        )
        messages.success(self.request, said % {"count": len(gains)})
        return redirect(self.request.path)

    def get_page_subtitle(self) -> str:
        return self.edition.title(self.kwargs["test_key"], get_language() or "")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way(self.course_step, ("", self.get_page_subtitle()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"gained": self._gained(), "back_url": reverse("learners:learners", args=[self.course_key])}
        return super().get_context_data(**kwargs) | context

    def _gained(self) -> list[dict[str, Any]]:
        """Who gained by marking again, the latest first."""
        found = Statement.objects.filter(
            course_key=self.course_key, object_key=self.kwargs["test_key"], context__has_key="question"
        )
        statements = list(found.order_by("-stored", "-id"))
        keys = {each.learner_key for each in statements}
        people = {user.learner_key: str(user) for user in User.objects.filter(learner_key__in=keys)}
        return [
            {
                "stored": each.stored,
                "learner": people.get(each.learner_key, _("somebody who is not here any more")),
                "before": int(float(each.context["before"]) * 100),
                "after": int((each.score or 0) * 100),
                "is_passed": each.verb == "passed",
                "reason": each.context["reason"],
            }
            for each in statements
        ]
