"""The code printed on a certificate: easy to read, to say and to type, hard to guess.

A code has one spelling everywhere, the printed one: twelve characters in groups of four, and a check character.
"""

import secrets

# 23 characters. Vowels are left out, so that no code spells a word, and of every group of look-alikes at most one is in.
ALPHABET = "23456789CDFHJKMNPRTVWXY"
LENGTH = 12

_GROUP = 4
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
# 1, I and L are missing: they are mistaken for J as often as for 7, and the check character reports the slip.
_LOOK_ALIKES = str.maketrans(
    {"O": "D", "0": "D", "Q": "D", "Z": "2", "A": "4", "S": "5", "G": "6", "B": "8", "U": "V"}
)


def new_code() -> str:
    """A fresh code. There are 2·10¹⁶ of them, drawn from the system's source of randomness."""
    return code_of("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def code_of(characters: str) -> str:
    """The printed code of `characters` of the alphabet: grouped, with its check character."""
    whole = characters + _check_character(characters)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def normalise(text: str) -> str:
    """The code that somebody meant by `text`, whatever its case, spaces, hyphens and look-alikes; empty if it is none."""
    typed = "".join(character for character in text.upper() if character.isalnum()).translate(_LOOK_ALIKES)
    characters = typed[:LENGTH]
    if (
        len(typed) != LENGTH + 1
        or not _VALUES.keys() >= set(typed)
        or typed[LENGTH] != _check_character(characters)
    ):
        return ""
    return code_of(characters)


def is_well_formed(code: str) -> bool:
    """Whether `code` is in its printed spelling and its check character is right."""
    return bool(code) and normalise(code) == code


def _check_character(characters: str) -> str:
    """Weighted sum modulo the size of the alphabet.

    That size is a prime number above the number of weights, so every single wrong character and every swap of two
    characters changes the sum (the idea of ISBN-10).
    """
    total = sum(weight * _VALUES[character] for weight, character in enumerate(characters, start=1))
    return ALPHABET[total % len(ALPHABET)]
