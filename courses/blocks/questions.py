"""Question types as blocks: what a trainer fills in, and the plain question that it becomes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .. import quiz
from ..quiz import QuestionFault

INLINE_TEXT = ["bold", "italic", "ol", "ul"]

FAULTS = {
    QuestionFault.NO_RIGHT_ANSWER: _("Mark at least one answer as right."),
    QuestionFault.SEVERAL_RIGHT_ANSWERS: _(
        "Mark only one answer as right, or use the type “several choices”."
    ),
    QuestionFault.TOO_FEW_OPTIONS: _("Give at least two of them to choose from."),
    QuestionFault.SAME_OPTION_TWICE: _(
        "The same text stands here twice; learners could not tell them apart."
    ),
    QuestionFault.NEGATIVE_TOLERANCE: _("The tolerance cannot be negative."),
    QuestionFault.NO_POINTS: _("A question must be worth at least one point."),
}


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"))
    is_right = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        required=False,
        rows=2,
        help_text=_("Shown to those who choose this, after they answered."),
    )

    class Meta:
        label = _("Choice")
        form_layout = ["text", "is_right", "feedback"]


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("This"))
    right = blocks.CharBlock(label=_("Belongs to"))

    class Meta:
        label = _("Pair")


class QuestionBlock(blocks.StructBlock):
    """What all types share. Subclasses say which plain question they become."""

    prompt = blocks.RichTextBlock(label=_("Question"), features=INLINE_TEXT)
    points = blocks.IntegerBlock(label=_("Points"), default=1, min_value=1, max_value=20)
    explanation = blocks.RichTextBlock(
        label=_("Explanation"),
        features=INLINE_TEXT,
        required=False,
        help_text=_("Why the right answer is right. Shown after submission."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            found = quiz.faults(self.question(cleaned, key="draft"))
            if found:
                raise StructBlockValidationError(
                    non_block_errors=[ValidationError(FAULTS[fault]) for fault in found]
                )
        return cleaned

    def question(self, value: Mapping[str, Any], *, key: str) -> quiz.Question:
        """The plain question that `value` describes."""
        read_again = value.get("read_again")
        common = {
            "key": key,
            "prompt": value["prompt"].source,
            "points": value["points"],
            "explanation": value["explanation"].source,
            "read_again": str(read_again.translation_key) if read_again else "",
        }
        return self.build(value, common)

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        raise TypeError(f"{type(self).__name__} does not say which question it is")


def _options(value: Mapping[str, Any]) -> tuple[quiz.Option, ...]:
    return tuple(
        quiz.Option(str(index), option["text"], option["is_right"], option["feedback"])
        for index, option in enumerate(value["options"])
    )


class SingleChoiceBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("Choices"))

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        return quiz.SingleChoice(options=_options(value), **common)

    class Meta:
        label = _("Single choice")
        icon = "radio-full"


class MultipleChoiceBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("Choices"))

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        return quiz.MultipleChoice(options=_options(value), **common)

    class Meta:
        label = _("Several choices")
        icon = "tick-inverse"


class TrueFalseBlock(QuestionBlock):
    answer = blocks.BooleanBlock(label=_("The statement is true"), required=False)
    feedback_true = blocks.TextBlock(label=_("Feedback to “true”"), required=False, rows=2)
    feedback_false = blocks.TextBlock(label=_("Feedback to “false”"), required=False, rows=2)

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        return quiz.TrueFalse(
            answer=value["answer"],
            feedback_true=value["feedback_true"],
            feedback_false=value["feedback_false"],
            **common,
        )

    class Meta:
        label = _("True or false")
        icon = "check"


class OrderingBlock(QuestionBlock):
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Item")),
        label=_("Items"),
        help_text=_("In the right order; learners see them shuffled."),
    )

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        options = tuple(quiz.Option(str(index), text) for index, text in enumerate(value["items"]))
        return quiz.Ordering(options=options, presented=tuple(option.key for option in options), **common)

    class Meta:
        label = _("Ordering")
        icon = "list-ol"


class MatchingBlock(QuestionBlock):
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"))

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        pairs = tuple(
            quiz.Pair(f"left-{index}", pair["left"], f"right-{index}", pair["right"])
            for index, pair in enumerate(value["pairs"])
        )
        return quiz.Matching(pairs=pairs, presented=tuple(pair.right_key for pair in pairs), **common)

    class Meta:
        label = _("Matching")
        icon = "link"


class NumberBlock(QuestionBlock):
    answer = blocks.DecimalBlock(label=_("Right number"))
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"), default=0, help_text=_("How far an answer may be off and still count as right.")
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False)

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        return quiz.Number(answer=value["answer"], tolerance=value["tolerance"], unit=value["unit"], **common)

    class Meta:
        label = _("Number")
        icon = "order"


class ShortTextBlock(QuestionBlock):
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer")),
        label=_("Accepted answers"),
        help_text=_("Compared without regard to case and spaces."),
    )

    def build(self, value: Mapping[str, Any], common: dict[str, Any]) -> quiz.Question:
        return quiz.ShortText(accepted=tuple(value["accepted"]), **common)

    class Meta:
        label = _("Short text")
        icon = "edit"


QUESTION_BLOCKS: dict[str, type[QuestionBlock]] = {
    quiz.SingleChoice.type: SingleChoiceBlock,
    quiz.MultipleChoice.type: MultipleChoiceBlock,
    quiz.TrueFalse.type: TrueFalseBlock,
    quiz.Ordering.type: OrderingBlock,
    quiz.Matching.type: MatchingBlock,
    quiz.Number.type: NumberBlock,
    quiz.ShortText.type: ShortTextBlock,
}


def question_blocks() -> list[tuple[str, blocks.Block]]:
    """Every question type, as knowledge checks offer them."""
    return [(name, block()) for name, block in QUESTION_BLOCKS.items()]


def test_question_blocks() -> list[tuple[str, blocks.Block]]:
    """Every question type, as tests and the bank offer them: with the lesson to read again."""
    return [(name, block([("read_again", _lesson_chooser())])) for name, block in QUESTION_BLOCKS.items()]


def _lesson_chooser() -> blocks.Block:
    return blocks.PageChooserBlock(
        page_type="courses.LessonPage",
        required=False,
        label=_("Read again"),
        help_text=_("The lesson that explains this; linked in the feedback."),
    )


def to_question(child: Any, *, key: str) -> quiz.Question:
    """The plain question of one child of a stream of questions."""
    return child.block.question(child.value, key=key)
