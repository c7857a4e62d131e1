"""Makes H5P packages from the sources in `h5p_sources`: content types and content of our own."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SOURCES = Path(__file__).parent / "h5p_sources"


def package_names() -> list[str]:
    """Such as `dark-corner.de`."""
    return sorted(path.name for path in (SOURCES / "packages").iterdir())


def pack(name: str) -> bytes:
    """The package `name` with the libraries it needs; the same bytes each time."""
    source = SOURCES / "packages" / name
    libraries = _libraries(json.loads((source / "h5p.json").read_text()))
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for root, folder in ((source, source), *((SOURCES / "libraries", library) for library in libraries)):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    # A ZipInfo has a date of its own, that of the format's birth.
                    info = ZipInfo(str(path.relative_to(root)))
                    info.compress_type = ZIP_DEFLATED
                    archive.writestr(info, path.read_bytes())
    return out.getvalue()


def _libraries(manifest: dict[str, list[dict[str, str]]]) -> list[Path]:
    return [
        SOURCES / "libraries" / f"{one['machineName']}-{one['majorVersion']}.{one['minorVersion']}"
        for one in manifest["preloadedDependencies"]
    ]
