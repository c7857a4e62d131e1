"""The keys with which credentials are signed: a JSON Web Key Set, whose first key signs and whose others only verify.

Pure: text in, values out. Where the file is, `certificates.issuer` knows.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey

ALGORITHM = "EdDSA"

# Newer drafts say "Ed25519". Open Badges 3.0 and those who verify them say "EdDSA": the same signature by its older name.
warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)


class BadKeys(ValueError):
    """The file holds no usable keys; says why."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`published` are the public keys, with their ids: that of the signing key first, then the retired ones."""

    signing: OKPKey
    published: tuple[dict[str, Any], ...]

    @property
    def key_id(self) -> str:
        return str(self.published[0]["kid"])

    def sign(self, payload: dict[str, Any], *, issuer: str) -> str:
        """`payload` as a compact JWS, the same every time. The header names the key by its address in the DID document."""
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": f"{issuer}#{self.key_id}"}
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        return jws.serialize_compact(header, text.encode(), self.signing, algorithms=[ALGORITHM])


def read_keys(text: str) -> Keys:
    """Raises BadKeys."""
    try:
        data = json.loads(text)
        found = [OKPKey.import_key(entry) for entry in data["keys"]]
    except (JoseError, ValueError, TypeError, LookupError) as error:
        raise BadKeys(f"not a JSON Web Key Set of Ed25519 keys: {error}") from error
    if not found or not found[0].is_private:
        raise BadKeys("the first key must be a private one: it signs")
    if any(key.as_dict(private=False)["crv"] != "Ed25519" for key in found):
        raise BadKeys("all keys must be of the curve Ed25519")
    return Keys(found[0], tuple(_public(key) for key in found))


def new_key_file(old: str = "") -> str:
    """The text of a key file with a fresh key. Of the keys in `old` only the public halves stay, to verify with.

    Raises BadKeys.
    """
    fresh = OKPKey.generate_key("Ed25519", private=True)
    fresh.ensure_kid()
    retired = read_keys(old).published if old else ()
    return json.dumps({"keys": [fresh.as_dict(private=True), *retired]}, indent=2) + "\n"


def _public(key: OKPKey) -> dict[str, Any]:
    """The public half; its id is the thumbprint of RFC 7638, unless it has one already."""
    key.ensure_kid()
    values = key.as_dict(private=False)
    return {name: values[name] for name in ("kty", "crv", "x", "kid")} | {"alg": ALGORITHM, "use": "sig"}
