"""What sets up a site. Running it again changes nothing that is there."""

from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_noop, override
from wagtail.models import Locale, Page, Site

from .models import CataloguePage, HomePage, InfoPage
from .trainers import allow_trainers

_NAMESPACE = UUID("7f0f4b0e-6d0f-4b53-9a3c-2f6f2c5f0b61")

INFO_PAGES = {
    "imprint": gettext_noop("Imprint"),
    "privacy": gettext_noop("Privacy notice"),
    "accessibility": gettext_noop("Accessibility statement"),
}
WITH_CONTACT_FORM = {"accessibility"}


def page_key(name: str) -> UUID:
    """The translation key of a page that every site has: "home", "catalogue", or a name in `INFO_PAGES`."""
    return uuid5(_NAMESPACE, name)


@transaction.atomic
def set_up_site() -> None:
    """A tree of pages for each language of the settings, the site in front of it, and the group of trainers.

    Home and catalogue are live at once. What the law wants every operator to say is there as empty drafts.
    """
    root = Page.get_first_root_node()
    homes = []
    for language, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        with override(language):
            homes.append(_set_up_language(root, locale))
    _open_site(homes[0])
    allow_trainers(CataloguePage.objects.filter(translation_key=page_key("catalogue")))


def _set_up_language(root: Page, locale: Locale) -> HomePage:
    home = _page(
        HomePage(title=settings.WAGTAIL_SITE_NAME, slug=f"home-{locale.language_code}"),
        "home",
        root,
        locale,
        is_live=True,
    )
    title = gettext("Courses")
    _page(CataloguePage(title=title, slug=slugify(title)), "catalogue", home, locale, is_live=True)
    for name, label in INFO_PAGES.items():
        title = gettext(label)
        page = InfoPage(title=title, slug=slugify(title), has_contact_form=name in WITH_CONTACT_FORM)
        _page(page, name, home, locale, is_live=False)
    return home


def _page(page: Page, name: str, parent: Page, locale: Locale, *, is_live: bool) -> Page:
    """The page that is there already under that name, or else `page`, put below `parent`."""
    found = type(page).objects.filter(translation_key=page_key(name), locale=locale).first()
    if found:
        return found
    page.locale, page.translation_key, page.live = locale, page_key(name), False
    parent.add_child(instance=page)
    revision = page.save_revision(clean=is_live)
    if is_live:
        revision.publish()
        page.refresh_from_db()
    return page


def _open_site(home: HomePage) -> None:
    """Put `home` where Wagtail's welcome page is; a site that shows something else is left alone."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname="localhost", is_default_site=True)
    elif site.root_page.content_type_id != Page.get_first_root_node().content_type_id:
        return
    welcome = site.root_page if site.pk else None
    site.root_page = home
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome:
        welcome.delete()
