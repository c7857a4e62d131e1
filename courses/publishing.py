"""What stands in the way of publishing a page, in the trainer's words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from . import elements, outline, quiz
from .accessibility.errors import error_in
from .accessibility.findings import Where
from .accessibility.pages import gates_on
from .accessibility.sentences import sentence
from .editions import course_of, published_outline, source_of
from .package_rules import rules_for
from .translations import has_text
from .untranslated import refusals

Obstacle = tuple[str | None, Any]


class PublishingRefused(ValidationError):
    """Why `page` was not published, by field."""

    def __init__(self, page: Any, found: Sequence[Obstacle]) -> None:
        by_field: dict[str, list[Any]] = {}
        for field, message in found:
            by_field.setdefault(field or NON_FIELD_ERRORS, []).append(message)
        super().__init__(by_field)
        self.page = page
        self.reasons = " ".join(sentence for _field, message in found for sentence in sentences(message))


COURSE_FAULTS = {
    outline.Fault.NO_REQUIRED_STEP: (
        None,
        _(
            "Nobody could complete this course: it has no published, required lesson or test. Save it as a draft, publish "
            "its modules and lessons, then publish the course."
        ),
    ),
    outline.Fault.ACHIEVEMENT_WITHOUT_TEST: (
        "certificate_kind",
        _(
            "A certificate of achievement needs at least one published, required test. Add one or choose participation."
        ),
    ),
    outline.Fault.NO_REQUIRED_ACTIVITY: (
        None,
        _(
            "The lesson “%(title)s” is done with its required activities, but it has none. Nobody could complete it."
        ),
    ),
    outline.Fault.TEST_MISSING: (
        None,
        _(
            "The lesson “%(title)s” waits for a test that is not published in this course. Nobody could complete it."
        ),
    ),
    outline.Fault.TEST_COMES_TOO_LATE: (
        "module_order",
        _(
            "The lesson “%(title)s” waits for a test that opens only after it. Move the test into the same module or an "
            "earlier one, or let learners take the modules in any order."
        ),
    ),
}

# In the order of the recommendation
ELEMENTS = {
    elements.Element.COUNTRY: _("country or region of the awarding body"),
    elements.Element.AWARDING_BODY: _("awarding body"),
    elements.Element.OUTCOMES: _("learning outcomes"),
    elements.Element.WORKLOAD: _("workload: the minutes of its lessons"),
    elements.Element.LEVEL: _("level (EQF), or that none applies"),
    elements.Element.ASSESSMENT: _("type of assessment"),
    elements.Element.PARTICIPATION: _("form of participation"),
    elements.Element.QUALITY_ASSURANCE: _("quality assurance"),
}

# The same faults, where they come with one page of a course that is live already.
FAULTS_OF_A_STEP = {
    outline.Fault.NO_REQUIRED_STEP: (
        "is_required",
        _("This is the only required lesson or test of the course. Nobody could complete it any more."),
    ),
    outline.Fault.ACHIEVEMENT_WITHOUT_TEST: (
        "is_required",
        _("The course awards a certificate of achievement, and this is its only required test."),
    ),
    outline.Fault.TEST_COMES_TOO_LATE: (
        "test",
        _(
            "This test opens only after the lesson is done. Choose a test of the same module or an earlier one."
        ),
    ),
}

QUIZ_FAULTS = {
    quiz.QuizFault.NO_QUESTIONS: ("questions", _("Add at least one question.")),
    quiz.QuizFault.PASS_MARK_UNREACHABLE: (
        "pass_mark",
        _("Nobody can reach this mark. Give a number from 0 to 100."),
    ),
    quiz.QuizFault.BANK_TOO_SMALL: (
        "questions",
        _(
            "The bank holds fewer published questions under a tag than are to be drawn. Draw fewer, or add questions."
        ),
    ),
    quiz.QuizFault.SAME_QUESTION_TWICE: ("questions", _("The same question stands here twice.")),
}


def obstacles(page: Any, *, parent: Any = None) -> list[Obstacle]:
    """Everything that publishing `page` has to wait for: pairs of a field's name (None: the page) and a message.

    `parent` is the page under which a page that has no place yet will stand.
    """
    found: list[Obstacle] = [*_invalid_blocks(page), *_untranslated(page)]
    if not found:
        find = {"CoursePage": _of_course, "LessonPage": _of_lesson, "QuizPage": _of_quiz}.get(
            type(page).__name__
        )
        found.extend([*_inaccessible(page), *(find(page, parent) if find else ())])
    return found


def _untranslated(page: Any) -> Iterator[Obstacle]:
    if page.pk:
        yield from ((None, reason) for reason in refusals(page))


def _invalid_blocks(page: Any) -> Iterator[Obstacle]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            try:
                field.stream_block.clean(value)
            except ValidationError as error:
                yield field.name, error


def _inaccessible(page: Any) -> Iterator[Obstacle]:
    """What is certain to shut somebody out, on the fields in which it stands."""
    by_field: dict[str, list[tuple[Where, str]]] = {}
    for finding in gates_on(page):
        field, *where = finding.at
        by_field.setdefault(str(field), []).append((tuple(where), sentence(finding)))
    for name, said in by_field.items():
        field = page._meta.get_field(name)
        if isinstance(field, StreamField):
            yield name, error_in(field.stream_block, getattr(page, name).get_prep_value(), said)
        else:
            yield from ((name, words) for _where, words in said)


def _of_course(page: Any, parent: Any) -> Iterator[Obstacle]:
    shape = _shape_of(page)
    titles = dict(page.get_descendants().values_list("translation_key", "title")) if page.pk else {}
    for fault, key in () if _is_translation(page) else outline.faults(shape):
        field, message = COURSE_FAULTS[fault]
        yield (
            field,
            message % {"title": titles.get(key, page.title)} if "%(title)s" in str(message) else message,
        )
    if page.eqf_level and page.has_no_level:
        yield "has_no_level", _("The course has a level. Remove it, or remove this tick.")
    if shape.certificate is outline.CertificateKind.ACHIEVEMENT:
        yield from _elements(page, shape)


def _elements(page: Any, shape: outline.Outline) -> Iterator[Obstacle]:
    """What a micro-credential would have to say and does not."""
    said = {str(element): getattr(page, element, None) for element in elements.Element}
    said |= {"minutes": shape.minutes, elements.NO_LEVEL: page.has_no_level}
    missing = elements.missing(said)
    if missing:
        names = ", ".join(str(ELEMENTS[element]) for element in missing)
        yield (
            "certificate_kind",
            _(
                "A certificate of achievement says everything that the European Union recommends for micro-credentials. "
                "Still missing: %(elements)s. Fill it in, or choose participation."
            )
            % {"elements": names},
        )


def _of_lesson(page: Any, parent: Any) -> Iterator[Obstacle]:
    course = course_of(parent or page)
    if page.locale_id is None:
        page.locale = parent.locale
    if not has_text(page.text):
        yield (
            "body",
            _("Write the lesson: there is no text of it in another language that could be shown here."),
        )
    if page.rule == outline.Rule.ACTIVITIES and not page.outline.required_activities:
        yield (
            "rule",
            _("Add a required activity to the lesson, or choose another rule: nobody could complete it."),
        )
    if page.rule == outline.Rule.TEST:
        if page.test is None:
            yield "test", _("Choose the test that has to be passed.")
        elif course_of(page.test).translation_key != course.translation_key:
            yield "test", _("Choose a test of this course.")
        elif _shape_of(course).step(page.test.translation_key) is None:
            yield "test", _("Publish this test first, and the module in which it is.")
    yield from _packages(page, parent, course)
    yield from _of_step(page, parent)


def _packages(page: Any, parent: Any, course: Any) -> Iterator[Obstacle]:
    """Packages of a translation that cannot fulfil the rules which the first language has set."""
    source = source_of(course.translation_key)
    if source is None or source.locale_id == (parent or page).locale_id:
        return
    from .packages import published_rules

    rules = published_rules(course.translation_key)
    for block in page.body:
        if block.block_type == "h5p":
            content = block.value["package"].content
            rule = rules.get(UUID(block.id)) if block.id else None
            if rule and rule not in rules_for(content):
                yield (
                    "body",
                    _(
                        "In the language in which this course was written first, learners have to reach a result that "
                        "the package “%(title)s” never reports. Choose the translation of that package."
                    )
                    % {"title": block.value["package"]},
                )


def _of_quiz(page: Any, parent: Any) -> Iterator[Obstacle]:
    if page.locale_id is None:
        page.locale = parent.locale
    for fault in quiz.quiz_faults(page.quiz, page.bank()):
        yield QUIZ_FAULTS[fault]
    yield from _of_step(page, parent)


def _of_step(page: Any, parent: Any) -> Iterator[Obstacle]:
    """What would stop a live course from working as soon as `page` is part of it."""
    place = parent or page.get_parent().specific
    course = course_of(place)
    if course.live and not _is_translation(course):
        before = published_outline(course)
        after = _with_step(before, place.translation_key, page.outline)
        known = outline.faults(before)
        for fault, key in outline.faults(after):
            if (fault, key) not in known and fault in FAULTS_OF_A_STEP:
                yield FAULTS_OF_A_STEP[fault]


def _is_translation(course: Any) -> bool:
    """Whether `course` only adds words: a live course in another language has the shape, and may be translated in parts."""
    source = source_of(course.translation_key)
    return source is not None and source.pk != course.pk


def _shape_of(course: Any) -> outline.Outline:
    return published_outline(source_of(course.translation_key) if _is_translation(course) else course)


def _with_step(shape: outline.Outline, place: UUID, step: Any) -> outline.Outline:
    """`shape` with `step` in the module or the course whose key is `place`, instead of what it was before."""

    def put(steps: Any) -> Any:
        return (*(other for other in steps if other.key != step.key), step)

    modules = (
        replace(module, steps=put(module.steps)) if module.key == place else module
        for module in shape.modules
    )
    return replace(
        shape, modules=tuple(modules), tests=put(shape.tests) if shape.key == place else shape.tests
    )


def sentences(message: Any) -> Iterator[str]:
    """The words of an obstacle, those of blocks inside of blocks included."""
    inside = getattr(message, "block_errors", None)
    if inside is not None:
        for error in (*message.non_block_errors, *(inside.values() if isinstance(inside, dict) else inside)):
            if error is not None:
                yield from sentences(error)
    elif isinstance(message, ValidationError):
        yield from message.messages
    else:
        yield str(message)
