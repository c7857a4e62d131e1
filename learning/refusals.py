"""Why an action refuses: each refusal is a named exception whose text tells the learner what to do."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The action changed nothing. `message` is shown to the learner."""

    message = _("This is not possible.")


class CourseNotOpen(Refusal):
    message = _("This course is not open for enrolment.")


class NotEnrolled(Refusal):
    message = _("Please enrol in this course first.")


class LanguageNotOffered(Refusal):
    message = _("The course does not exist in this language. Please choose another one.")


class AlreadyFinished(Refusal):
    message = _("You have finished this course. What was issued stays as it is.")


class NotPartOfCourse(Refusal):
    message = _("This is no longer part of the course. Please go back to the course page.")


class StepLocked(Refusal):
    message = _("This opens when the module before it is done.")


class NotYetDone(Refusal):
    message = _("Something in this lesson is still open. The list at its end says what.")


class NotAnswered(Refusal):
    message = _("Please give an answer first.")


class ImpossibleScore(Refusal):
    """Less than nothing, more than the maximum, or no number."""

    message = _("This activity reported a score that cannot be. It does not count. Please tell the trainers.")


class TooManyResults(Refusal):
    """More than anybody can do by hand: a package is a program."""

    message = _(
        "This activity reported more results in a minute than anybody can achieve. This one does not count."
    )


class TextTooLong(Refusal):
    message = _("This text is too long and was not saved. Please shorten it.")


class TooManyHighlights(Refusal):
    message = _("This lesson has as many highlights as it can hold. Please remove one first.")


class NotRated(Refusal):
    message = _("Please rate every statement.")


class RatingClosed(Refusal):
    message = _(
        "The self-evaluation at the beginning is closed, since you have done half of the course. You can rate yourself "
        "again when you have finished it."
    )


class NoAttemptsLeft(Refusal):
    message = _("You have used all attempts of this test.")


class AttemptClosed(Refusal):
    message = _("This attempt has been handed in and cannot be changed any more.")


class TestCannotBeSet(Refusal):
    message = _("This test has no questions at the moment. Please tell the trainers.")


class NotUnderstood(Refusal):
    """What a browser sent does not have the form that it should have."""

    message = _("This could not be read and was not saved. Please load the page again.")


class StatementConflict(Refusal):
    """A statement came back with other content, or from somebody else."""

    message = _("This was recorded before with other content.")


class NotAllowed(Refusal):
    message = _("You may not change the record of this course.")


class OwnRecord(Refusal):
    message = _("Nobody corrects their own record. Please ask another trainer.")


class ReasonMissing(Refusal):
    message = _("Please give a reason.")


class AlreadyDone(Refusal):
    message = _("This is done already.")


class NotVoidable(Refusal):
    message = _("This cannot be voided. Only what was done in a lesson, an activity or a test can.")


class StillFollows(Refusal):
    """What is to be withdrawn follows from other evidence, and would be true again at once."""

    message = _("This follows from other results. Void those first.")


class NotFinished(Refusal):
    message = _("This course is not finished.")


class QuestionGone(Refusal):
    message = _("This question is no longer part of the test, in none of its languages.")
