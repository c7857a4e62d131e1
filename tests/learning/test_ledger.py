from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.ledger import NO_STEPS, evidence, voided
from learning.progress import Evidence
from tests.strategies import Entry, entries

KEY = UUID(int=1)
ledgers = st.lists(entries, max_size=8)
stray = Entry("completed", "lesson", KEY)


@given(ledgers, st.data())
def test_the_order_of_statements_does_not_matter(ledger, data):
    assert evidence(data.draw(st.permutations(ledger))) == evidence(ledger)


@given(ledgers)
def test_nor_do_repeats(ledger):
    assert evidence([*ledger, *reversed(ledger)]) == evidence(ledger)


@given(ledgers, ledgers)
def test_reading_in_two_parts_and_merging_is_reading_at_once(one, other):
    assert evidence(one).merge(evidence(other)) == evidence([*one, *other])


@given(ledgers, ledgers)
def test_more_statements_never_take_anything_away(ledger, more):
    before, after = evidence(ledger), evidence([*ledger, *more])
    assert before.merge(after) == after


@given(ledgers, ledgers, st.data())
def test_in_two_parts_both_must_know_everything_that_is_voided(one, other, data):
    chosen = data.draw(st.lists(st.sampled_from([*one, *other, stray]), max_size=3))
    voidings = [Entry("voided", "statement", entry.id) for entry in chosen]
    known = voided(voidings)
    in_parts = evidence([*one, *voidings], known).merge(evidence(other, known))
    assert in_parts == evidence([*one, *other, *voidings])
    assert in_parts.merge(evidence([*one, *other])) == evidence([*one, *other])


@given(ledgers)
def test_a_ledger_may_be_read_as_a_stream(ledger):
    assert evidence(iter(ledger)) == evidence(ledger)


@given(ledgers)
def test_evidence_is_about_what_was_touched_and_never_about_the_course(ledger):
    found = evidence(ledger)
    touched = {entry.object_key for entry in ledger if entry.object_type not in NO_STEPS}
    assert found.about <= touched


@given(ledgers)
def test_each_score_is_the_best_one_that_was_reached(ledger):
    for key, score in evidence(ledger).scores.items():
        reached = [
            entry.score
            for entry in ledger
            if entry.object_key == key and entry.object_type not in NO_STEPS and entry.score is not None
        ]
        assert score == max(reached)


@pytest.mark.parametrize(
    ("verb", "object_type", "is_opened", "is_done"),
    [
        ("experienced", "lesson", True, False),
        ("experienced", "test", True, False),
        ("completed", "lesson", False, True),
        ("completed", "activity", False, True),
        ("answered", "activity", False, True),
        ("passed", "test", False, True),
        ("failed", "test", False, False),
        ("registered", "course", False, False),
        ("completed", "course", False, False),
    ],
)
def test_what_a_statement_says(verb, object_type, is_opened, is_done):
    found = evidence([Entry(verb, object_type, KEY)])
    assert (KEY in found.opened, KEY in found.done) == (is_opened, is_done)


def test_a_failed_test_leaves_its_score_and_a_retake_never_lowers_it():
    tries = [Entry("failed", "test", KEY, Decimal(score)) for score in ("0.4", "0.55", "0.2")]
    assert evidence(tries) == Evidence(scores={KEY: Decimal("0.55")})
    passed = evidence([*tries, Entry("passed", "test", KEY, Decimal("0.8"))])
    assert passed == Evidence(done=frozenset([KEY]), scores={KEY: Decimal("0.8")})
    assert passed.merge(evidence(tries)) == passed


def test_what_a_package_reports_makes_it_finished_and_never_done():
    whole = {"reported": {"completion": True}}
    found = evidence([Entry("passed", "activity", KEY, Decimal("0.8"), whole)])
    assert found == Evidence(scores={KEY: Decimal("0.8")}, finished=frozenset([KEY]))
    assert evidence([Entry("answered", "activity", KEY, None, {"reported": {}})]) == Evidence()
    part = {"reported": {"completion": True}, "parent": str(KEY)}
    assert evidence([Entry("passed", "part", KEY, Decimal(1), part)]) == Evidence()


def test_an_empty_ledger_says_nothing():
    assert evidence([]) == Evidence()


@given(ledgers)
def test_a_test_that_was_only_failed_is_not_done(ledger):
    failed_only = [entry for entry in ledger if entry.object_type == "test" and entry.verb == "failed"]
    assert not evidence(failed_only).done
