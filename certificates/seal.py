"""The seal: a PAdES signature of the operator over the whole file. Without a key certificates are handed out unsealed.

B-B with the key alone; B-LT, which outlives the key's certificate, with a time-stamp service.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    ValidationError,
)

from . import seal_keys
from .archive import SEAL_FIELD
from .models import Certificate
from .pdf import Attachment, render, render_transcript

logger = logging.getLogger(__name__)

SECONDS_FOR_A_TIME_STAMP = 5

# What goes wrong on the way to a foreign service, in what it answers, and in the certificates behind the answer. Standard
# errors stand first: pyHanko and its parser raise them, or make theirs of them.
_UNHELPFUL = (
    *(OSError, ValueError, TypeError, LookupError),
    *(PdfError, PathError, ValidationError, CRLValidationError, OCSPValidationError),
)

# A token of PKCS#11 has one session, and a time stamper keeps what it learned of its service.
_at_the_seal = Lock()


class _AsItIs(IncrementalPdfFileWriter):
    """Leaves the metadata alone: pyHanko writes them anew, and what makes the file PDF/A and PDF/UA would be gone."""

    def _update_meta(self) -> None:
        pass


def is_configured() -> bool:
    return seal_keys.is_configured()


def sealed(certificate: Certificate, *, attachments: Iterable[Attachment] = ()) -> bytes:
    """The PDF as its holder gets it: sealed if there is a key. Raises `seal_keys.SealKeyError` if it cannot be used."""
    if not is_configured():
        return render(certificate, attachments=attachments)
    return seal(render(certificate, attachments=attachments, has_seal_field=True))


def sealed_transcript(certificate: Certificate) -> bytes:
    """The transcript in the same way. Raises `seal_keys.SealKeyError`."""
    if not is_configured():
        return render_transcript(certificate)
    return seal(render_transcript(certificate, has_seal_field=True))


def seal(pdf: bytes) -> bytes:
    """`pdf`, which has the field for it, with a seal.

    A time-stamp service that does not answer holds nobody up: the seal is then one without, and the log says so.
    """
    key = seal_keys.signer()
    with _at_the_seal:
        if settings.SEAL_TIMESTAMPS:
            try:
                return _written(
                    pdf, PdfSigner(_long_term(), key, timestamper=_time_stamper(settings.SEAL_TIMESTAMPS))
                )
            except _UNHELPFUL:
                logger.exception("Sealed without a time stamp: %s did not help", settings.SEAL_TIMESTAMPS)
        return _written(pdf, PdfSigner(_metadata(), key))


def _written(pdf: bytes, signer: PdfSigner) -> bytes:
    written: io.BytesIO = signer.sign_pdf(_AsItIs(io.BytesIO(pdf)), existing_fields_only=True)
    return written.getvalue()


def _metadata() -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=SEAL_FIELD, md_algorithm=seal_keys.DIGEST, subfilter=SigSeedSubFilter.PADES
    )


def _long_term() -> PdfSignatureMetadata:
    """Everything in one revision: a later one would change the file that was sealed."""
    return PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=seal_keys.DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=ValidationContext(
            trust_roots=list(_roots()), allow_fetching=True, revocation_mode="soft-fail"
        ),
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )


def _roots() -> Iterable[x509.Certificate]:
    """Who is trusted to have issued the certificates of the key and of the time-stamp service."""
    for each in seal_keys.kept().values():
        yield from each.all
    if settings.SEAL_ROOTS:
        with open(settings.SEAL_ROOTS, "rb") as file:
            for _kind, _headers, content in pem.unarmor(file.read(), multiple=True):
                yield x509.Certificate.load(content)


@lru_cache(maxsize=1)
def _time_stamper(address: str) -> TimeStamper:
    return RequestsHTTPTimeStamper(address, timeout=SECONDS_FOR_A_TIME_STAMP)
