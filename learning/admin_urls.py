"""In the Wagtail admin: learners, their progress and what there is to put right."""

from django.urls import path

from .views import corrections, group_figures, teaching

app_name = "learners"
urlpatterns = [
    path("", teaching.CoursesView.as_view(), name="courses"),
    path("<uuid:course_key>/", teaching.LearnersView.as_view(), name="learners"),
    path(
        "<uuid:course_key>/results/",
        teaching.LearnersView.as_view(results_only=True),
        name="learners_results",
    ),
    path("<uuid:course_key>/statements.json", teaching.StatementsView.as_view(), name="statements"),
    path(
        "<uuid:course_key>/self-evaluation/",
        group_figures.SelfEvaluationView.as_view(),
        name="self_evaluation",
    ),
    path("<uuid:course_key>/<int:pk>/", teaching.LearnerView.as_view(), name="learner"),
    path(
        "<uuid:course_key>/<int:pk>/statements.json",
        teaching.StatementsOfLearnerView.as_view(),
        name="statements_of_learner",
    ),
    path(
        "<uuid:course_key>/<int:pk>/done/<uuid:key>/",
        corrections.MarkAsDoneView.as_view(),
        name="mark_as_done",
    ),
    path("<uuid:course_key>/<int:pk>/void/<uuid:statement_id>/", corrections.VoidView.as_view(), name="void"),
    path("<uuid:course_key>/<int:pk>/withdraw/", corrections.WithdrawView.as_view(), name="withdraw"),
    path("<uuid:course_key>/tests/<uuid:test_key>/", corrections.ReMarkView.as_view(), name="re_mark"),
]
