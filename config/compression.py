"""Pages travel compressed, whatever proxy stands in front."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE = (
    "application/json",
    "image/svg+xml",
    "text/css",
    "text/html",
    "text/javascript",
    "text/plain",
)


class CompressionMiddleware(GZipMiddleware):
    """Django's, for texts and drawings alone: films and pictures are compressed already, and players ask for ranges of them.

    Django's adds up to a hundred random bytes to each answer, against guessing secrets by its length (BREACH); its token
    against forged forms is masked anew on every page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 206 or not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)
