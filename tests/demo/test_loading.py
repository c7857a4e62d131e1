"""A small demonstration from its files to its pages, and again."""

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from accounts.models import User
from certificates.models import Certificate
from courses.competence_pages import self_evaluation_of
from courses.models import BankQuestion, CoursePage, Edition, GlossaryTerm, LessonPage, ModulePage, QuizPage
from demo import loading
from demo.course_folder import WHOLE
from demo.keys import key
from demo.people import SIGN_INS
from demo.reading import ContentError
from home.models import CataloguePage, HomePage, InfoPage
from learning.models import Enrolment, SelfRating, Statement
from learning.progress import evaluate

pytestmark = pytest.mark.usefixtures("media")


def load(content) -> int:
    return loading.load(content, lambda line: None)


@pytest.fixture
def loaded(db, content):
    load(content)
    return content


def rewrite(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def lesson(language: str, name: str = "first/look") -> LessonPage:
    return LessonPage.objects.get(translation_key=key("small", name), locale__language_code=language)


def test_a_folder_becomes_pages_in_every_language(loaded, client):
    for model, count in ((CoursePage, 2), (ModulePage, 2), (LessonPage, 4), (QuizPage, 4), (InfoPage, 6)):
        pages = model.objects.live()
        assert pages.count() == count, model
        in_each = pages.values_list("locale__language_code", "translation_key")
        assert {key for language, key in in_each if language == "en"} == {
            key for language, key in in_each if language == "de"
        }
    written = Page.objects.filter(locale__language_code__in=WHOLE)
    assert not written.filter(live=False).exists()
    assert not written.filter(has_unpublished_changes=True).exists()
    assert Page.find_problems() == ([], [], [], [], [])

    german = CoursePage.objects.get(slug="klein")
    assert german.get_parent().specific == CataloguePage.objects.get(slug="courses-de")
    assert german.url == "/de/courses-de/klein/"
    assert [page.slug for page in german.get_children()] == ["erstes", "abschlusstest"]
    assert [page.slug for page in german.get_children()[0].get_children()] == ["schauen", "bestehen", "test"]
    assert HomePage.objects.get(locale=german.locale).lead == "What is offered (de)."
    assert client.get("/en/imprint-en/").status_code == 200


def test_a_course_has_what_its_folder_says(loaded):
    course = CoursePage.objects.get(slug="small")
    assert (course.module_order, course.certificate_kind, course.eqf_level) == ("in_order", "achievement", 4)
    assert [outcome.value for outcome in course.outcomes] == ["Look", "Think"]
    assert course.picture.title == "square.en"
    test = QuizPage.objects.get(translation_key=key("small", "first/test"), locale=course.locale)
    assert (test.pass_mark, test.attempts, test.time_limit, test.feedback) == (60, None, None, "each")
    assert test.is_shuffled
    assert lesson("en", "first/pass").test == test
    final = QuizPage.objects.get(slug="final-test")
    assert (final.attempts, final.time_limit, final.get_parent().specific) == (3, 10, course)

    assert BankQuestion.objects.live().count() == 4
    assert str(BankQuestion.objects.tagged({"final"}).get(locale__language_code="de")) == "Plätze sind rund."
    term = GlossaryTerm.objects.get(locale=course.locale)
    assert (term.term, term.spellings) == ("displacement", ["displacement", "displaced"])


def test_drawings_stay_drawings_and_tools_become_sheets_to_print(loaded):
    image = Image.objects.get(title="square.de")
    assert image.is_svg()
    assert (image.width, image.height) == (960, 540)
    sheets = Document.objects.filter(title__startswith="Sheet")
    assert sorted(sheets.values_list("title", flat=True)) == ["Sheet de", "Sheet en"]
    for sheet in sheets:
        with sheet.file.open() as file:
            assert file.read(5) == b"%PDF-"


def test_people_can_sign_in_and_learners_have_come_as_far_as_they_should(loaded):
    for role, email, password in SIGN_INS:
        user = authenticate(email=email, password=password)
        assert user, role
        assert user.is_superuser == (role == "administrator")
        assert user.has_perm("wagtailadmin.access_admin") == (role != "learner")

    shape = Edition.objects.current().get(course_key=key("small")).shape
    progress = {
        enrolment.learner.first_name: evaluate(shape, enrolment.evidence)
        for enrolment in Enrolment.objects.select_related("learner")
    }
    assert {name: found.percent for name, found in progress.items()} == {"Lena": 25, "Aylin": 100, "Niamh": 0}
    aylin = Enrolment.objects.get(learner__first_name="Aylin")
    tries = [
        (attempt.number, attempt.is_passed)
        for attempt in aylin.attempts.filter(test_key=key("small", "first/test"))
    ]
    assert tries == [(1, False), (2, True)]
    assert Certificate.objects.get().holder == aylin.learner
    assert Certificate.objects.get().language == "de"


def test_loading_twice_changes_nothing(loaded):
    before = everything()
    assert load(loaded) == 0
    assert everything() == before


def test_a_changed_text_changes_its_page_and_no_other(loaded):
    rewrite(loaded / "small/1-first/1-look.de.md", "belebt", "still")
    revisions = Revision.objects.count()
    others = list(
        Page.objects.exclude(pk=lesson("de").pk).values_list("pk", "latest_revision_id", "last_published_at")
    )
    statements = Statement.objects.count()
    assert load(loaded) == 1
    assert "still" in lesson("de").body.raw_data[0]["value"]
    assert Revision.objects.count() == revisions + 1
    assert (
        list(
            Page.objects.exclude(pk=lesson("de").pk).values_list(
                "pk", "latest_revision_id", "last_published_at"
            )
        )
        == others
    )
    assert Statement.objects.count() == statements


def test_a_changed_drawing_keeps_its_place_in_the_lesson(loaded):
    before = list(lesson("en").body.raw_data)
    rewrite(loaded / "small/drawings/square.en.svg", 'viewBox="0 0 960 540"', 'viewBox="0 0 480 540"')
    assert load(loaded) == 1
    assert Image.objects.get(title="square.en").width == 480
    assert list(lesson("en").body.raw_data) == before


def test_a_new_lesson_joins_its_module(loaded):
    for language in ("en", "de"):
        text = (loaded / f"small/1-first/2-pass.{language}.md").read_text()
        text = text.replace("rule: test", "rule: read").replace("slug: ", "slug: new-")
        (loaded / f"small/1-first/3-new.{language}.md").write_text(text)
    assert load(loaded) == 2
    module = ModulePage.objects.get(slug="first")
    assert [page.slug for page in module.get_children()] == ["look", "pass", "test", "new-pass"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_trainers_have_edited_or_deleted_stays_as_they_left_it(loaded):
    edited, deleted = lesson("en"), lesson("en", "first/pass")
    edited.title = "Look closely"
    edited.save_revision().publish()
    deleted.delete()
    assert load(loaded) == 0
    assert lesson("en").title == "Look closely"
    assert not LessonPage.objects.filter(pk=deleted.pk).exists()
    rewrite(loaded / "small/1-first/2-pass.en.md", "Take the test", "Do take the test")
    load(loaded)
    assert not LessonPage.objects.filter(slug="pass").exists()


def test_what_cannot_be_published_is_named_and_nothing_is_loaded(content, db):
    before = everything()
    for language in ("en", "de"):
        rewrite(content / f"small/1-first/test.{language}.yaml", "{text: That,", "{text: This,")
        rewrite(
            content / f"small/1-first/test.{language}.yaml",
            "draw: squares, count: 1",
            "draw: circles, count: 1",
        )
    with pytest.raises(ContentError, match=r"test\.en\.yaml:1: this cannot be published: questions: "):
        load(content)
    assert everything() == before


def test_the_command_ends_with_the_sign_ins(content, db, settings, monkeypatch, capsys):
    settings.DEBUG = True
    monkeypatch.setattr("demo.management.commands.load_demo.CONTENT", content)
    call_command("load_demo")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[-3:]] == [list(entry) for entry in SIGN_INS]
    call_command("load_demo")
    assert "Nothing has changed" in capsys.readouterr().out


def test_the_command_reports_a_mistake_in_a_line(content, db, settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr("demo.management.commands.load_demo.CONTENT", content)
    (content / "small/1-first/1-look.de.md").unlink()
    with pytest.raises(CommandError, match=r"1-look\.en\.md:1: there is no 1-look\.de\.md beside it"):
        call_command("load_demo")


def test_public_passwords_do_not_get_into_production(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only for development"):
        call_command("load_demo")
    assert not User.objects.filter(email__endswith="@agora.example").exists()


def test_learners_rate_themselves_by_the_statements_of_the_course(loaded):
    english, german = (self_evaluation_of(key("small"), language) for language in ("en", "de"))
    assert [each.statement for each in german.competences] == [
        "Ich kann schauen.",
        "Ich kann denken.",
        "Ich kann es anderen erklären.",
    ]
    assert english.keys == german.keys
    assert [each.modules for each in english.competences] == [(key("small", "first"),)] * 2 + [()]
    levels = SelfRating.objects.filter(enrolment__learner__first_name="Aylin").order_by("pk")
    assert list(levels.values_list("occasion", "level")) == [
        *(("before", level) for level in (1, 2, 3)),
        *(("after", level) for level in (4, 4, 2)),
    ]


@pytest.fixture
def indexed(db: None, admin_indexes: None) -> None:
    """The pages that every site has are in the indexes already, as they are outside the tests."""
    write_indexes()


def write_indexes() -> None:
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)


@pytest.mark.usefixtures("indexed")
def test_the_admin_finds_all_that_was_loaded_and_where_it_is_used(loaded):
    """Both indexes are written at the end of loading; built anew they say the same about the pages."""

    def indexes() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        entries = IndexEntry.objects.exclude(object_id=str(Page.get_first_root_node().pk))
        references = ReferenceIndex.objects.filter(base_content_type__model="page")
        found = references.values_list("object_id", "to_content_type", "to_object_id", "model_path")
        return sorted(entries.values_list("content_type", "object_id", "title", "body")), sorted(found)

    before = indexes()
    assert all(before)
    write_indexes()
    assert indexes() == before
