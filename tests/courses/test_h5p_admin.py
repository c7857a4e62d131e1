"""Packages and libraries in the admin: what trainers and administrators see, and what they are refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.users.models import UserProfile

from accounts.models import User
from courses.actions import publish
from courses.h5p_admin import uploads
from courses.models import CoursePage, H5PPackage, LessonPage
from h5p.models import Content, Library
from learning.models import Enrolment, H5PState
from tests import factories
from tests.h5p.packages import CHOICE as TYPE
from tests.h5p.packages import packed, sound, sound_files

pytestmark = pytest.mark.django_db

CHOICE, READER = "dark-corner", "reading-a-square"
SCRIPT = {"Accept": "application/json"}


def sent_by(user: User) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(user)
    return client


@pytest.fixture
def client(trainer: User) -> Client:
    return sent_by(trainer)


@pytest.fixture
def package(db: None) -> H5PPackage:
    """Both types of our own are installed."""
    factories.h5p_package(f"{READER}.en").delete()
    return factories.h5p_package(f"{CHOICE}.en")


@pytest.fixture
def lesson(course: CoursePage, package: H5PPackage) -> LessonPage:
    """A lesson that waits for the package to be passed."""
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.h5p(package, rule="passed", pass_mark=70)]
    publish(page=lesson)
    # Wagtail keeps its index after the transaction, which in a test never ends.
    ReferenceIndex.create_or_update_for_object(lesson)
    return lesson


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("package.h5p", content)


def upload(client: Client, content: bytes, title: str = "", **headers: str) -> Any:
    return client.post(reverse("h5p_packages:add"), {"file": file(content), "title": title}, headers=headers)


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


class TestUploading:
    def test_a_trainer_uses_what_is_installed(
        self, client: Client, package: H5PPackage, trainer: User
    ) -> None:
        response = upload(client, factories.packed(f"{CHOICE}.de"), "Die Ecke")
        new = H5PPackage.objects.get(title="Die Ecke")
        assert response.url == reverse("h5p_packages:edit", args=[new.pk])
        assert (new.uploaded_by, new.content.language) == (trainer, "de")

    def test_a_trainer_is_told_which_library_is_missing_and_keeps_what_was_typed(
        self, client: Client
    ) -> None:
        response = upload(client, sound(), "My title")
        page = response.content.decode()
        assert "Test.Choice 1.2" in page
        assert "administrator" in page
        assert 'value="My title"' in page
        assert not Library.objects.exists()

    def test_an_administrator_installs_what_the_package_brings(self, administrator: User) -> None:
        response = upload(sent_by(administrator), sound())
        assert Library.objects.count() == 2
        assert "Libraries installed with it: Test.Choice 1.2.3, Test.Parts 1.0.0." in said(response)[0]

    def test_every_fault_is_reported_in_the_language_of_the_trainer(self, administrator: User) -> None:
        UserProfile.objects.create(user=administrator, preferred_language="de")
        bad = sound_files() | {"content/a.js": b"alert(1)", f"{TYPE}/library.json": {"title": "x"}}
        page = upload(sent_by(administrator), packed(bad)).content.decode()
        assert "content/a.js hat einen Dateityp, der in H5P-Inhalten nicht erlaubt ist" in page
        assert not Content.objects.exists()

    def test_a_script_is_told_where_to_go_or_what_is_wrong(self, administrator: User) -> None:
        client = sent_by(administrator)
        good = upload(client, sound(), **SCRIPT)
        assert good.json() == {"next": reverse("h5p_packages:edit", args=[H5PPackage.objects.get().pk])}
        bad = upload(client, b"no archive", **SCRIPT)
        assert "Nothing of it was kept" in bad.json()["report"]

    def test_what_is_too_large_is_refused_before_it_is_read(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "MOST", 1000)
        page = upload(client, bytes(5000), "My title").content.decode()
        assert "This file is too large" in page
        assert 'value="My title"' in page

    def test_a_form_from_elsewhere_is_not_taken(self, trainer: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(trainer)
        assert upload(client, sound()).status_code == 403


class TestTheListAndThePageOfAPackage:
    def test_the_list_tells_type_size_and_use_at_a_constant_number_of_queries(
        self, client: Client, lesson: LessonPage, django_assert_max_num_queries: Any
    ) -> None:
        client.get(reverse("h5p_packages:index"))
        for number in range(3):
            factories.h5p_package(f"{READER}.en", title=f"Reader {number}")
        with django_assert_max_num_queries(22):
            page = client.get(reverse("h5p_packages:index")).content.decode()
        for text in ("The dark corner", "Reader 2", "Used 1 time"):
            assert text in page

    def test_the_page_tells_what_it_reports_and_where_it_is_used(
        self, client: Client, lesson: LessonPage
    ) -> None:
        package = H5PPackage.objects.get()
        page = client.get(reverse("h5p_packages:edit", args=[package.pk])).content.decode()
        for text in (
            lesson.title,
            "passed with at least 70 per cent",
            "Content of this type reports a score.",
        ):
            assert text in page

    def test_it_can_be_renamed(self, client: Client, package: H5PPackage) -> None:
        client.post(reverse("h5p_packages:edit", args=[package.pk]), {"title": "Another title"})
        package.refresh_from_db()
        assert package.title == "Another title"

    def test_it_is_not_deleted_while_a_lesson_uses_it(self, client: Client, lesson: LessonPage) -> None:
        address = reverse("h5p_packages:delete", args=[H5PPackage.objects.get().pk])
        assert "Yes, delete" not in client.get(address).content.decode()
        assert "Lessons use this package" in said(client.post(address))[0]
        lesson.body = [factories.text()]
        publish(page=lesson)
        ReferenceIndex.create_or_update_for_object(lesson)
        client.post(address)
        assert not H5PPackage.objects.exists()


class TestReplacing:
    def new(self, client: Client, package: H5PPackage, name: str) -> Any:
        address = reverse("h5p_packages:replace", args=[package.pk])
        return client.post(address, {"file": file(factories.packed(name))})

    def test_first_shows_what_changes_and_then_does_it(
        self, client: Client, package: H5PPackage, lesson: LessonPage
    ) -> None:
        address = self.new(client, package, f"{CHOICE}.de").url
        page = client.get(address).content.decode()
        for text in ("Die dunkle Ecke", lesson.title, "Learners go on where they were"):
            assert text in page
        package.refresh_from_db()
        assert package.content.language == "en"
        client.post(address, {"states": "keep"})
        package.refresh_from_db()
        assert (package.content.language, package.generation) == ("de", 1)
        history = client.get(reverse("h5p_packages:history", args=[package.pk])).content.decode()
        assert "Replaced; learners go on where they were" in history

    def test_says_how_many_learners_are_in_the_middle_of_it(
        self, client: Client, package: H5PPackage, lesson: LessonPage, learner: User, other_learner: User
    ) -> None:
        key = lesson.outline.activities[0].key
        course_key = lesson.get_parent().get_parent().translation_key
        for person, generation in ((learner, 1), (other_learner, 0)):
            enrolment = Enrolment.objects.create(learner=person, course_key=course_key)
            state = {"state": "{}", "digest": package.content.digest, "generation": generation}
            H5PState.objects.create(enrolment=enrolment, activity_key=key, **state)
        page = client.get(self.new(client, package, f"{CHOICE}.de").url).content.decode()
        assert "1 learner is in the middle of it." in page

    def test_what_does_not_fit_leaves_only_the_choice_to_begin_anew(
        self, client: Client, package: H5PPackage
    ) -> None:
        address = self.new(client, package, f"{READER}.en").url
        assert "Learners go on where they were" not in client.get(address).content.decode()
        for choice in ("keep", ""):
            client.post(address, {"states": choice})
            package.refresh_from_db()
            assert package.generation == 1
        client.post(address, {"states": "anew"})
        package.refresh_from_db()
        assert package.generation == 2

    def test_says_which_lessons_wait_for_what_the_new_one_never_reports(
        self, client: Client, package: H5PPackage, lesson: LessonPage
    ) -> None:
        address = self.new(client, package, f"{READER}.en").url
        page = client.get(address).content.decode()
        assert "they wait for a result that it never reports" in page
        assert "begin anew" not in page
        assert "nobody could complete it" in said(client.post(address, {"states": "anew"}))[0]

    def test_by_the_same_package_is_refused(self, client: Client, package: H5PPackage) -> None:
        page = self.new(client, package, f"{CHOICE}.en").content.decode()
        assert "This is what the package holds already." in page

    def test_a_ticket_is_for_one_package_only(self, client: Client, package: H5PPackage) -> None:
        address = self.new(client, package, f"{CHOICE}.de").url
        other = factories.h5p_package(f"{READER}.en")
        for wrong in (address.replace(f"/{package.pk}/", f"/{other.pk}/"), f"{address[:-2]}x/"):
            assert client.get(wrong).status_code == 404


@pytest.mark.usefixtures("admin_indexes")
class TestChoosing:
    def test_finds_by_title_and_tells_what_a_package_reports(
        self, client: Client, package: H5PPackage
    ) -> None:
        factories.h5p_package(f"{READER}.en")
        found = client.get(reverse("h5p_package_chooser:choose_results"), {"q": "corner"}).content.decode()
        assert "The dark corner" in found
        assert "Reading a square" not in found
        chosen = client.get(reverse("h5p_package_chooser:chosen", args=[package.pk])).json()
        assert chosen["result"]["title"] == "The dark corner (reports a score)"

    def test_uploads_there_and_then(self, client: Client, package: H5PPackage) -> None:
        address = reverse("h5p_package_chooser:create")
        answer = client.post(address, {"file": file(factories.packed(f"{CHOICE}.de")), "title": ""}).json()
        assert answer["result"]["title"] == "Die dunkle Ecke (reports a score)"
        refused = client.post(address, {"file": file(sound()), "title": "Mine"}).json()
        assert "Test.Choice 1.2" in refused["htmlFragment"]
        assert 'value="Mine"' in refused["htmlFragment"]


class TestLibraries:
    def test_only_the_unused_ones_can_be_removed(self, administrator: User, package: H5PPackage) -> None:
        client = sent_by(administrator)
        upload(client, sound())
        H5PPackage.objects.exclude(pk=package.pk).delete()
        Content.objects.exclude(pk=package.content_id).delete()
        page = client.get(reverse("h5p_libraries:index")).content.decode()
        assert 'aria-label="Remove Test.Choice 1.2"' in page
        assert 'aria-label="Remove Agora.SingleChoice 1.1"' not in page
        address = reverse("h5p_libraries:remove")
        answer = client.post(address, {"library": ["Agora.SingleChoice 1.1"]})
        assert "is needed by" in said(answer)[0]
        client.post(address, {"library": ["Test.Choice 1.2", "Test.Parts 1.0"]})
        assert not Library.objects.filter(machine_name__startswith="Test.").exists()
