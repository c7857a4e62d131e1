import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, Page, Site
from wagtail.permissions import policy_registry

from courses.models import CourseMedia, CoursePage
from home.actions import set_up_site
from home.models import CataloguePage, HomePage, InfoPage


def test_every_language_gets_the_same_tree(site):
    languages = {code for code, _name in settings.LANGUAGES}
    assert set(Locale.objects.values_list("language_code", flat=True)) == languages
    for model, live in ((HomePage, True), (CataloguePage, True), (InfoPage, False)):
        keys = {
            language: sorted(
                model.objects.filter(locale__language_code=language).values_list("translation_key", flat=True)
            )
            for language in languages
        }
        assert all(found == keys["en"] for found in keys.values())
        assert set(model.objects.values_list("live", flat=True)) == {live}


def test_the_welcome_page_of_wagtail_makes_room(site, page_of):
    record = Site.objects.get()
    assert record.root_page.specific == page_of("home", "en")
    assert (record.site_name, record.hostname, record.is_default_site) == ("Agora", "localhost", True)
    assert Page.objects.filter(depth=2).count() == len(settings.LANGUAGES)


def test_the_second_time_changes_nothing(site):
    def everything():
        return list(Page.objects.values_list("path", "slug", "latest_revision_id")), list(
            Site.objects.values()
        )

    before = everything()
    call_command("set_up_site")
    assert everything() == before


def test_a_site_that_shows_something_else_is_left_alone(db):
    own = HomePage(title="Our own", slug="own")
    Page.get_first_root_node().add_child(instance=own)
    Site.objects.update(root_page=own, site_name="Ours", hostname="learn.example")
    set_up_site()
    assert Site.objects.values_list("root_page", "site_name", "hostname").get() == (
        own.pk,
        "Ours",
        "learn.example",
    )


@pytest.fixture
def trainer(site):
    trainer = get_user_model().objects.create_user("trainer@city.example", "secret-word")
    trainer.groups.add(Group.objects.get(name="Trainers"))
    return trainer


def test_trainers_write_courses_in_every_language_and_nothing_else(trainer, catalogue, page_of):
    course = catalogue.add_child(
        instance=CoursePage(title="Squares", summary="On squares.", locale=catalogue.locale)
    )
    permissions = course.permissions_for_user(trainer)
    assert permissions.can_edit()
    assert permissions.can_publish()
    assert permissions.can_add_subpage()
    assert permissions.can_lock()
    assert page_of("catalogue", "de").permissions_for_user(trainer).can_add_subpage()
    assert not page_of("home", "en").permissions_for_user(trainer).can_edit()
    assert not page_of("imprint", "en").permissions_for_user(trainer).can_edit()
    assert not trainer.has_perm("accounts.change_user")


def test_trainers_add_files_questions_and_terms(trainer, client):
    assert trainer.has_perm("wagtailadmin.access_admin")
    assert trainer.has_perm("courses.publish_bankquestion")
    assert trainer.has_perm("courses.add_glossaryterm")
    for model in (Image, Document, CourseMedia):
        policy = policy_registry.get_by_type(model)
        assert (
            policy.collections_user_has_permission_for(trainer, "add").first()
            == Collection.get_first_root_node()
        )
