"""Authors edit, learners learn on several devices, trainers correct, in any order: what must hold, holds after every step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from certificates.models import Certificate
from courses.outline import CertificateKind, Fault, faults
from learning import actions
from learning.actions.corrections import VOIDABLE
from learning.models import ObjectType, Statement, Verb
from learning.progress import Evidence, State
from learning.rebuilding import differences
from learning.refusals import Refusal
from tests import editions, factories

from .people import DEEDS, Author, Learner, activities, change, varied_course

WHY = {"reason": "The line was down."}
# Nobody can finish such a course; a move may make one, publishing refuses to.
HOPELESS = {Fault.NO_REQUIRED_STEP, Fault.TEST_COMES_TOO_LATE}

numbers, yes_or_no = st.integers(0, 7), st.booleans()
learners, devices, deeds = st.integers(0, 1), st.sampled_from(["phone", "office"]), st.sampled_from(DEEDS)
rules = st.sampled_from(["read", "activities", "test"])
PACKAGE_RULES = [("viewed", 60), ("finished", 60), ("passed", 30), ("passed", 90)]
Work = list[tuple[str, int, bool]]
works = st.lists(st.tuples(deeds, numbers, yes_or_no), min_size=1, max_size=4)


class LearningOverTime(RuleBasedStateMachine):
    def __init__(self, people: list[User], trainer: User, administrator: User, author: Author) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.trainer, self.administrator, self.author = trainer, administrator, author
        self.course_key = author.course.translation_key
        self.learners = [Learner(person, self.course_key) for person in people]
        self.before: dict[int, Evidence] = {}
        self.finished: set[int] = set()
        self.certificates: dict[str, Any] = {}
        self.ledger: dict[Any, Any] = {}
        self.corrected: int | None = None
        self.withdrawn: int | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(steps=st.tuples(st.integers(0, 5), st.integers(0, 5)), work=works)
    def some_work_is_done(self, steps: tuple[int, int], work: Work) -> None:
        for learner, count in zip(self.learners, steps, strict=True):
            for _ in range(count):
                learner.continue_()
        for who, how in enumerate(["keep", "send"]):
            self.do_work(who, how, "phone", work)

    # What authors do

    @rule(where=numbers, rule=rules, is_required=yes_or_no, is_active=yes_or_no)
    def add_a_lesson(self, where: int, rule: str, is_required: bool, is_active: bool) -> None:
        body = activities() if is_active else [factories.text()]
        test = self.author.test if rule == "test" else None
        self.author.add(where, rule=rule, is_required=is_required, body=body, test=test)

    @rule(which=numbers)
    def split_a_lesson(self, which: int) -> None:
        self.author.split(which)

    @rule(which=numbers, where=numbers, first=yes_or_no)
    def move_a_lesson(self, which: int, where: int, first: bool) -> None:
        self.author.move(which, where, first=first)

    @rule(which=numbers, rule=rules, is_required=yes_or_no)
    def change_a_lesson(self, which: int, rule: str, is_required: bool) -> None:
        self.author.change_lesson(which, rule=rule, is_required=is_required)

    @rule(which=numbers, asked=st.sampled_from(PACKAGE_RULES), is_new=yes_or_no)
    def change_a_package(self, which: int, asked: tuple[str, int], is_new: bool) -> None:
        self.author.change_package(which, is_new=is_new, rule=asked[0], pass_mark=asked[1])

    @rule(which=numbers, how=st.sampled_from(["withdraw", "bring_back", "delete"]))
    def take_a_lesson_away_or_bring_it_back(self, which: int, how: str) -> None:
        if how == "delete":
            self.author.delete(which)
        else:
            getattr(self.author, how)(self.author.lesson(which))

    @rule(pass_mark=st.sampled_from([0, 50, 60, 100]), is_required=yes_or_no, marks_again=yes_or_no)
    def change_the_test(self, pass_mark: int, is_required: bool, marks_again: bool) -> None:
        """And have another answer be the right one."""
        test = self.author.test
        questions = [dict(block) for block in test.questions.raw_data]
        for option in questions[0]["value"]["options"]:
            option["value"]["is_right"] = not option["value"]["is_right"]
        change(test, pass_mark=pass_mark, is_required=is_required, questions=questions)
        if marks_again:
            about = {"test_key": test.translation_key, "question_key": questions[0]["id"]}
            with suppress(Refusal):
                actions.re_mark(by=self.trainer, course_key=self.course_key, **about, **WHY)

    @rule(how=st.sampled_from(["withdraw", "bring_back"]))
    def take_the_test_away_or_bring_it_back(self, how: str) -> None:
        getattr(self.author, how)(self.author.test)

    @rule(order=st.sampled_from(["free", "in_order"]), kind=st.sampled_from(CertificateKind))
    def change_the_course(self, order: str, kind: str) -> None:
        change(self.author.course, module_order=order, certificate_kind=kind)

    # What learners do

    @rule(
        who=learners,
        how=st.sampled_from(["click", "send", "keep"]),
        device=devices,
        work=works,
    )
    def work(self, who: int, how: str, device: str, work: Work) -> None:
        self.do_work(who, how, device, work)

    def do_work(self, who: int, how: str, device: str, work: Work) -> None:
        """By clicks, through the queue of a device, or on a device that has no line until later."""
        learner = self.learners[who]
        for deed, which, well in work:
            if lesson := self.author.lesson(which):
                if how == "click":
                    learner.do(deed, lesson, well=well)
                else:
                    learner.keep(device, deed, lesson, well=well)
        if how == "send":
            learner.send(learner.queues.pop(device, []))

    @precondition(lambda self: self.full_queues)
    @rule(which=numbers, data=st.data(), is_twice=yes_or_no)
    def send_a_queue(self, which: int, data: st.DataObject, is_twice: bool) -> None:
        learner, device = self.full_queues[which % len(self.full_queues)]
        facts = data.draw(st.permutations(learner.queues.pop(device)), label="order")
        learner.send([*facts, *(facts if is_twice else [])])

    @property
    def full_queues(self) -> list[tuple[Learner, str]]:
        return [
            (learner, device)
            for learner in self.learners
            for device in sorted(learner.queues)
            if learner.queues[device]
        ]

    @precondition(lambda self: any(learner.sent for learner in self.learners))
    @rule(data=st.data())
    def send_everything_again(self, data: st.DataObject) -> None:
        for learner in self.learners:
            learner.send(data.draw(st.permutations(learner.sent), label="order"))

    @rule(who=learners)
    def begin_the_test(self, who: int) -> None:
        self.learners[who].begin(self.author.test)

    @rule(who=learners, well=yes_or_no)
    def sit_the_test(self, who: int, well: bool) -> None:
        """Also one that was begun earlier, and is another one by now."""
        self.learners[who].begin(self.author.test)
        self.learners[who].hand_in(well=well)

    @rule(who=learners)
    def continue_once(self, who: int) -> None:
        self.learners[who].continue_()

    @rule(who=learners)
    def continue_to_the_end(self, who: int) -> None:
        learner = self.learners[who]
        for _ in range(3 * len(list(editions.newest().shape.steps()))):
            learner.continue_()
        hopeless = HOPELESS & {fault for fault, _key in faults(editions.newest().shape)}
        assert hopeless or learner.progress.is_complete, learner.progress.reasons

    # What trainers and administrators put right

    @rule(who=learners, which=numbers)
    def mark_as_done(self, who: int, which: int) -> None:
        steps = list(editions.newest().shape.steps())
        if steps:
            key = steps[which % len(steps)].key
            self.correct(who, actions.mark_as_done_for, by=self.trainer, key=key)

    @rule(who=learners, which=numbers)
    def void(self, who: int, which: int) -> None:
        statements = self.what_counts_of(who)
        if statements:
            key = statements[which % len(statements)].pk
            self.corrected = who
            self.correct(who, actions.void_statement, by=self.trainer, statement_id=key)

    @precondition(lambda self: self.full_queues)
    @rule(which=numbers)
    def void_what_has_not_arrived_yet(self, which: int) -> None:
        learner, device = self.full_queues[which % len(self.full_queues)]
        fact = learner.queues[device][-1]
        self.correct(
            self.learners.index(learner), actions.void_statement, by=self.trainer, statement_id=fact.id
        )

    @precondition(lambda self: self.finished)
    @rule(who=learners, count=st.integers(0, 3))
    def withdraw_the_completion(self, who: int, count: int) -> None:
        """Which is refused as long as it follows from what counts."""
        self.corrected = who
        for statement in self.what_counts_of(who)[:count]:
            self.correct(who, actions.void_statement, by=self.trainer, statement_id=statement.pk)
        if self.correct(who, actions.withdraw_completion, by=self.administrator):
            self.withdrawn = who

    def what_counts_of(self, who: int) -> list[Statement]:
        """What may be voided, the latest first."""
        about = Statement.objects.filter(learner_key=self.learners[who].user.learner_key)
        voided = about.filter(verb=Verb.VOIDED).values("object_key")
        found = about.filter(object_type__in=VOIDABLE).exclude(pk__in=voided)
        return list(found.order_by("-stored", "object_type", "verb"))

    def correct(self, who: int, action: Callable[..., Any], **about: Any) -> bool:
        try:
            action(learner=self.learners[who].user, course_key=self.course_key, **about, **WHY)
        except Refusal:
            return False
        return True

    # What holds after every step

    @invariant()
    def what_is_stored_is_what_the_ledger_says(self) -> None:
        assert [str(difference) for difference in differences() if difference] == []

    @invariant()
    def statements_stay_as_they_were_written(self) -> None:
        ledger = {row.pop("id"): row for row in Statement.objects.values()}
        assert self.ledger.items() <= {key: str(row) for key, row in ledger.items()}.items()
        self.ledger = {key: str(row) for key, row in ledger.items()}

    @invariant()
    def nothing_done_is_lost_unless_it_was_voided(self) -> None:
        for who, learner in enumerate(self.learners):
            before, now = self.before.get(who, Evidence()), learner.enrolment.evidence
            assert who == self.corrected or now.merge(before) == now
            self.before[who] = now
        self.corrected = None

    @invariant()
    def who_finished_stays_finished_unless_exactly_that_was_withdrawn(self) -> None:
        award = editions.newest().shape.award
        for who, learner in enumerate(self.learners):
            is_finished = learner.enrolment.completed_at is not None
            if who == self.withdrawn:
                assert not is_finished
                self.finished.discard(who)
            assert is_finished or who not in self.finished
            if is_finished and who not in self.finished:
                self.finished.add(who)
                kinds = [certificate.kind for certificate in Certificate.objects.of(learner.user)]
                assert award is CertificateKind.NONE or award in kinds
        self.withdrawn = None

    @invariant()
    def a_certificate_comes_once_and_stays_as_it_is(self) -> None:
        issued = list(Certificate.objects.all())
        now = {each.code: (each.holder_id, each.kind, str(each.facts_data)) for each in issued}
        assert self.certificates.items() <= now.items()
        assert len({(each.holder_id, each.kind) for each in issued}) == len(issued)
        completions = Statement.objects.filter(object_type=ObjectType.COURSE, verb=Verb.COMPLETED)
        assert len(issued) <= completions.count()
        self.certificates = now

    @invariant()
    def only_a_complete_course_reads_100_and_what_is_not_done_says_why(self) -> None:
        for learner in self.learners:
            progress, done = learner.progress, learner.enrolment.evidence.done
            assert (progress.percent == 100) == progress.is_complete != bool(progress.reasons)
            for module in progress.modules:
                assert bool(module.reasons) == (module.state is not State.DONE)
            for step in (*(step for module in progress.modules for step in module.steps), *progress.tests):
                assert bool(step.reasons) != step.is_done
                assert step.is_done or step.key not in done


@pytest.mark.django_db
def test_whatever_happens_in_whatever_order_the_laws_of_evidence_hold(
    learner: User, other_learner: User, trainer: User, administrator: User
) -> None:
    author = Author(varied_course())
    run_state_machine_as_test(
        lambda: LearningOverTime([learner, other_learner], trainer, administrator, author),
        # The same examples each time: what is found at random belongs to who looks for it, not to who changes a word.
        settings=settings(max_examples=25, stateful_step_count=12, deadline=None, derandomize=True),
    )
