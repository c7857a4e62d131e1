"""What trainers write, and what of it was published."""

from .bank import BankQuestion, BankQuestionTag
from .edition import Edition, Manifest, PublishedContent
from .glossary import GlossaryTerm
from .h5p import H5PPackage
from .media import CourseMedia
from .pages import CoursePage, LessonPage, ModulePage
from .publishable import PublishablePage
from .quiz import QuizPage
from .search import Kind, SearchEntry, SearchPosting, SearchWord

__all__ = [
    "BankQuestion",
    "BankQuestionTag",
    "CourseMedia",
    "CoursePage",
    "Edition",
    "GlossaryTerm",
    "H5PPackage",
    "Kind",
    "LessonPage",
    "Manifest",
    "ModulePage",
    "PublishablePage",
    "PublishedContent",
    "QuizPage",
    "SearchEntry",
    "SearchPosting",
    "SearchWord",
]
