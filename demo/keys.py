"""Keys that follow from names alone: the same in every language, and each time the content is loaded."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("c1a2ad5e-52d5-4b0f-8a0c-6a2b7f1d6f3e")


def key(*names: str | int) -> UUID:
    """The key of what `names` lead to, from the course to the block: `key("my-course", "a-module/a-lesson")`."""
    return uuid5(_NAMESPACE, "/".join(str(name) for name in names))


def competence_key(course: str, competence: str) -> UUID:
    """The key by which learners' ratings find a statement of `course`."""
    return key(course, "competence", competence)
