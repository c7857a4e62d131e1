"""What trainers may do in the Wagtail admin: everything about courses, and nothing about people or the site."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

NAME = "Trainers"

ON_PAGES = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
ON_FILES = {
    "wagtailimages": ["add_image", "change_image", "choose_image"],
    "wagtaildocs": ["add_document", "change_document", "choose_document"],
    "wagtailmedia": ["add_media", "change_media"],
}
EVERYWHERE = {
    "wagtailadmin": ["access_admin"],
    "wagtail_localize": ["submit_translation"],
    "courses": [
        *(f"{action}_bankquestion" for action in ("add", "change", "delete", "publish", "view")),
        *(f"{action}_glossaryterm" for action in ("add", "change", "delete", "view")),
        *(f"{action}_h5ppackage" for action in ("add", "change", "delete", "view")),
    ],
}


def allow_trainers(catalogues: Iterable[Page]) -> None:
    """Give the group of trainers its permissions on the pages below `catalogues`, the files and the snippets."""
    trainers, _created = Group.objects.get_or_create(name=NAME)
    trainers.permissions.add(*_permissions(EVERYWHERE))
    files = Collection.get_first_root_node()
    for permission in _permissions(ON_FILES):
        GroupCollectionPermission.objects.get_or_create(
            group=trainers, collection=files, permission=permission
        )
    for permission in _permissions({"wagtailcore": ON_PAGES}):
        for catalogue in catalogues:
            GroupPagePermission.objects.get_or_create(group=trainers, page=catalogue, permission=permission)


def _permissions(codenames: dict[str, list[str]]) -> list[Permission]:
    """Raises LookupError when a permission does not exist."""
    found = [
        permission
        for app, names in codenames.items()
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=names)
    ]
    missing = {name for names in codenames.values() for name in names} - {
        permission.codename for permission in found
    }
    if missing:
        raise LookupError(f"no such permission: {', '.join(sorted(missing))}")
    return found
