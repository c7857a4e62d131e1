"""What changes courses, and the packages in them."""

from .packages import delete_package, rename_package, replace_package, upload_package
from .publishing import publish, record_edition, separate_copies
from .recording import as_one_edition, note_change, note_terms

__all__ = [
    "as_one_edition",
    "delete_package",
    "note_change",
    "note_terms",
    "publish",
    "record_edition",
    "rename_package",
    "replace_package",
    "separate_copies",
    "upload_package",
]
