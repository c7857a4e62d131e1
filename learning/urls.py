from django.urls import path

from . import margin
from .views import (
    attempts,
    courses,
    evidence,
    lessons,
    notes,
    printing,
    reminders,
    self_evaluation,
    tools,
)

app_name = "learning"
urlpatterns = [
    path("", courses.mine, name="mine"),
    path("evidence/", evidence.ingest, name="ingest"),
    path("evidence/token.json", evidence.token, name="token"),
    path("evidence/statements.json", evidence.statements, name="statements"),
    path("self-evaluations.json", self_evaluation.export, name="self_evaluations"),
    path("notes/", notes.show, name="notes"),
    path("notes.md", notes.markdown, name="notes_markdown"),
    path("notes.json", notes.export, name="notes_json"),
    path("<uuid:course_key>/notes/", notes.show, name="course_notes"),
    path("<uuid:course_key>/notes.md", notes.markdown, name="course_notes_markdown"),
    path("<uuid:course_key>/enrol/", courses.enrol, name="enrol"),
    path(
        "<uuid:course_key>/certificate-language/", courses.certificate_language, name="certificate_language"
    ),
    path("<uuid:course_key>/reminders/", reminders.choose, name="reminders"),
    path("reminders/<str:key>/", reminders.stop, name="no_reminders"),
    path("<uuid:course_key>/continue/", courses.go_on, name="continue"),
    path("<uuid:course_key>/tools/", tools.tools, name="tools"),
    path("<uuid:course_key>/modules/<uuid:module_key>/print/", printing.module, name="print"),
    path("<uuid:course_key>/modules/<uuid:module_key>/print.pdf", printing.module_pdf, name="print_pdf"),
    path("<uuid:course_key>/why.json", courses.why, name="why"),
    path("<uuid:course_key>/lessons/<uuid:lesson_key>/done/", lessons.done, name="done"),
    path("<uuid:course_key>/self-evaluation/", self_evaluation.show, name="self_evaluation"),
    path("<uuid:course_key>/self-evaluation/rate/", self_evaluation.rate, name="rate"),
    path(
        "<uuid:course_key>/lessons/<uuid:lesson_key>/activities/<uuid:activity_key>/",
        lessons.activity,
        name="activity",
    ),
    *(
        path(
            f"<uuid:course_key>/lessons/<uuid:lesson_key>/{name}/", notes.annotate, {"read": read}, name=name
        )
        for name, read in margin.READERS.items()
    ),
    path("<uuid:course_key>/tests/<uuid:test_key>/start/", attempts.start, name="start"),
    path("attempts/<uuid:attempt_id>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt_id>/result/", attempts.result, name="result"),
]
