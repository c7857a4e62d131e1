"""Learners choose the language of their certificate, whatever they learn in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from certificates.actions import claim_participation, hand_out
from certificates.models import Certificate, Terms
from courses.models import Edition
from learning import actions, refusals
from learning.models import Enrolment

from .conftest import complete
from .test_issuing import in_german

pytestmark = pytest.mark.django_db


@pytest.fixture
def german(course):
    return in_german(course)


def test_is_asked_when_enrolling_and_changed_until_the_end(german, course, learner, learner_client):
    enrol = reverse("learning:enrol", args=[course.translation_key])
    change = reverse("learning:certificate_language", args=[course.translation_key])
    form = learner_client.get(enrol).context["form"]
    assert form["certificate_language"].initial == "en"
    assert dict(form.fields["certificate_language"].choices).keys() == {"en", "de"}
    learner_client.post(enrol, {"certificate_name": "Lena Lerner", "certificate_language": "de"})
    assert Enrolment.objects.get().certificate_language == "de"

    mine = learner_client.get(reverse("learning:mine")).content.decode()
    assert '<option value="de" lang="de" selected>' in mine
    learner_client.post(change, {"certificate_language": "en"})
    assert Enrolment.objects.get().certificate_language == "en"
    assert learner_client.post(change, {"certificate_language": "fr"}).status_code == 409

    complete(learner, course, language="de")
    assert Certificate.objects.get().language == "en"
    assert change not in learner_client.get(reverse("learning:mine")).content.decode()
    assert learner_client.post(change, {"certificate_language": "de"}).status_code == 409


def test_nobody_is_asked_without_a_choice(course, learner_client):
    form = learner_client.get(reverse("learning:enrol", args=[course.translation_key])).context["form"]
    assert "certificate_language" not in form.fields


def test_holds_for_participation_and_for_groups(german, course, learner, other_learner):
    Terms.objects.create(course_key=course.translation_key, participation_share=1)
    for person, language in ((learner, "de"), (other_learner, "")):
        actions.enrol(
            learner=person,
            course_key=course.translation_key,
            certificate_name="Somebody",
            certificate_language=language,
        )
        complete(person, course)
    assert Certificate.objects.get(holder=learner).language == "de"
    assert Certificate.objects.get(holder=other_learner).language == "en"
    claim_participation(learner=learner, course_key=course.translation_key, language="en")
    assert set(Certificate.objects.filter(holder=learner).values_list("language", flat=True)) == {"de"}
    Certificate.objects.all().delete()
    list(hand_out(edition=Edition.objects.get(course_key=course.translation_key, number=2), language="en"))
    assert set(Certificate.objects.filter(holder=learner).values_list("language", flat=True)) == {"de"}
    assert set(Certificate.objects.filter(holder=other_learner).values_list("language", flat=True)) == {"en"}


def test_has_to_be_one_of_the_course(course, learner):
    with pytest.raises(refusals.LanguageNotOffered):
        actions.enrol(
            learner=learner,
            course_key=course.translation_key,
            certificate_name="Lena",
            certificate_language="de",
        )
    assert not Enrolment.objects.exists()
