"""Addresses on the content origin: signed, and good for some hours only."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Content
from .origin import content_origin

URLS = "h5p.urls"
HOURS = 60 * 60
STEP = 6 * HOURS
"""Addresses stay the same for this many seconds, so that browsers need not load pictures and films again."""
LIFETIME = 12 * HOURS
"""An address is good for this many seconds at least, and for one step more at most."""

_players = Signer(salt="h5p.player")
_files = Signer(salt="h5p.files")


class NotSigned(Exception):
    """The address was changed, or it is nobody's."""


class Expired(Exception):
    """The address was good once."""


@dataclass(frozen=True, slots=True)
class Play:
    """What the address of a player says."""

    digest: str
    main_origin: str
    language: str
    title: str


def player_address(content: Content, *, main_origin: str, language: str, embed_title: str) -> str:
    """Where `content` plays for a page at `main_origin`; empty where H5P is switched off.

    `language` is that of the player's own buttons, `embed_title` what its document is called.
    """
    if not (origin := content_origin(main_origin)):
        return ""
    play = Play(content.digest, main_origin, language, embed_title)
    token = _players.sign_object({**asdict(play), "until": _until()}, compress=True)
    return origin + reverse("player", args=[token], urlconf=URLS)


def play_at(token: str) -> Play:
    """What was signed into the address of a player. Raises `NotSigned` and `Expired`."""
    return Play(**_opened(_players, token))


def files_address(content: Content) -> str:
    """The path below which the files of `content` lie."""
    token = _files.sign_object({"folder": content.folder, "until": _until()})
    return reverse("content_files", args=[token], urlconf=URLS)


def folder_at(token: str) -> str:
    """The folder that was signed into an address of files. Raises `NotSigned` and `Expired`."""
    return _opened(_files, token)["folder"]


def _opened(signer: Signer, token: str) -> dict[str, str]:
    try:
        said = signer.unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise NotSigned from error
    if said.pop("until") < time.time():
        raise Expired
    return dict(said)


def _until() -> int:
    return (int(time.time()) // STEP + 1) * STEP + LIFETIME
