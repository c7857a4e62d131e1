"""What changes the record of learning. Each function is one transaction; each refuses with a `learning.refusals.Refusal`."""

from .attempts import answer_question, save_answers, start_attempt, submit_attempt, submit_expired_attempt
from .congratulating import note_congratulation
from .corrections import mark_as_done_for, void_statement, withdraw_completion
from .enrol import choose_certificate_language, enrol
from .ingest import ingest
from .lessons import annotate, answer_check, mark_as_done, open_step, save_checklist, save_reflection
from .re_marking import Gain, re_mark
from .record import Fact, Recorded, record
from .reminding import choose_reminders, due_for_reminder, remind, stop_reminders
from .self_evaluation import rate_oneself

__all__ = [
    "Fact",
    "Gain",
    "Recorded",
    "annotate",
    "answer_check",
    "answer_question",
    "choose_certificate_language",
    "choose_reminders",
    "due_for_reminder",
    "enrol",
    "ingest",
    "mark_as_done",
    "mark_as_done_for",
    "note_congratulation",
    "open_step",
    "rate_oneself",
    "re_mark",
    "record",
    "remind",
    "save_answers",
    "save_checklist",
    "save_reflection",
    "start_attempt",
    "stop_reminders",
    "submit_attempt",
    "submit_expired_attempt",
    "void_statement",
    "withdraw_completion",
]
