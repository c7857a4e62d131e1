"""A key as operators buy one: its certificate was issued by an authority, under another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

Pair = tuple[rsa.RSAPrivateKey, x509.Certificate]


def issued(name: str, by: Pair | None) -> Pair:
    """A key and its certificate, issued by the pair `by`, or by itself."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signing_key, issuer = (by[0], by[1].subject) if by else (key, subject)
    now = datetime.now(UTC)
    is_authority = "seal" not in name
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                not is_authority,
                not is_authority,
                False,
                False,
                False,
                is_authority,
                is_authority,
                False,
                False,
            ),
            critical=True,
        )
        .sign(signing_key, hashes.SHA256())
    )
    return key, certificate


def bought_key(folder: Path, passphrase: str) -> Path:
    """A PKCS#12 file; beside it, to keep, what `openssl pkcs12 -nokeys` makes of it."""
    root = issued("Root", None)
    authority = issued("Authority", root)
    key, own = issued("The seal of Musterstadt", authority)
    chain = [authority[1], root[1]]
    path = folder / "bought.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal", key, own, chain, BestAvailableEncryption(passphrase.encode())
        )
    )
    pems = [certificate.public_bytes(Encoding.PEM) for certificate in (own, *chain)]
    path.with_suffix(".pem").write_bytes(b"Bag Attributes: <No Attributes>\n".join(pems))
    return path
