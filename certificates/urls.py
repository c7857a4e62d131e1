from django.urls import path

from .views import holding, verification

app_name = "certificates"
urlpatterns = [
    path("download/<str:code>/", holding.download, name="download"),
    path("mine/<str:code>/", holding.own, name="own"),
    path("mine/<str:code>/transcript/", holding.transcript, name="transcript"),
    path("mine/<str:code>/transcript.pdf", holding.transcript_pdf, name="transcript_pdf"),
    path("mine/<str:code>/renew/", holding.renew, name="renew"),
    path("mine/<str:code>/badge.svg", holding.badge, name="badge"),
    path("mine/<str:code>/credential.jwt", holding.credential, name="credential"),
    path("mine/<str:code>/europass.jsonld", holding.europass, name="europass"),
    path("participation/<uuid:course_key>/", holding.claim, name="claim"),
    path("reminders/<str:key>/", holding.no_reminder, name="no_reminder"),
    path("verify/", verification.look_up, name="look_up"),
    path("verify/<str:code>/", verification.verify, name="verify"),
]
