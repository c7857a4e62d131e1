"""Trainers choose how certificates look; what was issued keeps its look, whatever becomes of the design."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from string import ascii_letters

import polib
import pytest
from django.conf import settings as own_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image as Pixels
from wagtail.images.models import Image

from certificates import actions
from certificates.design import WHOLE_SITE, reads_on_paper
from certificates.look import Look, Style, contrast_on_paper, look_from_data
from certificates.models import Certificate, Design, PrintedPicture
from certificates.pdf import render
from certificates.pictures import print_of
from certificates.refusals import NotAllowed
from certificates.templatetags.certificates_tags import in_words
from courses.models import Edition
from courses.outline import CertificateKind
from tests import factories, files

from .conftest import complete, printable
from .designs import PICTURES, look
from .samples import ENDLESS, ENGLISH, FULL, failures, structure, text_of, words_beyond

STYLES = [style.value for style in Style]


def picture(content: bytes, name: str = "arms.png") -> Image:
    return Image.objects.create(title="Arms", file=ContentFile(content, name=name), width=8, height=6)


def design(course_key=WHOLE_SITE, *, logo: Image | None = None, **fields) -> Design:
    logos = [("logo", {"picture": logo, "alternative": "City"})] if logo else []
    signatories = [("signatory", {"name": "Anna Example", "function": "Mayor", "signature": None})]
    return Design(course_key=course_key, logos=logos, signatories=signatories, **fields)


class TestLooks:
    def test_survive_the_way_into_a_record_and_back(self):
        full = look("frame", place="Musterstadt")
        assert look_from_data(asdict(full)) == full
        assert look_from_data({}) == Look()

    def test_contrast_is_that_of_the_guidelines(self):
        assert [round(contrast_on_paper(colour), 2) for colour in ("#ffffff", "#000000", "#767676")] == [
            1,
            21,
            4.54,
        ]

    @pytest.mark.parametrize("colour", ["#ffcc00", "#777777", "red", "#1f4e7", "#1f4e79;"])
    def test_a_colour_that_cannot_be_read_is_refused(self, colour):
        with pytest.raises(ValidationError):
            reads_on_paper(colour)

    def test_the_refusal_says_by_how_much(self):
        with pytest.raises(ValidationError, match=r"4\.4 to 1, and 4\.5 to 1"):
            reads_on_paper("#777777")


class TestPaper:
    @pytest.mark.parametrize("style", STYLES)
    def test_meets_both_standards_with_logos_and_signatures(self, style):
        kind = CertificateKind.PARTICIPATION if style == "frame" else CertificateKind.ACHIEVEMENT
        facts = replace(ENGLISH, layout=3, kind=kind, look=look(style, place="Musterstadt"))
        pdf = render(printable(facts), pictures=PICTURES)
        assert failures(pdf) == []
        assert pdf == render(printable(facts), pictures=PICTURES)
        text = text_of(pdf)
        for words in ("Musterstadt, 3 May 2026", "Bernd Müller-Lüdenscheidt", "Beispiel Lord Mayor"):
            assert words in text
        read_out = [str(element.Alt) for element in structure(pdf) if element.get("/S") == "/Figure"]
        assert read_out[:4] == [
            "City of Musterstadt",
            "Academy of Safety",
            "Signature of Dr. Anna Beispiel",
            "Signature of Prof. Dr. Clara Exempel",
        ]

    @pytest.mark.parametrize("style", STYLES)
    def test_nothing_runs_into_anything(self, style):
        full = replace(
            FULL, layout=3, outcomes=(), modules=(), tests=(), look=look(style, place="Musterstadt")
        )
        endless = replace(
            full, holder=ENDLESS.holder, course=ENDLESS.course, awarding_body=ENDLESS.awarding_body
        )
        for facts in (full, endless):
            pdf = render(printable(facts), pictures=PICTURES)
            assert words_beyond(pdf, margin=14) == []
            # What does not fit at any size goes on over the next page
            assert "Supplement" not in text_of(pdf).split("7K3M")[0]

    def test_a_picture_that_is_gone_is_read_out_all_the_same(self):
        pdf = render(printable(replace(ENGLISH, layout=3, look=look("square"))), pictures={})
        assert "City of Musterstadt" in text_of(pdf)


GREEK = str.maketrans({letter: "αω"[letter.isupper()] for letter in ascii_letters})


def _long(text: str) -> str:
    """Every word a third longer, in Greek letters; what is filled in stays."""
    parts = re.split(r"(%\(\w+\)s|\s+)", text)
    return "".join(
        part
        if not part.strip() or part.startswith("%(")
        else (part + part[: len(part) // 3 + 1]).translate(GREEK)
        for part in parts
    )


@pytest.fixture
def in_long_words(tmp_path: Path, settings) -> None:
    """A translation into a language that takes a third more room than English, as French and Italian do."""
    source = polib.pofile(str(Path(own_settings.BASE_DIR) / "locale/de/LC_MESSAGES/django.po"))
    words = polib.POFile()
    words.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for entry in source:
        if (entry.msgctxt or "").startswith("date format"):
            continue
        plural = {number: _long(entry.msgid_plural) for number in (0, 1)} if entry.msgid_plural else {}
        words.append(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr="" if plural else _long(entry.msgid),
                msgstr_plural=plural,
            )
        )
    folder = tmp_path / "fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    words.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [str(tmp_path)]


class TestLanguages:
    @pytest.mark.parametrize("kind", list(CertificateKind)[-2:])
    def test_every_fixed_word_is_translated_and_long_ones_fit(self, in_long_words, kind):
        facts = replace(
            FULL,
            layout=3,
            language="fr",
            kind=kind,
            holder="1" * 40,
            course="2 " * 30,
            outcomes=("3",),
            modules=tuple(replace(module, title="4") for module in FULL.modules[:3]),
            tests=(),
            final_tests=(),
            awarding_body="5",
            country="6",
            assessment="7",
            participation="8",
            quality_assurance="9",
            look=Look(style="skyline"),
        )
        pdf = render(printable(facts))
        assert words_beyond(pdf, margin=14) == []
        text = text_of(pdf).replace("localhost", "").replace("mai", "")
        known = {
            "v",
            *re.findall(r"[A-Z]+", printable(facts).code),
            *re.findall(r"[a-z]+", facts.edition_digest),
        }
        assert set(re.findall(r"[A-Za-z]+", text)) <= known

    def test_days_are_written_as_in_the_language(self):
        day = ENGLISH.issued_on
        for language, words in {
            "en": "3 May 2026",
            "de": "3. Mai 2026",
            "fr": "3 mai 2026",
            "it": "3 maggio 2026",
        }.items():
            with override(language):
                assert in_words(day) == words
        with override("de"):
            assert in_words(day.replace(day=1)) == "1. Mai 2026"


@pytest.mark.django_db
class TestPictures:
    def test_become_what_can_be_printed_for_ever(self):
        out = BytesIO()
        Pixels.new("CMYK", (3000, 1500), (0, 200, 0, 0)).save(out, "JPEG", dpi=(300, 300))
        made = print_of(picture(out.getvalue(), "arms.jpg"))
        shown = Pixels.open(BytesIO(made.content))
        assert (made.media_type, shown.mode, shown.size, shown.info) == ("image/png", "RGB", (1000, 500), {})

    def test_drawings_stay_drawings(self):
        assert print_of(picture(files.SVG, "arms.svg")).content == files.SVG

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b'<svg xmlns="http://www.w3.org/2000/svg"><text>City</text></svg>', "turn texts into paths"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="x.png"/></svg>', "a picture"),
            (files.SVG + b" " * 300_000, "too large"),
        ],
    )
    def test_a_drawing_that_would_not_print_the_same_everywhere_is_refused(self, content, words):
        with pytest.raises(ValidationError, match=words):
            print_of(picture(content, "arms.svg"))

    def test_a_file_that_is_gone_or_broken_says_what_to_do(self):
        gone, broken = picture(files.png(), "gone.png"), picture(files.png(), "broken.png")
        for each in (gone, broken):
            each.get_file_hash()
            each.file.storage.delete(each.file.name)
        broken.file.storage.save(broken.file.name, ContentFile(files.png()[:40]))
        for found in Image.objects.all():
            with pytest.raises(ValidationError, match="upload it again"):
                print_of(found)


@pytest.mark.django_db
class TestHolding:
    def test_issued_certificates_keep_the_look_of_their_day(
        self, course, learner, other_learner, administrator, trainer
    ):
        arms = picture(files.SVG, "arms.svg")
        actions.set_design(by=administrator, design=design(logo=arms, style="frame", accent="#1d5c3f"))
        complete(learner, course)
        first = Certificate.objects.get()
        assert (first.facts.look.style, first.facts.look.accent) == ("frame", "#1d5c3f")
        before = render(first)

        arms.delete()
        own = design(course.translation_key, style="skyline", accent="#7a2230")
        actions.set_design(by=trainer, design=own)
        first = Certificate.objects.get()
        assert render(first) == before
        complete(other_learner, course)
        second = Certificate.objects.get(holder=other_learner)
        assert second.facts.look.style == "skyline"

        actions.remove_design(by=trainer, course_key=course.translation_key)
        renamed = actions.reissue(by=administrator, certificate=first, name="Len Lerner", reason="Why")
        assert renamed.facts.look == first.facts.look
        assert renamed.facts.look.logos[0].alternative == "City"
        assert PrintedPicture.objects.count() == 1

    def test_a_group_gets_the_look_of_the_course(self, course, learner, trainer):
        complete(learner, course)
        Certificate.objects.all().delete()
        actions.set_design(by=trainer, design=design(course.translation_key, style="skyline"))
        list(actions.hand_out(edition=Edition.objects.get(course_key=course.translation_key)))
        assert Certificate.objects.get().facts.look.style == "skyline"

    def test_trainers_design_their_courses_and_administrators_the_rest(
        self, course, trainer, learner, administrator
    ):
        with pytest.raises(NotAllowed):
            actions.set_design(by=trainer, design=design())
        with pytest.raises(NotAllowed):
            actions.set_design(by=learner, design=design(course.translation_key))
        with pytest.raises(NotAllowed):
            actions.remove_design(by=learner, course_key=course.translation_key)
        other = factories.empty_course(slug="other")
        actions.set_design(by=administrator, design=design(other.translation_key))
        assert not Design.objects.of(course.translation_key).exists()

    def test_verification_names_who_signed(self, course, learner, trainer, client):
        actions.set_design(by=trainer, design=design(course.translation_key, place="Musterstadt"))
        complete(learner, course)
        certificate = Certificate.objects.get()
        page = client.get(certificate.verify_url).content.decode()
        assert "Anna Example, Mayor" in page
        facts = client.get(f"/v/{certificate.code}.json").json()["facts"]
        assert facts["signatories"] == [{"name": "Anna Example", "function": "Mayor"}]
        assert (facts["place"], "look" in facts) == ("Musterstadt", False)


FIELDS = {
    "style": "frame",
    "accent": "#7a2230",
    "place": "Musterstadt",
    "logos-count": "0",
    "signatories-count": "0",
}


@pytest.mark.django_db
class TestTheForm:
    @pytest.fixture
    def own(self, trainer) -> Client:
        client = Client()
        client.force_login(trainer)
        return client

    def test_is_found_saved_and_taken_back(self, own, course):
        where = reverse("certificates_admin:course_design", args=[course.translation_key])
        assert where in own.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
        assert "no design of its own yet" in own.get(where).content.decode()
        for place in ("Musterstadt", "Neustadt"):
            assert own.post(where, FIELDS | {"place": place}).status_code == 302
        assert Design.objects.get().look == Look(style="frame", accent="#7a2230", place="Neustadt")
        assert "no design of its own yet" not in own.get(where).content.decode()
        own.post(where, {"remove": "1"})
        assert not Design.objects.exists()

    def test_shows_a_preview_without_script(self, own, course):
        where = reverse("certificates_admin:course_design_preview", args=[course.translation_key])
        shown = own.post(where, FIELDS | {"show": "1"}, follow=True)
        assert "data:image/png;base64," in shown.content.decode()
        assert "Safer squares" in shown.content.decode()
        for mode, words in {"long": "Hohenstein", "participation": "Certificate of participation"}.items():
            pdf = own.get(where, {"mode": mode, "pdf": ""})
            assert words in text_of(pdf.content)
        assert "Musterstadt," in text_of(pdf.content)
        assert not Design.objects.exists()

    def test_of_the_site_begins_with_our_own_and_is_copied_by_courses(self, administrator, course):
        client = Client()
        client.force_login(administrator)
        where = reverse("certificates_admin:design")
        assert where in client.get(reverse("wagtailadmin_home")).content.decode()
        client.post(where, FIELDS)
        of_course = reverse("certificates_admin:course_design", args=[course.translation_key])
        assert 'value="Musterstadt"' in client.get(of_course).content.decode()
        assert Design.objects.get().course_key == WHOLE_SITE
