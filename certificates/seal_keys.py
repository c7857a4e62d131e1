"""The key that seals, and the certificates of every key that ever did, as the settings name them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from asn1crypto import pem, x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

DIGEST = "sha256"


class SealKeyError(Exception):
    """The settings name a key that cannot be used; the message says why."""


class Kept(NamedTuple):
    """A certificate whose key sealed, and what else stands in its file: the certificates of those who issued it."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def all(self) -> tuple[x509.Certificate, ...]:
        return (self.certificate, *self.chain)


class _KeyInMemory(Signer):
    """A key that is read once. pyHanko's own signer reads and checks it for every signature, which takes longer than all else."""

    def __init__(self, key: RSAPrivateKey | EllipticCurvePrivateKey, kept: Kept) -> None:
        super().__init__(signing_cert=kept.certificate, cert_registry=store_of(kept))
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ECDSA(SHA256()))


def store_of(kept: Kept) -> SimpleCertificateStore:
    """What pyHanko puts into a seal beside the certificate of the key."""
    return SimpleCertificateStore.from_certs(kept.chain)


def is_configured() -> bool:
    return bool(settings.SEAL_KEY)


def signer() -> Signer:
    """The one that seals from now on. Raises SealKeyError."""
    return _signer(settings.SEAL_KEY, settings.SEAL_PASSPHRASE)


@lru_cache(maxsize=2)
def _signer(address: str, passphrase: str) -> Signer:
    try:
        if address.startswith("pkcs11:"):
            return _on_token(address, passphrase)
        return _in_file(Path(address), passphrase)
    except SealKeyError:
        raise
    except Exception as error:
        # Drivers and parsers raise whatever they like; whoever reads this wants to know which setting it is about.
        raise SealKeyError(f"{type(error).__name__}: {error}") from error


def _in_file(path: Path, passphrase: str) -> Signer:
    content = pkcs12.load_pkcs12(path.read_bytes(), passphrase.encode() or None)
    if content.cert is None or not isinstance(content.key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise SealKeyError("the file holds no RSA or elliptic-curve key with its certificate")
    own, *chain = (
        x509.Certificate.load(entry.certificate.public_bytes(Encoding.DER))
        for entry in (content.cert, *content.additional_certs)
    )
    return _KeyInMemory(content.key, Kept(own, tuple(chain)))


def _on_token(address: str, pin: str) -> Signer:
    """By an address as RFC 7512 has it: pkcs11:token=…;object=…?module-path=…"""
    # Loads the driver of the token, which only this needs.
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    parts = urlsplit(address)
    path = dict(pair.split("=", 1) for pair in parts.path.split(";") if "=" in pair)
    module = parse_qs(parts.query).get("module-path", [""])[0]
    if not (module and path.keys() >= {"token", "object"}):
        raise SealKeyError("a pkcs11: address needs token, object and module-path")
    session = open_pkcs11_session(
        module, token_criteria=TokenCriteria(label=unquote(path["token"])), user_pin=pin or None
    )
    name = unquote(path["object"])
    certificate = PKCS11Signer(session, cert_label=name).signing_cert
    if certificate is None:
        raise SealKeyError(f"there is no certificate named {name}")
    # Every token with such keys signs a digest; not every one makes the digest itself.
    is_elliptic = certificate.public_key.algorithm == "ec"
    return PKCS11Signer(session, cert_label=name, key_label=name, use_raw_mechanism=is_elliptic)


def kept() -> dict[bytes, Kept]:
    """By DER: every certificate whose seal is ours.

    Files that hold none, and a key that cannot be used just now, are left out: what is wrong with them is said by the
    system checks, and must not make files look changed that the others sealed.
    """
    found = {each.certificate.dump(): each for each in in_folder()}
    with suppress(SealKeyError):
        current = signer() if is_configured() else None
        if current and current.signing_cert:
            own = current.signing_cert
            chain = tuple(each for each in current.cert_registry if each.dump() != own.dump())
            found[own.dump()] = Kept(own, chain)
    return found


def in_folder() -> Iterator[Kept]:
    for path in certificate_files():
        try:
            yield read_certificates(path)
        except ValueError:
            continue


def certificate_files() -> list[Path]:
    return sorted(Path(settings.SEAL_CERTIFICATES).glob("*.pem"))


def read_certificates(path: Path) -> Kept:
    """The certificate of a key and, after it, its chain. Raises ValueError."""
    own, *chain = (
        x509.Certificate.load(content, strict=True)
        for kind, _headers, content in pem.unarmor(path.read_bytes(), multiple=True)
        if kind == "CERTIFICATE"
    )
    return Kept(own, tuple(chain))
