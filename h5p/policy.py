"""What the content origin allows. Written down in docs/h5p.md, and tested."""

from __future__ import annotations

SANDBOX = "allow-scripts allow-forms"
"""Nothing else: above all not `allow-same-origin`. Without it every document has an origin that it shares with nobody,
so that two packages on a page cannot reach into each other. Forms run their scripts, and can be sent nowhere."""

FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For a file opened by itself, say a drawing: it runs nothing and loads nothing."""


def document_policy(origin: str, main_origin: str) -> str:
    """For a player's document at `origin`, in a page at `main_origin`.

    Hosts are spelled out, since not every browser knows what 'self' is in a sandbox.
    """
    directives = {
        "default-src": "'none'",
        # Some content types put scripts together from texts, and most set styles on elements.
        "script-src": f"{origin}/program/ {origin}/libraries/ 'unsafe-eval'",
        "style-src": f"{origin}/program/ {origin}/libraries/ 'unsafe-inline'",
        "img-src": f"{origin} data: blob:",
        "font-src": f"{origin} data:",
        "media-src": f"{origin} data: blob:",
        "connect-src": f"{origin}/content/ {origin}/libraries/",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": main_origin,
        "sandbox": SANDBOX,
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
