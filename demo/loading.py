"""The whole demonstration, from files to a site that looks lived in."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from courses.actions import as_one_edition
from home.actions import page_key, set_up_site
from home.models import CataloguePage

from .course_folder import LANGUAGES, Course, read_course
from .course_pages import load_course
from .files import Files
from .memory import Memory
from .pages import PageWriter
from .people import load_learners, load_staff
from .site import load_site
from .snippets import write_glossary
from .tasks import each_task_once

CONTENT = Path(__file__).parent / "content"


@transaction.atomic
@each_task_once()
def load(content: Path, say: Callable[[str], None]) -> int:
    """Load what is new or has changed below `content`, all of it or nothing; return how much that was.

    Raises `demo.reading.ContentError` with the file and the line of a mistake.
    """
    memory = Memory()
    set_up_site()
    staff = load_staff(memory)
    locales = {
        language: Locale.objects.get(language_code=language)
        for language, _name in settings.LANGUAGES
        if language in LANGUAGES
    }
    say("Home, catalogue and pages of information")
    writer = PageWriter(memory, author=staff["administrator"])
    load_site(content / "site", locales=locales, files=Files(memory, content, content, {}), writer=writer)
    with as_one_edition():
        write_glossary(content / "glossary.yaml", locales=locales, memory=memory)
    catalogues = {
        page.locale.language_code: page
        for page in CataloguePage.objects.filter(translation_key=page_key("catalogue")).select_related(
            "locale"
        )
        if page.locale.language_code in locales
    }
    courses = [read_course(path.parent) for path in sorted(content.glob("*/course.yaml"))]
    writer = PageWriter(memory, author=staff["trainer"])
    for course in courses:
        say(_summary(course))
        with as_one_edition():
            load_course(course, catalogues=catalogues, memory=memory, writer=writer)
    say("Learners and what they have done")
    load_learners(content / "people.yaml", memory)
    return memory.changes


def _summary(course: Course) -> str:
    title = course.fields[LANGUAGES[0]]["title"]
    modules, lessons = len(course.modules), len(course.lessons)
    return f"Course “{title}”: modules {modules}, lessons {lessons}, languages {len(course.languages)}"
