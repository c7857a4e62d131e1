"""A storage that behaves as object stores do: keys without folders, nothing is renamed, deleting what is not there is fine."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone


class ObjectStore(Storage):
    objects: dict[str, tuple[bytes, datetime]] = {}

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        return ContentFile(self.objects[name][0])

    def _save(self, name: str, content: Any) -> str:
        content.seek(0)
        stream = BytesIO()
        while piece := content.read(65_536):
            stream.write(piece)
        self.objects[name] = stream.getvalue(), timezone.now()
        return name

    def delete(self, name: str) -> None:
        self.objects.pop(name, None)

    def exists(self, name: str) -> bool:
        return name in self.objects

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        below = [key.removeprefix(f"{path}/") for key in self.objects if key.startswith(f"{path}/")]
        folders = {rest.split("/")[0] for rest in below if "/" in rest}
        return sorted(folders), [rest for rest in below if "/" not in rest]

    def get_modified_time(self, name: str) -> datetime:
        return self.objects[name][1]
