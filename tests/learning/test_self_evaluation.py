"""Ratings in, change, recommendations and figures out; and a figure never tells of one person."""

from __future__ import annotations

from statistics import median
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.competences import HIGHEST, LEVELS, LOWEST, MIDDLE, Competence
from learning.self_evaluation import (
    GROUP,
    Occasion,
    Pair,
    changes,
    figures,
    is_low,
    open_occasion,
    recommendations,
)

MODULES = [UUID(int=100 + number) for number in range(4)]
levels = st.sampled_from(LEVELS)
pairs = st.builds(Pair, levels, levels)
competences = st.lists(st.lists(st.sampled_from(MODULES), unique=True, max_size=3), max_size=6).map(
    lambda chosen: [
        Competence(UUID(int=number), f"I can do {number}.", tuple(modules))
        for number, modules in enumerate(chosen)
    ]
)
ratings = st.dictionaries(st.integers(0, 7).map(lambda number: UUID(int=number)), levels)


class TestTheOccasion:
    def test_is_the_first_half_of_the_course_and_its_end(self) -> None:
        assert open_occasion(0, is_complete=False) is Occasion.BEFORE
        assert open_occasion(49, is_complete=False) is Occasion.BEFORE
        assert open_occasion(50, is_complete=False) is None
        assert open_occasion(99, is_complete=False) is None
        assert open_occasion(100, is_complete=True) is Occasion.AFTER
        # Finished once is finished for ever, even where the course has grown.
        assert open_occasion(20, is_complete=True) is Occasion.AFTER


class TestTheChange:
    @given(competences, ratings, ratings)
    def test_is_told_of_every_statement_where_there_are_two_ratings(self, asked, before, after) -> None:
        found = changes(asked, before, after)
        assert [change.key for change in found] == [each.key for each in asked]
        for change in found:
            is_known = change.key in before and change.key in after
            assert (change.steps is not None) == is_known
            if is_known:
                assert before[change.key] + change.steps == after[change.key]


class TestRecommendations:
    @given(competences, ratings, st.permutations(MODULES))
    def test_are_the_modules_of_what_is_low_and_no_others(self, asked, latest, modules) -> None:
        found = recommendations(asked, latest, modules)
        low = {each for each in asked if each.key in latest and is_low(latest[each.key])}
        assert {each.module for each in found} == {module for each in low for module in each.modules}
        assert len({each.module for each in found}) == len(found)
        for each in found:
            assert set(each.competences) == {
                competence for competence in low if each.module in competence.modules
            }

    @given(competences, ratings)
    def test_begin_where_the_need_is_greatest(self, asked, latest) -> None:
        found = recommendations(asked, latest, MODULES)
        needs = [
            (
                min(latest[competence.key] for competence in each.competences),
                -len(each.competences),
                # The order of the course, where the need is the same.
                MODULES.index(each.module),
            )
            for each in found
        ]
        assert needs == sorted(needs)

    def test_are_none_where_nothing_is_low_and_for_modules_that_are_gone(self) -> None:
        one = Competence(UUID(int=1), "I can.", (MODULES[0],))
        assert recommendations([one], {one.key: MIDDLE}, MODULES) == []
        assert recommendations([one], {one.key: LOWEST}, MODULES[1:]) == []


class TestFigures:
    @given(st.lists(pairs, max_size=GROUP - 1))
    def test_are_not_told_of_fewer_than_ten(self, few) -> None:
        assert figures(few) is None

    @given(st.lists(pairs, min_size=GROUP, max_size=35), st.data())
    def test_change_only_when_ten_more_have_joined(self, group, data) -> None:
        told = figures(group)
        assert told.people % GROUP == 0
        assert told.people <= len(group) < told.people + GROUP
        room = told.people + GROUP - 1 - len(group)
        assert figures([*group, *data.draw(st.lists(pairs, max_size=room))]) == told

    @given(st.lists(pairs, min_size=GROUP, max_size=25))
    def test_are_medians_of_the_same_people_both_times(self, group) -> None:
        told = figures(group)
        people = group[: told.people]
        assert told.before == median(pair.before for pair in people)
        assert told.after == median(pair.after for pair in people)
        assert LOWEST <= told.before <= HIGHEST
        assert told.before * 2 == int(told.before * 2)

    @given(st.lists(pairs, min_size=GROUP, max_size=25), levels, levels)
    def test_stay_within_the_ratings_of_their_neighbours_whatever_one_person_says(
        self, group, before, after
    ) -> None:
        """One person moves a median at most from one neighbour in the order of the levels to the next."""
        count = len(group) // GROUP * GROUP
        others = sorted(pair.before for pair in group[1:count])
        told = figures([Pair(before, after), *group[1:]])
        middle = (count - 1) // 2
        assert others[middle - 1] <= told.before <= others[middle + 1 if middle + 1 < len(others) else middle]
