"""Sealed files: what other programs say of them, and what no program may say of a changed one."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates import seal, seal_keys
from certificates.demo_seal import make_demo_seal
from certificates.pdf import Attachment, render
from certificates.sealed_file import Examined, Verdict, examine

from .authority import bought_key
from .conftest import printable
from .samples import ENGLISH, FULL, GERMAN, PARTICIPATION, failures
from .time_stamps import TimeStamps, time_stamps

CERTIFICATE = printable(ENGLISH)
NAME = "City of Musterstadt"


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.SEAL_CERTIFICATES = str(tmp_path)
    return tmp_path


@pytest.fixture
def key(settings, folder: Path) -> Path:
    path = make_demo_seal(folder, NAME)
    settings.SEAL_KEY = str(path)
    return path


@pytest.fixture
def service(settings, folder: Path) -> Iterator[TimeStamps]:
    with time_stamps() as service:
        roots = folder / "roots.txt"
        roots.write_bytes(pem.armor("CERTIFICATE", service.root))
        settings.SEAL_ROOTS = str(roots)
        settings.SEAL_TIMESTAMPS = service.address
        yield service


def seen_by_pyhanko(pdf: bytes, *roots: bytes) -> object:
    trusted = [x509.Certificate.load(root) for root in roots] or [seal_keys.signer().signing_cert]
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=trusted, allow_fetching=False))


def seen_by_poppler(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout


class TestSealed:
    @pytest.mark.parametrize(
        "facts",
        [ENGLISH, GERMAN, PARTICIPATION, FULL, replace(ENGLISH, layout=1)],
        ids=["English", "German", "participation", "full", "layout 1"],
    )
    def test_files_keep_both_standards(self, key, facts):
        attached = [Attachment("credential.jwt", b"eyJ.eyJ.x", "The credential")]
        pdf = seal.sealed(printable(facts), attachments=attached)
        assert failures(pdf) == []
        assert examine(pdf).verdict is Verdict.UNCHANGED

    def test_files_are_valid_for_pyhanko(self, key):
        status = seen_by_pyhanko(seal.sealed(CERTIFICATE))
        assert status.bottom_line
        assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        assert status.modification_level is ModificationLevel.NONE

    def test_files_are_valid_for_poppler(self, key, tmp_path):
        said = seen_by_poppler(seal.sealed(CERTIFICATE), tmp_path / "sealed.pdf")
        assert "Signature is Valid" in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said
        assert NAME in said

    def test_files_begin_as_the_unsealed_one(self, key):
        unsealed = render(CERTIFICATE, has_seal_field=True)
        assert seal.sealed(CERTIFICATE).startswith(unsealed)

    def test_files_name_us_and_the_time(self, key):
        found = examine(seal.sealed(CERTIFICATE))
        assert found == Examined(
            Verdict.UNCHANGED, CERTIFICATE.code, found.sealed_at, NAME, is_time_stamped=False
        )
        assert found.sealed_at is not None
        assert found.sealed_at.tzinfo is not None

    def test_works_with_a_key_that_an_authority_certified(self, settings, folder):
        settings.SEAL_KEY = str(bought_key(folder, "open sesame"))
        settings.SEAL_PASSPHRASE = "open sesame"
        pdf = seal.sealed(CERTIFICATE)
        _own, _authority, root = seal_keys.read_certificates(folder / "bought.pem").all
        assert seen_by_pyhanko(pdf, root.dump()).bottom_line
        assert failures(pdf) == []
        assert examine(pdf).verdict is Verdict.UNCHANGED
        settings.SEAL_KEY = ""
        assert examine(pdf).sealed_by == "The seal of Musterstadt"
        (folder / "bought.pem").unlink()
        assert examine(pdf).verdict is Verdict.CHANGED

    def test_is_refused_with_a_wrong_passphrase(self, settings, folder):
        settings.SEAL_KEY = str(make_demo_seal(folder, NAME, passphrase="open sesame"))
        settings.SEAL_PASSPHRASE = "close sesame"
        with pytest.raises(seal_keys.SealKeyError):
            seal.sealed(CERTIFICATE)


def test_without_a_key_the_file_is_handed_out_unsealed(folder):
    pdf = seal.sealed(CERTIFICATE)
    assert not seal.is_configured()
    assert pdf == render(CERTIFICATE)
    assert examine(pdf) == Examined(Verdict.UNSEALED, CERTIFICATE.code)


class TestAnotherKey:
    def test_leaves_old_seals_valid_while_their_certificate_is_kept(self, settings, key, folder):
        old = seal.sealed(CERTIFICATE)
        settings.SEAL_KEY = str(make_demo_seal(folder, NAME, file_name="new"))
        assert examine(old).verdict is Verdict.UNCHANGED
        assert examine(seal.sealed(CERTIFICATE)).verdict is Verdict.UNCHANGED
        key.with_suffix(".pem").unlink()
        assert examine(old) == Examined(Verdict.CHANGED, CERTIFICATE.code)

    def test_that_cannot_be_used_does_not_make_files_look_changed(self, settings, key):
        pdf = seal.sealed(CERTIFICATE)
        settings.SEAL_KEY = "gone.p12"
        assert examine(pdf).verdict is Verdict.UNCHANGED

    def test_of_somebody_else_is_no_seal_of_ours(self, settings, key, tmp_path):
        settings.SEAL_CERTIFICATES = str(tmp_path / "theirs")
        settings.SEAL_KEY = str(make_demo_seal(tmp_path / "theirs", NAME))
        forged = seal.sealed(CERTIFICATE)
        settings.SEAL_CERTIFICATES, settings.SEAL_KEY = str(tmp_path), str(key)
        assert examine(forged).verdict is Verdict.CHANGED


class Sealed(bytes):
    """Failing tests show what they were given."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory) -> Iterator[Sealed]:
    """One sealed file and its key, for everything that is tried on it."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("seal")
    with override_settings(SEAL_CERTIFICATES=str(folder), SEAL_KEY=str(make_demo_seal(folder, NAME))):
        yield Sealed(seal.sealed(CERTIFICATE))


class TestChanged:
    @given(data=st.data())
    @hypothesis_settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_bit_is_noticed(self, sealed_once: Sealed, data):
        start = sealed_once.index(b"/Contents <")
        end = sealed_once.index(b">", start)
        anywhere = st.integers(0, len(sealed_once) - 1)
        # Half of them in the seal itself, which does not cover itself
        place = data.draw(anywhere | st.integers(start, end))
        changed = bytearray(sealed_once)
        changed[place] ^= 1 << data.draw(st.integers(0, 7))
        assert examine(bytes(changed)).verdict is not Verdict.UNCHANGED

    @given(addition=st.binary(min_size=1, max_size=40))
    @hypothesis_settings(max_examples=50, deadline=None)
    def test_any_addition_is_noticed(self, sealed_once: Sealed, addition: bytes):
        assert examine(sealed_once + addition).verdict is Verdict.CHANGED
        assert examine(sealed_once[: -len(addition)]).verdict is not Verdict.UNCHANGED

    def test_a_name_edited_in_another_program_is_noticed(self, sealed_once: Sealed):
        import pikepdf

        with pikepdf.open(io.BytesIO(sealed_once)) as document:
            document.docinfo["/Title"] = "Somebody else"
            edited = io.BytesIO()
            document.save(edited)
        assert examine(edited.getvalue()).verdict is Verdict.CHANGED

    def test_the_room_of_the_seal_is_no_hiding_place(self, sealed_once: Sealed):
        end = sealed_once.index(b">", sealed_once.index(b"/Contents <")) - 1
        for hidden in (b"1", b"f", b" "):
            changed = sealed_once[:end] + hidden + sealed_once[end + 1 :]
            assert examine(changed).verdict is Verdict.CHANGED


class TestStrangers:
    @given(
        file=st.binary(max_size=200)
        | st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n/ByteRange" + tail)
    )
    def test_any_bytes_are_answered(self, file: bytes):
        assert examine(file).verdict is not Verdict.UNCHANGED

    @pytest.mark.parametrize(
        ("file", "verdict"),
        [
            (b"", Verdict.NOT_A_PDF),
            (b"PK\x03\x04", Verdict.NOT_A_PDF),
            (b"%PDF-1.7\n%%EOF", Verdict.UNSEALED),
            (b"%PDF-" + b"0" * 6_000_000, Verdict.TOO_LARGE),
            (b"%PDF-/ByteRange [0 9 19 " + b"9" * 5000 + b"]", Verdict.FOREIGN),
            (b"%PDF-/ByteRange [0 5 6 5]<<<<<" * 50_000, Verdict.FOREIGN),
            (b"%PDF-" + b"<dc:identifier>" * 300_000, Verdict.UNSEALED),
        ],
    )
    def test_hostile_files_are_answered_quickly(self, file: bytes, verdict: Verdict):
        assert examine(file) == Examined(verdict)

    def test_a_title_that_looks_like_a_seal_does_no_harm(self, key):
        title = "/ByteRange [0 10 20 30] \n<dc:identifier>7K3M-PXR4-HWTN-6</dc:identifier>\n"
        certificate = printable(replace(ENGLISH, course=title), "9K3MPXR4HWTN")
        found = examine(seal.sealed(certificate))
        assert (found.verdict, found.code) == (Verdict.UNCHANGED, certificate.code)


class TestTimeStamps:
    def test_make_the_seal_outlive_its_certificate(self, key, service, tmp_path):
        pdf = seal.sealed(CERTIFICATE)
        assert failures(pdf) == []
        assert "Signature is Valid" in seen_by_poppler(pdf, tmp_path / "sealed.pdf")
        status = seen_by_pyhanko(pdf, seal_keys.signer().signing_cert.dump(), service.root)
        assert status.bottom_line
        assert status.timestamp_validity.valid
        assert PdfFileReader(io.BytesIO(pdf)).root["/DSS"]
        found = examine(pdf)
        assert (found.verdict, found.is_time_stamped) == (Verdict.UNCHANGED, True)

    def test_are_noticed_when_changed(self, key, service):
        pdf = seal.sealed(CERTIFICATE)
        start = pdf.index(b"/Contents <") + 11
        for place in range(start, pdf.index(b"0" * 100, start), 37):
            changed = bytearray(pdf)
            changed[place] = ord("7") if changed[place] != ord("7") else ord("8")
            assert examine(bytes(changed)).verdict is Verdict.CHANGED, (place - start) // 2

    def test_that_do_not_come_hold_nobody_up(self, key, settings, caplog):
        settings.SEAL_TIMESTAMPS = "http://127.0.0.1:9/nobody-listens"
        with caplog.at_level(logging.ERROR, logger="certificates.seal"):
            found = examine(seal.sealed(CERTIFICATE))
        assert (found.verdict, found.is_time_stamped) == (Verdict.UNCHANGED, False)
        assert "Sealed without a time stamp" in caplog.text


SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.mark.skipif(not SOFTHSM.exists(), reason="needs SoftHSM (apt-get install softhsm2)")
def test_a_key_on_a_token_seals_too(settings, tmp_path, monkeypatch, folder):
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
    from pkcs11 import Attribute, CertificateType, ObjectClass, lib

    (tmp_path / "tokens").mkdir()
    configuration = tmp_path / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(configuration))
    tool = shutil.which("softhsm2-util") or ""
    token = ["--token", "Agora", "--pin", "1234"]
    subprocess.run(
        [tool, "--init-token", "--free", "--label", "Agora", "--so-pin", "5678", "--pin", "1234"], check=True
    )
    made = pkcs12.load_pkcs12(make_demo_seal(folder, NAME).read_bytes(), None)
    private = tmp_path / "key.pem"
    private.write_bytes(made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    subprocess.run([tool, "--import", private, *token, "--label", "seal", "--id", "01"], check=True)
    session = lib(str(SOFTHSM)).get_token(token_label="Agora").open(user_pin="1234", rw=True)
    certificate = x509.Certificate.load(made.cert.certificate.public_bytes(Encoding.DER))
    session.create_object(
        {
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.TOKEN: True,
            Attribute.LABEL: "seal",
            Attribute.ID: b"\x01",
            Attribute.SUBJECT: certificate.subject.dump(),
            Attribute.VALUE: certificate.dump(),
        }
    )
    session.close()
    settings.SEAL_KEY = f"pkcs11:token=Agora;object=seal?module-path={SOFTHSM}"
    settings.SEAL_PASSPHRASE = "1234"
    pdf = seal.sealed(CERTIFICATE)
    assert seen_by_pyhanko(pdf).bottom_line
    assert examine(pdf).verdict is Verdict.UNCHANGED
