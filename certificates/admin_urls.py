"""In the Wagtail admin: certificates for administrators, and for trainers terms and design of their courses' certificates."""

from django.urls import path

from .views import designing, managing

app_name = "certificates_admin"
urlpatterns = [
    path("", managing.CertificatesView.as_view(), name="index"),
    path("results/", managing.CertificatesView.as_view(results_only=True), name="results"),
    path("<int:pk>/", managing.CertificateView.as_view(), name="detail"),
    path("<int:pk>/revoke/", managing.RevokeView.as_view(), name="revoke"),
    path("<int:pk>/reissue/", managing.ReissueView.as_view(), name="reissue"),
    path("<int:pk>/renew/", managing.RenewView.as_view(), name="renew"),
    path("design/", designing.DesignView.as_view(), name="design"),
    path("design/preview/", designing.DesignPreview.as_view(), name="design_preview"),
    path("design/<uuid:course_key>/", designing.DesignView.as_view(), name="course_design"),
    path(
        "design/<uuid:course_key>/preview/", designing.DesignPreview.as_view(), name="course_design_preview"
    ),
    path("terms/<uuid:course_key>/", managing.TermsView.as_view(), name="terms"),
]
