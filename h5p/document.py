"""What the document of a player is made of: scripts and style sheets in their order, and what H5P's core asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max
from django.urls import reverse

from .displaying import display_params
from .format.dependencies import load_order
from .format.libraries import LibraryName
from .models import Content, Library, LibraryDependency
from .player_texts import player_texts
from .playing import URLS, Play, files_address

CONTENT_ID = 1
"""Each document plays one content, so its number says nothing."""
SAVE_SECONDS = 10
"""H5P's core hands a state to a content type only if this is positive. It has no server to save to here."""
CACHED_SECONDS = 60 * 60


@dataclass(frozen=True, slots=True)
class Parts:
    """The same for everybody who plays a content, as long as no library changes."""

    params: dict[str, Any]
    folders: dict[str, str]
    """Where each library lies, by the name that content types have for it."""
    scripts: list[str]
    styles: list[str]


def parts_of(content: Content) -> Parts:
    """One query when somebody played the content a while ago, and five otherwise, whatever it is made of."""
    stamp = Library.objects.aggregate(newest=Max("installed_at"), count=Count("pk"))
    newest = stamp["newest"].isoformat() if stamp["newest"] else ""
    key = f"h5p-parts:{content.digest}:{stamp['count']}:{newest}".replace(" ", "")
    parts: Parts | None = cache.get(key)
    if parts is None:
        parts = _parts(content)
        cache.set(key, parts, CACHED_SECONDS)
    return parts


def told(content: Content, play: Play, parts: Parts) -> dict[str, Any]:
    """What the player's script is told: whom to talk to, and the object `H5PIntegration` of H5P's core."""
    here = files_address(content)
    main = content.main_library
    return {
        "page": play.main_origin,
        "integration": {
            "url": "",
            "urlLibraries": reverse("libraries", urlconf=URLS).rstrip("/"),
            "libraryDirectories": parts.folders,
            "siteUrl": play.main_origin,
            "postUserStatistics": False,
            "saveFreq": SAVE_SECONDS,
            "crossorigin": "anonymous",
            "l10n": {"H5P": player_texts()},
            "hubIsEnabled": False,
            "reportingIsEnabled": True,
            "contents": {
                f"cid-{CONTENT_ID}": {
                    "library": str(main.name),
                    "params": parts.params,
                    "metadata": _metadata(content),
                    "title": content.title,
                    "url": f"{play.main_origin}/h5p/{content.digest}",
                    "contentUrl": here.rstrip("/"),
                    "fullScreen": "0",
                    "displayOptions": {"frame": True, "copyright": True},
                }
            },
        },
    }


def _metadata(content: Content) -> dict[str, Any]:
    """What h5p.json says of the whole, without what is there for programs."""
    technical = {
        "mainLibrary",
        "preloadedDependencies",
        "dynamicDependencies",
        "editorDependencies",
        "embedTypes",
    }
    return {name: value for name, value in content.manifest.items() if name not in technical}


def _parts(content: Content) -> Parts:
    libraries = _in_order(content)
    dropped = {name for library in libraries for name in library.drops_css_of}
    return Parts(
        params=display_params(content),
        folders={library.name.folder: _folder(library) for library in libraries},
        scripts=[_address(library, path) for library in libraries for path in library.preloaded_js],
        styles=[
            _address(library, path)
            for library in libraries
            if library.machine_name not in dropped
            for path in library.preloaded_css
        ],
    )


def _in_order(content: Content) -> list[Library]:
    """All libraries that `content` needs in the browser, each after what it needs itself."""
    every = Library.objects.defer("semantics", "files").in_bulk()
    preloaded: dict[LibraryName, list[LibraryName]] = {}
    links = LibraryDependency.objects.filter(kind=LibraryDependency.Kind.PRELOADED)
    for library_id, needs_id in links.values_list("library_id", "needs_id"):
        # A library may have come since.
        if library_id not in every or needs_id not in every:
            continue
        preloaded.setdefault(every[library_id].name, []).append(every[needs_id].name)
    used = content.libraries.order_by("contentlibrary").values_list("pk", flat=True)
    by_name = {library.name: library for library in every.values()}
    return [by_name[name] for name in load_order([every[pk].name for pk in used], preloaded)]


def _folder(library: Library) -> str:
    return library.folder.partition("/")[2]


def _address(library: Library, path: str) -> str:
    return reverse("library_file", args=[_folder(library), path], urlconf=URLS)
