import json

from hypothesis import given
from hypothesis import strategies as st

from certificates.facts import Facts, ModuleFact, PassedTest, from_data, to_data
from courses.outline import CertificateKind

texts = st.text(max_size=20)
facts = st.builds(
    Facts,
    kind=st.sampled_from(CertificateKind),
    language=texts,
    layout=st.integers(1, 9),
    holder=texts,
    course=texts,
    summary=texts,
    outcomes=st.lists(texts, max_size=3).map(tuple),
    modules=st.lists(st.builds(ModuleFact, title=texts, minutes=st.integers(0)), max_size=3).map(tuple),
    tests=st.lists(st.builds(PassedTest, title=texts, result=st.integers(0, 100)), max_size=3).map(tuple),
    awarding_body=texts,
    country=texts,
    assessment=texts,
    participation=texts,
    quality_assurance=texts,
    edition_digest=texts,
)


@given(facts)
def test_facts_survive_the_database(fact):
    assert from_data(json.loads(json.dumps(to_data(fact)))) == fact


@given(facts)
def test_what_a_later_version_adds_does_not_hinder_reading(fact):
    assert from_data(to_data(fact) | {"added_later": "something"}) == fact
