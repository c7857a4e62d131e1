"""Whatever changes pages or their addresses changes where one can go."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .models import Look
from .navigation import forget


def on_change(sender: Any, **kwargs: Any) -> None:
    if issubclass(sender, Page | Site | Look):
        forget()


def register() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, post_delete):
        signal.connect(on_change)
    for model in (Site, Look):
        post_save.connect(on_change, sender=model)
