"""Every rule that a package can break: its stable code, and the words for it.

The words are templates. `Finding` puts the parameters in; the Django layer translates the template first.
"""

from __future__ import annotations

from enum import Enum


def gettext_noop(text: str) -> str:
    """Marks `text` for those who collect texts to translate. This package translates nothing itself."""
    return text


class Rule(Enum):
    def __init__(self, code: str, template: str) -> None:
        self.code = code
        self.template = template

    # The archive
    ARCHIVE_UNREADABLE = "archive-unreadable", gettext_noop("The file could not be read.")
    ARCHIVE_NOT_ZIP = (
        "archive-not-zip",
        gettext_noop("This is not an H5P package: the file is no ZIP archive."),
    )
    ARCHIVE_BROKEN = (
        "archive-broken",
        gettext_noop("The archive is damaged or incomplete. Please export the package again."),
    )
    ARCHIVE_ZIP64 = (
        "archive-zip64",
        gettext_noop("The archive has the form for more than 4 GB, which H5P packages do not need."),
    )
    ARCHIVE_LEADING_DATA = (
        "archive-leading-data",
        gettext_noop("There is something else in front of the archive. Please export the package again."),
    )
    ARCHIVE_OVERLAP = (
        "archive-overlap",
        gettext_noop("%(file)s shares its place in the archive with another file."),
    )
    ARCHIVE_ENCRYPTED = (
        "archive-encrypted",
        gettext_noop("%(file)s is locked by a password. Packages cannot be encrypted."),
    )
    ARCHIVE_METHOD = (
        "archive-method",
        gettext_noop("%(file)s is compressed in a way that H5P does not use (number %(method)s)."),
    )
    ARCHIVE_LINK = ("archive-link", gettext_noop("%(file)s is a link and no file."))
    MEMBER_BROKEN = (
        "member-broken",
        gettext_noop("%(file)s is damaged inside the archive. Please export the package again."),
    )
    MEMBER_TWICE = ("member-twice", gettext_noop("%(file)s is in the archive twice, with different content."))

    # Sizes
    PACKAGE_TOO_LARGE = (
        "package-too-large",
        gettext_noop("The package is larger than %(limit)s. Please use smaller films or pictures."),
    )
    TOTAL_TOO_LARGE = (
        "total-too-large",
        gettext_noop("Unpacked, the package is larger than %(limit)s. Please use smaller films or pictures."),
    )
    FILE_TOO_LARGE = ("file-too-large", gettext_noop("%(file)s is larger than %(limit)s."))
    TOO_MANY_FILES = ("too-many-files", gettext_noop("The package has more than %(limit)s files."))
    RATIO_TOO_HIGH = (
        "ratio-too-high",
        gettext_noop("%(file)s would grow to more than %(limit)s times its size when unpacked."),
    )
    PATH_TOO_DEEP = ("path-too-deep", gettext_noop("%(file)s lies in more than %(limit)s folders."))
    NAME_TOO_LONG = ("name-too-long", gettext_noop("The name %(file)s is too long."))

    # Names
    NAME_EMPTY = ("name-empty", gettext_noop("A file or folder has no name: %(file)s"))
    NAME_ENCODING = ("name-encoding", gettext_noop("The name %(file)s is not written in UTF-8."))
    NAME_TRAVERSAL = ("name-traversal", gettext_noop("%(file)s leads out of the package."))
    NAME_ABSOLUTE = ("name-absolute", gettext_noop("%(file)s is an absolute path."))
    NAME_DRIVE = ("name-drive", gettext_noop("%(file)s has a colon in its name."))
    NAME_BACKSLASH = ("name-backslash", gettext_noop("%(file)s has a backslash in its name."))
    NAME_CONTROL = (
        "name-control",
        gettext_noop("%(file)s has characters in its name that cannot be seen."),
    )
    NAME_TRAILING = (
        "name-trailing",
        gettext_noop("In %(file)s a name begins with a space, or ends in a space or full stop."),
    )
    NAME_RESERVED = (
        "name-reserved",
        gettext_noop("%(file)s uses a name that some computers keep for devices."),
    )
    NAME_CHARACTER = (
        "name-character",
        gettext_noop("%(file)s has a character in its name that addresses or some computers do not allow."),
    )
    NAME_COLLISION = (
        "name-collision",
        gettext_noop("%(file)s and %(other)s cannot be told apart on every computer."),
    )

    # File types
    CONTENT_TYPE = (
        "content-file-type",
        gettext_noop(
            "%(file)s is of a type that H5P content may not hold, such as scripts or drawings (SVG)."
        ),
    )
    LIBRARY_TYPE = (
        "library-file-type",
        gettext_noop("%(file)s is of a type that H5P libraries may not hold."),
    )
    FILE_DISGUISED = ("file-disguised", gettext_noop("%(file)s is not what the ending of its name says."))

    # JSON
    JSON_TOO_LARGE = ("json-too-large", gettext_noop("%(file)s holds more than %(limit)s of text."))
    JSON_TOTAL = (
        "json-total",
        gettext_noop("All descriptions in the package (JSON files) together are larger than %(limit)s."),
    )
    JSON_BOM = (
        "json-bom",
        gettext_noop("%(file)s begins with a byte order mark. Please save it without one."),
    )
    JSON_ENCODING = ("json-encoding", gettext_noop("%(file)s is not written in UTF-8."))
    JSON_DEPTH = ("json-depth", gettext_noop("%(file)s is nested more than %(limit)s levels deep."))
    JSON_VALUES = ("json-values", gettext_noop("%(file)s has more than %(limit)s values."))
    JSON_NUMBER = ("json-number", gettext_noop("%(file)s has a number that is too large."))
    JSON_TEXT = ("json-text", gettext_noop("%(file)s has a text with characters that do not exist."))
    JSON_SYNTAX = ("json-syntax", gettext_noop("%(file)s is not valid JSON (line %(line)s)."))
    JSON_SHAPE = ("json-shape", gettext_noop("%(file)s is not built as H5P expects: %(expected)s."))

    # h5p.json and content.json
    MANIFEST_MISSING = ("manifest-missing", gettext_noop("This is not an H5P package: it has no h5p.json."))
    CONTENT_MISSING = ("content-missing", gettext_noop("The package has no content/content.json."))
    FIELD_MISSING = ("field-missing", gettext_noop("In %(file)s, “%(field)s” is missing."))
    FIELD_WRONG = (
        "field-wrong",
        gettext_noop("In %(file)s, “%(field)s” has a value that H5P does not allow."),
    )
    MAIN_LIBRARY_UNLISTED = (
        "main-library-unlisted",
        gettext_noop("In %(file)s, the main library %(library)s is not among the dependencies."),
    )
    MAIN_LIBRARY_NOT_RUNNABLE = (
        "main-library-not-runnable",
        gettext_noop("The main library %(library)s is only a part of others and cannot be opened by itself."),
    )

    # Libraries
    LIBRARY_JSON_MISSING = (
        "library-json-missing",
        gettext_noop("The folder %(file)s has no library.json, so it is no library."),
    )
    LIBRARY_FOLDER = (
        "library-folder",
        gettext_noop("The folder %(file)s should have the name of its library, %(library)s."),
    )
    LIBRARY_TWICE = ("library-twice", gettext_noop("The library %(library)s is in the package twice."))
    LIBRARY_CORE_API = (
        "library-core-api",
        gettext_noop("The library %(library)s needs H5P %(needed)s; this site has %(ours)s."),
    )
    PRELOADED_PATH = ("preloaded-path", gettext_noop("In %(file)s, %(path)s leads out of the library."))
    PRELOADED_TYPE = ("preloaded-type", gettext_noop("In %(file)s, %(path)s should end in %(ending)s."))
    PRELOADED_MISSING = (
        "preloaded-missing",
        gettext_noop("The library %(library)s needs its file %(path)s, which is not in the package."),
    )
    LANGUAGE_NAME = ("language-name", gettext_noop("%(file)s does not have the name of a language."))
    SEMANTICS_FIELD = (
        "semantics-field",
        gettext_noop("%(file)s describes a field without a name or a type."),
    )
    DEPENDENCY_MISSING = (
        "dependency-missing",
        gettext_noop(
            "%(needed_by)s needs the library %(library)s, which is neither installed nor in the package."
        ),
    )
    DEPENDENCY_NOT_INSTALLED = (
        "dependency-not-installed",
        gettext_noop(
            "This package needs the library %(library)s, which is not installed. "
            "Ask an administrator to upload a package that contains it."
        ),
    )
    DEPENDENCY_CIRCLE = (
        "dependency-circle",
        gettext_noop("These libraries need each other in a circle: %(libraries)s"),
    )
