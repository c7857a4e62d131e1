"""What trainers write, and what of it was published."""

from .bank import BankQuestion, BankQuestionTag
from .edition import Edition, Manifest, PublishedContent
from .glossary import GlossaryTerm
from .media import CourseMedia
from .pages import CoursePage, LessonPage, ModulePage
from .quiz import QuizPage

__all__ = [
    "BankQuestion",
    "BankQuestionTag",
    "CourseMedia",
    "CoursePage",
    "Edition",
    "GlossaryTerm",
    "LessonPage",
    "Manifest",
    "ModulePage",
    "PublishedContent",
    "QuizPage",
]
