"""Filters what content says about its files: a path may only name one of its own, or an address on the web."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from .escaping import escape
from .urls import is_web_address

_COMMON = ("mime", "copyright")
_FILE_KEYS: tuple[str, ...] = _COMMON
_IMAGE_KEYS = (*_COMMON, "width", "height", "originalImage")
_SOURCE_KEYS = (*_COMMON, "width", "height", "codecs", "quality", "bitrate")
_WHOLE_NUMBERS = frozenset({"width", "height", "bitrate"})
_PATHS = frozenset({"originalImage"})
_TEXTS = frozenset({"mime", "codecs"})
LARGEST_NUMBER = 10**9


class Media:
    """The filters of the file types. `files` are the paths of the content's own files."""

    def __init__(self, files: Collection[str], filter_copyright: Callable[[Any], dict[str, Any]]) -> None:
        self._files = frozenset(escape(path) for path in files)
        self._copyright = filter_copyright

    def file(self, value: Any, field: dict[str, Any]) -> dict[str, Any] | None:
        """A download: one of the content's own files, never an address elsewhere."""
        return self._one(value, field, _FILE_KEYS, may_be_elsewhere=False)

    def image(self, value: Any, field: dict[str, Any]) -> dict[str, Any] | None:
        return self._one(value, field, _IMAGE_KEYS)

    def sources(self, value: Any, field: dict[str, Any]) -> list[dict[str, Any]] | None:
        """A film or sound is a list of sources, of which the player takes the first that it can play."""
        if not isinstance(value, list):
            return None
        kept = [self._one(source, field, _SOURCE_KEYS) for source in value]
        return [source for source in kept if source is not None] or None

    def _one(
        self, value: Any, field: dict[str, Any], keys: tuple[str, ...], *, may_be_elsewhere: bool = True
    ) -> dict[str, Any] | None:
        path = self._path(value.get("path"), may_be_elsewhere) if isinstance(value, dict) else None
        if path is None:
            return None
        kept: dict[str, Any] = {"path": path}
        extra = field.get("extraAttributes")
        names = (
            [*keys, *(name for name in extra if isinstance(name, str))] if isinstance(extra, list) else keys
        )
        for name in names:
            if name not in kept and name in value:
                one = self._attribute(name, value[name], may_be_elsewhere)
                if one is not None:
                    kept[name] = one
        return kept

    def _attribute(self, name: str, value: Any, may_be_elsewhere: bool) -> Any:
        if name == "copyright":
            return self._copyright(value) if isinstance(value, dict) else None
        if name in _WHOLE_NUMBERS:
            return _whole(value)
        if name in _PATHS:
            return self._image_path(value, may_be_elsewhere)
        if name == "quality":
            return _quality(value)
        if name == "metadata":
            label = value.get("qualityName") if isinstance(value, dict) else None
            return {"qualityName": escape(label)} if isinstance(label, str) else None
        if isinstance(value, str):
            return escape(value)
        return None if name in _TEXTS or not isinstance(value, bool) else value

    def _image_path(self, value: Any, may_be_elsewhere: bool) -> dict[str, str] | str | None:
        """The picture before it was cropped, as a path or as an object with one."""
        if isinstance(value, dict):
            path = self._path(value.get("path"), may_be_elsewhere)
            return {"path": path} if path is not None else None
        return self._path(value, may_be_elsewhere)

    def _path(self, value: Any, may_be_elsewhere: bool) -> str | None:
        if not isinstance(value, str):
            return None
        # The editor marks files that were not saved yet.
        path = escape(value.removesuffix("#tmp"))
        if path in self._files:
            return path
        return escape(value) if may_be_elsewhere and is_web_address(value) else None


def _quality(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    level, label = _whole(value.get("level")), value.get("label")
    return {"level": level, "label": escape(label)} if level is not None and isinstance(label, str) else None


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if abs(value) <= LARGEST_NUMBER else None
