"""Home, catalogue and pages of information of the demonstration, in place of empty drafts."""

from pathlib import Path
from typing import Any

from wagtail.models import Locale

from home.actions import INFO_PAGES, page_key
from home.models import TEXT, CataloguePage, HomePage, InfoPage

from . import shapes
from .files import Files
from .pages import PageWriter
from .reading import Document, read_document
from .texts import plain, rich

MODELS = {"home": HomePage, "catalogue": CataloguePage} | dict.fromkeys(INFO_PAGES, InfoPage)


def load_site(folder: Path, *, locales: dict[str, Locale], files: Files, writer: PageWriter) -> None:
    """Write and publish the texts that are new or have changed. `home.actions.set_up_site` has made the pages."""
    for name, model in MODELS.items():
        for language, locale in locales.items():
            text = read_document(folder / f"{name}.{language}.md")
            writer.write(
                model(translation_key=page_key(name), locale=locale),
                _content(model, text, files),
                source=f"site/{name}.{language}",
                below=None,
                origin=text.front,
            )
    writer.publish(HomePage, CataloguePage, InfoPage)


def _content(model: type, text: Document, files: Files) -> dict[str, Any]:
    front = shapes.SITE[model.__name__].check(text.front, "the page")
    content: dict[str, Any] = {name: plain(front, name) for name in front if name != "picture"}
    if "picture" in front:
        content["picture_id"] = files.image(front, "picture")
    for block in text.blocks:
        content["body"] = rich(block.fields, "text", TEXT)
    return content
