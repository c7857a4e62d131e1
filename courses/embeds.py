"""Which player stands behind the address of a video page."""

import re
from urllib.parse import parse_qs, urlsplit

_YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
_VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}


def player(url: str) -> str:
    """The address to load in a frame for `url`: the provider's variant that tracks least, or `url` itself."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in _YOUTUBE:
        video = parse_qs(parts.query).get("v", [parts.path.rstrip("/").rsplit("/", 1)[-1]])[0]
        return f"https://www.youtube-nocookie.com/embed/{video}"
    # An unlisted film has a secret besides its number.
    vimeo = re.fullmatch(r"/(?:video/)?(\d+)(?:/(\w+))?/?", parts.path) if host in _VIMEO else None
    if vimeo:
        secret = vimeo[2] or parse_qs(parts.query).get("h", [""])[0]
        return f"https://player.vimeo.com/video/{vimeo[1]}?dnt=1" + (f"&h={secret}" if secret else "")
    peertube = re.fullmatch(r"/(?:w|videos/watch)/([\w-]+)", parts.path)
    if peertube:
        return f"https://{host}/videos/embed/{peertube[1]}"
    return url


def origin(url: str) -> str:
    """Scheme and host of `url`, as a content security policy names them: in ASCII, without a password."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    return f"{parts.scheme}://{host}:{parts.port}" if parts.port else f"{parts.scheme}://{host}"
