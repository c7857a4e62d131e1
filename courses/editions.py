"""From live pages to the outline of a course, and to its words in each language."""

from dataclasses import replace
from typing import Any, NamedTuple

from wagtail.models import Page

from . import outline
from .contents import Found, contents_of
from .translations import has_text


class Tree(NamedTuple):
    """The live pages of a course in one language, in their order."""

    course: Any
    modules: list[Any]
    steps: dict[str, list[Any]]
    """Lessons and tests by the tree path of their parent."""


def course_of(page: Page) -> Any:
    """The course page at or above `page`, or None."""
    from .models import CoursePage

    return CoursePage.objects.ancestor_of(page, inclusive=True).first()


def source_of(course_key: Any) -> Any:
    """The live page that gives a course its shape: the one of the language in which it was written first, or None."""
    from .models import CoursePage

    return CoursePage.objects.live().filter(translation_key=course_key).order_by("pk").first()


def tree(course: Any, *, draft: Page | None = None, without: Page | None = None) -> Tree:
    """The live pages below `course` in three queries, however many there are.

    What is in a withdrawn module is withdrawn with it. `draft` is seen as if it were published, `without` as if it were
    withdrawn.
    """
    from .models import LessonPage, ModulePage, QuizPage

    if course.pk is None:
        return Tree(course, [], {})
    modules: list[Any] = list(ModulePage.objects.live().child_of(course).order_by("path"))
    found: list[Any] = [
        *LessonPage.objects.live().descendant_of(course).select_related("test"),
        *QuizPage.objects.live().descendant_of(course),
    ]
    for other in (draft, without):
        modules = [page for page in modules if other is None or page.pk != other.pk]
        found = [page for page in found if other is None or page.pk != other.pk]
    if isinstance(draft, ModulePage):
        modules = sorted([*modules, draft], key=lambda page: page.path)
    elif draft is not None:
        found.append(draft)
    steps: dict[str, list[Any]] = {place.path: [] for place in (course, *modules)}
    for step in sorted(found, key=lambda page: page.path):
        place = step.path[: -Page.steplen]
        if place in steps:
            steps[place].append(step)
    return Tree(course, modules, steps)


def published_outline(
    course: Any, *, draft: Page | None = None, without: Page | None = None
) -> outline.Outline:
    return _outline(tree(course, draft=draft, without=without))


def _outline(pages: Tree) -> outline.Outline:
    course = pages.course
    live = {step.translation_key for steps in pages.steps.values() for step in steps}
    return outline.Outline(
        key=course.translation_key,
        module_order=outline.ModuleOrder(course.module_order),
        certificate=outline.CertificateKind(course.certificate_kind),
        modules=tuple(
            outline.Module(
                module.translation_key, tuple(_step(step, live) for step in pages.steps.get(module.path, []))
            )
            for module in pages.modules
        ),
        tests=tuple(step.outline for step in pages.steps.get(course.path or "", [])),
    )


def _step(page: Any, live: set[Any]) -> outline.Step:
    step = page.outline
    if isinstance(step, outline.Lesson) and step.test not in live:
        # A lesson that waits for a withdrawn test must not hold anybody up.
        return replace(step, test=None)
    return step


class Published(NamedTuple):
    """All that learners see of a live course now; see `models.Edition` for what each part is."""

    shape: outline.Outline
    wording: dict[str, Any]
    urls: dict[str, Any]
    found: Found


def published(course_key: Any) -> Published | None:
    """The outline of a live course, the words and addresses of its pages by language and key, and what they hold."""
    from .models import CoursePage

    source = source_of(course_key)
    if source is None:
        return None
    translations = (
        CoursePage.objects.live().filter(translation_key=course_key).select_related("locale").order_by("pk")
    )
    wording: dict[str, Any] = {}
    urls: dict[str, Any] = {}
    everything: dict[str, list[Any]] = {}
    shape: outline.Outline | None = None
    for course in translations:
        pages = tree(course)
        if course.pk == source.pk:
            shape = _outline(pages)
        language = course.locale.language_code
        found = [course, *pages.modules, *(step for steps in pages.steps.values() for step in steps)]
        everything[language] = found
        wording[language] = {
            str(page.translation_key): {"title": page.title, "summary": getattr(page, "summary", "")}
            | ({} if has_text(page) else {"has_text": False})
            for page in found
        }
        urls[language] = {str(page.translation_key): page.url for page in found}
    return Published(shape, wording, urls, contents_of(everything)) if shape else None
