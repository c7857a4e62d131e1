"""A name for those who may not read it, and whether two people wrote the same one."""

import unicodedata


def masked(name: str) -> str:
    """The first letter of each word: “L… L…”. How long the words are stays unsaid."""
    return " ".join(f"{_first_letter(word)}…" for word in unicodedata.normalize("NFC", name).split())


def is_same_name(one: str, other: str) -> bool:
    """Whether both read the same, whatever their capitals, accents of the keyboard and spaces."""
    return _plain(one) == _plain(other) != ""


def _first_letter(word: str) -> str:
    """The first character with all the marks that belong to it."""
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
