"""Whether a seal was made with a key of ours over exactly these bytes, and whether it is written as we write seals."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from . import seal_keys
from .seal_keys import DIGEST, Kept

# Our own clock, in the dictionary of the seal: PAdES wants it there and not in the signature.
# pyHanko writes everything but digits and letters as an octal number.
_SEALED_AT = re.compile(rb"/M \((D(?:[0-9Z]|\\[0-7]{3}){14,40})\)")
_OCTAL = re.compile(rb"\\([0-7]{3})")


# A seal with its time stamp takes a few thousand bytes, twice as many digits.
MOST_ROOM = 200_000


@dataclass(frozen=True, slots=True)
class Seal:
    at: datetime
    by: str
    is_time_stamped: bool


class _Refused(Exception):
    pass


# How parsing and checking the bytes of strangers fails: each of these means the same. An `ArithmeticError` is a number too
# large, a `RuntimeError` something nested too deeply or not known, `StopIteration` a certificate that is not there.
_UNREADABLE = (
    _Refused,
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, StopIteration),
    *(AssertionError, UnsupportedAlgorithm),
)


def proof(covered: bytes, room: bytes) -> Seal | None:
    """The seal in `room` (hexadecimal digits in angle brackets, filled up with zeros), if it proves `covered`."""
    try:
        return _proof(covered, room) if len(room) <= MOST_ROOM else None
    except _UNREADABLE:
        return None


def _proof(covered: bytes, room: bytes) -> Seal:
    message = _message(room)
    content = cms.ContentInfo.load(message, strict=True)
    signed: cms.SignedData = content["content"]
    (signer,) = signed["signer_infos"]
    known = _sealed_with(signed)
    certificate = known.certificate
    signature = signer["signature"].native
    digest = hashlib.new(DIGEST, covered).digest()
    is_intact, is_valid = validate_sig_integrity(signer, certificate, "data", digest)
    if not (is_intact and is_valid):
        raise _Refused
    token = _token(signer)
    stamped_at = _stamped_at(token, signature, covered) if token else None
    if _written_by_us(signer, known, token) != message:
        raise _Refused
    at = stamped_at or _said_at(covered)
    return Seal(at, _name(certificate), stamped_at is not None)


def _name(certificate: x509.Certificate) -> str:
    subject = certificate.subject.native
    names = (subject.get(part, "") for part in ("common_name", "organization_name"))
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def _said_at(covered: bytes) -> datetime:
    written = _SEALED_AT.findall(covered)[-1]
    return parse_pdf_date(_OCTAL.sub(lambda octal: bytes([int(octal[1], 8)]), written).decode())


def _message(room: bytes) -> bytes:
    """The bytes in the room, if it is filled up with nothing but zeros and spelt in one way only."""
    digits = room[1:-1]
    message = bytes.fromhex(digits.decode("ascii"))
    # DER says how long it is: a byte that counts the bytes of the length, then these.
    count = message[1] & 0x7F
    length = 2 + count + int.from_bytes(message[2 : 2 + count], "big")
    message = message[:length]
    if room != b"<" + message.hex().upper().encode().ljust(len(digits), b"0") + b">":
        raise _Refused
    return message


def _sealed_with(signed: cms.SignedData) -> Kept:
    ours = seal_keys.kept()
    for choice in signed["certificates"]:
        if known := ours.get(choice.chosen.dump()):
            return known
    raise _Refused


def _token(signer: cms.SignerInfo) -> cms.ContentInfo | None:
    attributes = signer["unsigned_attrs"]
    if not attributes.native:
        return None
    (token,) = find_cms_attribute_iter(attributes, "signature_time_stamp_token")
    return token


def _stamped_at(token: cms.ContentInfo, signature: bytes, covered: bytes) -> datetime:
    """The time in a token that is about our signature and was not changed.

    Whose token it is was looked at when the file was sealed; now it is enough that nobody touched it since. The service
    signed what the token says. Its certificates are compared with those in the sealed file, and the little that is left
    can be written in one way only.
    """
    signed: cms.SignedData = cms.ContentInfo.load(token.dump(), strict=True)["content"]
    (signer,) = signed["signer_infos"]
    said: Any = signed["encap_content_info"]["content"]
    info: tsp.TSTInfo = said.parsed
    imprint = info["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    if imprint["hashed_message"].native != hashlib.new(algorithm, signature).digest():
        raise _Refused
    certificates = [choice.chosen for choice in signed["certificates"]]
    certificate = next(each for each in certificates if each.issuer_serial == _issuer_serial(signer))
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, bytes(said)).digest()
    is_intact, is_valid = validate_sig_integrity(signer, certificate, "tst_info", digest)
    is_known = all(each.dump() in covered for each in certificates)
    if not (is_intact and is_valid and is_known and _is_plain(token, signed, signer)):
        raise _Refused
    return info["gen_time"].native


def _issuer_serial(signer: cms.SignerInfo) -> bytes:
    named = signer["sid"].chosen
    return named["issuer"].sha256 + b":" + str(named["serial_number"].native).encode()


def _is_plain(token: cms.ContentInfo, signed: cms.SignedData, signer: cms.SignerInfo) -> bool:
    """Whether the envelope of a token has nothing in it that could be otherwise: RFC 3161 in DER."""
    return (
        token.copy().dump(force=True) == token.dump()
        and signed["version"].native == "v3"
        and signer["version"].native == "v1"
        and [each.dump() for each in signed["digest_algorithms"]] == [signer["digest_algorithm"].dump()]
        and all(
            each["parameters"].native is None
            for each in (signer["digest_algorithm"], signer["signature_algorithm"])
        )
        and not signed["crls"].native
        and not signer["unsigned_attrs"].native
    )


class _Recorded(TimeStamper):
    """Stamps with the token that there is already."""

    def __init__(self, token: cms.ContentInfo) -> None:
        super().__init__()
        self._token = token

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        return self._token


def _written_by_us(signer: cms.SignerInfo, known: Kept, token: cms.ContentInfo | None) -> bytes:
    """The message as pyHanko writes it around these attributes and this signature.

    A signature does not cover everything in the message that carries it. What it does not cover is written anew and
    compared, so that not even there a byte can be another.
    """
    again = ExternalSigner(known.certificate, seal_keys.store_of(known), signer["signature"].native)
    message = asyncio.run(
        again.async_sign_prescribed_attributes(
            DIGEST, signer["signed_attrs"].untag(), timestamper=_Recorded(token) if token else None
        )
    )
    return message.dump()
