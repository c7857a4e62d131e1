"""Changes between editions in words, as trainers read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from .changes import Change, Snapshot, What, compare, number_of
from .models import Edition, Manifest
from .models.pages import CERTIFICATES, ORDERS, RULES
from .models.quiz import FEEDBACK
from .outline import ActivityRule, Outline, Test

# What is said of the course, a module, a lesson or a test; `what` names it.
SENTENCES: dict[What, Callable[[], str]] = {
    What.ADDED: lambda: _("%(what)s added"),
    What.WITHDRAWN: lambda: _("%(what)s withdrawn"),
    What.MOVED: lambda: _("%(what)s moved"),
    What.RENAMED: lambda: _("%(what)s: renamed, before “%(before)s”"),
    What.SUMMARY: lambda: _("%(what)s: summary changed"),
    What.TRANSLATED: lambda: _("%(what)s: now in this language too"),
    What.TRANSLATION_WITHDRAWN: lambda: _("%(what)s: no longer in this language"),
    What.NOW_REQUIRED: lambda: _("%(what)s: now required"),
    What.NOW_OPTIONAL: lambda: _("%(what)s: now optional"),
    What.MINUTES: lambda: _("%(what)s: from %(before)s to %(after)s minutes"),
    What.RULE: lambda: _("%(what)s: done by another rule, from “%(before)s” to “%(after)s”"),
    What.AWAITED_TEST: lambda: _("%(what)s: the test that has to be passed, from %(before)s to %(after)s"),
    What.PASS_MARK: lambda: _("%(what)s: pass mark from %(before)s to %(after)s %%"),
    What.MODULE_ORDER: lambda: _("%(what)s: order of the modules from “%(before)s” to “%(after)s”"),
    What.CERTIFICATE: lambda: _("%(what)s: certificate from “%(before)s” to “%(after)s”"),
    What.ACTIVITY_ADDED: lambda: _("%(what)s: activity added (%(after)s)"),
    What.ACTIVITY_WITHDRAWN: lambda: _("%(what)s: activity withdrawn (%(before)s)"),
    What.ACTIVITY_CHANGED: lambda: _("%(what)s: an activity is now %(after)s"),
    What.ACTIVITY_RULE: lambda: _(
        "%(what)s: an activity is done by another rule, from “%(before)s” to “%(after)s”"
    ),
    What.ACTIVITIES_MOVED: lambda: _("%(what)s: activities in another order"),
    What.TEXT: lambda: _("%(what)s: text changed"),
    What.FACTS: lambda: _("%(what)s: information about the course changed"),
    What.COMPETENCES: lambda: _("%(what)s: statements of the self-evaluation changed"),
    What.INTRODUCTION: lambda: _("%(what)s: introduction changed"),
    What.QUESTIONS: lambda: _("%(what)s: questions changed"),
    What.BANK: lambda: _("%(what)s: questions of the bank from which it draws changed"),
    What.FILES: lambda: _("%(what)s: pictures or files changed"),
    What.PACKAGES: lambda: _("%(what)s: H5P package replaced"),
    What.CONTENT: lambda: _("%(what)s: content changed"),
    What.FIRST_IN_DETAIL: lambda: _("From here on, texts, questions and files are recorded as well."),
}
RULES_OF_TEST: dict[str, Callable[[], str]] = {
    "attempts": lambda: _("%(what)s: attempts from %(before)s to %(after)s"),
    "time_limit": lambda: _("%(what)s: time limit in minutes from %(before)s to %(after)s"),
    "feedback": lambda: _("%(what)s: feedback from “%(before)s” to “%(after)s”"),
    "is_shuffled": lambda: _("%(what)s: shuffling of the questions from %(before)s to %(after)s"),
    "has_shuffled_choices": lambda: _("%(what)s: shuffling of the choices from %(before)s to %(after)s"),
}
ACTIVITIES = {
    "knowledge_check": lambda: _("knowledge check"),
    "checklist": lambda: _("checklist"),
    "reflection": lambda: _("reflection"),
    "h5p": lambda: _("interactive content"),
}
ACTIVITY_RULES = {
    ActivityRule.VIEWED: lambda: _("viewed"),
    ActivityRule.FINISHED: lambda: _("finished"),
}
CHOICES: dict[What, dict[Any, Any]] = {
    What.MODULE_ORDER: dict(ORDERS),
    What.CERTIFICATE: dict(CERTIFICATES),
    What.RULE: dict(RULES),
}


def snapshot(edition: Edition) -> Snapshot:
    manifest: Manifest | None = getattr(edition, "manifest", None)
    return Snapshot(edition.shape, edition.wording, manifest.entries if manifest else None)


def sentences(before: Edition | None, after: Edition, language: str) -> list[str]:
    """What `after` changed of `before`, a sentence each; titles are in `language` where there are any."""
    if before is None:
        return [_("Published for the first time.")]
    return [
        sentence(change, before, after, language) for change in compare(snapshot(before), snapshot(after))
    ]


def sentence(change: Change, before: Edition, after: Edition, language: str) -> str:
    names = change.language or language

    def name(key: UUID) -> str:
        edition = before if change.what is What.WITHDRAWN or not after.title(key, names) else after
        return named(key, edition.shape, edition.title(key, names))

    if change.what is What.RULES_OF_TEST:
        rule = change.after[0]
        text, values = (
            RULES_OF_TEST[rule](),
            [_rule_value(rule, end[1]) for end in (change.before, change.after)],
        )
    else:
        text, values = (
            SENTENCES[change.what](),
            [_value(change.what, end, name) for end in (change.before, change.after)],
        )
    said = text % {"what": name(change.about), "before": values[0], "after": values[1]}
    if change.language and len({*before.wording, *after.wording}) > 1:
        return f"{said} ({get_language_info(change.language)['name_translated']})"
    return said


def named(key: UUID, shape: Outline, title: str) -> str:
    """What the course, a module, a lesson or a test is called among trainers: its place and its title."""
    number = number_of(shape, key)
    step = shape.step(key)
    if key == shape.key:
        return _("Course")
    if step is None:
        return _("Module %(number)s “%(title)s”") % {"number": number, "title": title}
    if not isinstance(step, Test):
        return _("Lesson %(number)s “%(title)s”") % {"number": number, "title": title}
    if number:
        return _("Test %(number)s “%(title)s”") % {"number": number, "title": title}
    return _("Test “%(title)s”") % {"title": title}


def _value(what: What, value: Any, name: Callable[[UUID], str]) -> Any:
    if what in CHOICES:
        return CHOICES[what].get(value, value)
    match what:
        case What.ACTIVITY_ADDED | What.ACTIVITY_WITHDRAWN if value in ACTIVITIES:
            return ACTIVITIES[value]()
        case What.ACTIVITY_CHANGED:
            return _("required") if value else _("optional")
        case What.ACTIVITY_RULE:
            return activity_rule(*value)
        case What.AWAITED_TEST:
            return name(value) if value else _("none")
    return value


def activity_rule(rule: ActivityRule, pass_mark: int) -> str:
    """The rule of an activity, after “done when”."""
    if rule is ActivityRule.PASSED:
        return _("passed with at least %(percent)s per cent") % {"percent": pass_mark}
    return ACTIVITY_RULES[rule]()


def _rule_value(rule: str, value: Any) -> Any:
    if rule == "feedback":
        return dict(FEEDBACK).get(value, value)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return _("no limit") if value is None else value
