"""Fields of the content as the texts that pages keep."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from . import markdown
from .reading import ContentError, Fields


def plain(fields: Fields, name: str) -> str:
    """A field without markup; empty where it is missing. A number stands for its digits."""
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        raise fields.mistake(f"`{name}` must be a text")
    return str(value).strip()


def rich(fields: Fields, name: str, features: Collection[str]) -> str:
    """A Markdown field as rich text; empty where it is missing. Raises ContentError for markup the field cannot have."""
    try:
        return markdown.rich_text(plain(fields, name), features)
    except markdown.NotAllowed as error:
        # Running text begins in the line of its block; fields of YAML begin somewhere below.
        line = fields.line + (error.line if name == "text" and len(fields) == 1 else 0)
        raise ContentError(fields.path, line, f"`{name}`: {error}") from error


def spell_out(error: ValidationError) -> str:
    """Every message with the name of its field."""
    return "; ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
