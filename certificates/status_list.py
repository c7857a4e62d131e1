"""Which credentials were withdrawn, a bit for each: Bitstring Status List 1.0 of the W3C. Plain values only."""

from __future__ import annotations

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from .moments import iso

# The smallest that the standard allows: who asks for it does not tell which of so many they ask about.
SIZE = 131_072
# How long a copy may be kept; whoever verifies later asks again.
LIFETIME = timedelta(hours=24)
FRESH = timedelta(minutes=5)


def place_of(number: int) -> tuple[int, int]:
    """The list in which the credential with `number` stands, and its index there."""
    return divmod(number, SIZE)


def numbers_in(which: int) -> range:
    return range(which * SIZE, (which + 1) * SIZE)


def entry(address: str, index: int) -> dict[str, Any]:
    """What a credential says of its place in the list at `address`."""
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def encode(withdrawn: Iterable[int]) -> str:
    """The bits of the indices in `withdrawn` set, the first one being the leftmost; zipped, in base64url, multibase."""
    bits = bytearray(SIZE // 8)
    for index in withdrawn:
        bits[index // 8] |= 0x80 >> index % 8
    zipped = gzip.compress(bytes(bits), mtime=0)
    return "u" + urlsafe_b64encode(zipped).decode().rstrip("=")


def status_list(*, address: str, issuer: str, withdrawn: Iterable[int], at: datetime) -> dict[str, Any]:
    """The list as a credential, to be signed. An old copy runs out, so that it cannot hide a revocation for ever."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": iso(at),
        "validUntil": iso(at + LIFETIME),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": FRESH // timedelta(milliseconds=1),
            "encodedList": encode(withdrawn),
        },
        "iss": issuer,
        "jti": address,
        "nbf": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
    }
