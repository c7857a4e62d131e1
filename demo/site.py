"""Home, catalogue and pages of information of the demonstration, in place of empty drafts."""

from pathlib import Path
from typing import Any

from wagtail.models import Locale

from home.actions import INFO_PAGES, page_key
from home.models import TEXT, CataloguePage, HomePage, InfoPage

from . import shapes
from .course_folder import WHOLE
from .files import Files
from .pages import PageWriter
from .reading import Document, read_document
from .texts import plain, rich

EASY = "easy-to-read"
"""A page that not every site has: in easy language, where somebody has written it."""

MODELS = {"home": HomePage, "catalogue": CataloguePage} | dict.fromkeys(INFO_PAGES, InfoPage)


def load_site(folder: Path, *, locales: dict[str, Locale], files: Files, writer: PageWriter) -> None:
    """Write and publish the texts that are new or have changed. `home.actions.set_up_site` has made the pages."""
    for name, model in MODELS.items():
        for language, locale in locales.items():
            file = folder / f"{name}.{language}.md"
            if not file.exists() and language not in WHOLE:
                continue
            text = read_document(file)
            writer.write(
                model(translation_key=page_key(name), locale=locale),
                _content(model, text, files),
                source=f"site/{name}.{language}",
                below=None,
                origin=text.front,
            )
    for home in HomePage.objects.filter(locale__in=locales.values()).select_related("locale"):
        language = home.locale.language_code
        file = folder / f"{EASY}.{language}.md"
        if file.exists():
            text = read_document(file)
            writer.write(
                InfoPage(translation_key=page_key(EASY), locale=home.locale),
                _content(InfoPage, text, files),
                source=f"site/{EASY}.{language}",
                below=home.pk,
                origin=text.front,
            )
    writer.publish(HomePage, CataloguePage, InfoPage)


def _content(model: type, text: Document, files: Files) -> dict[str, Any]:
    front = shapes.SITE[model.__name__].check(text.front, "the page")
    content: dict[str, Any] = {
        name: value if isinstance(value, bool) else plain(front, name)
        for name, value in front.items()
        if name != "picture"
    }
    if "picture" in front:
        content["picture_id"] = files.image(front, "picture")
    for block in text.blocks:
        content["body"] = rich(block.fields, "text", TEXT)
    return content
