"""How hard a text is to read, by the formula that was made for its language.

Formulas count letters, syllables and words. They know nothing of meaning: a hint where to look, no judgement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SHORTEST = 100
"""Words. Below them the formulas say little: they were made on samples of about a hundred."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# A point ends a sentence where a capital follows, but not after a number or a single letter: "3. Oktober", "z. B."
_END = re.compile(
    r"(?<![\s.][^\W\d_])(?<!\d)[.!?…]+[”“»\"')]*\s+(?=[„“«\"'(]*[^\W\d_a-zß-öø-ÿ])|[!?]+[”“»\"')]*\s+"
)
_VOWELS = {
    "de": re.compile(r"au|äu|eu|ei|ai|ie|aa|ee|oo|[aeiouyäöüáàâéèêëîïôûù]", re.IGNORECASE),
    "en": re.compile(r"[aeiouyéèêïöü]+", re.IGNORECASE),
    "fr": re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.IGNORECASE),
    "it": re.compile(r"[aeiouàèéìíîòóùú]+", re.IGNORECASE),
}
# What is written and not spoken: "place", "walked", "villes", "ils portent"
_SILENT = {
    "en": re.compile(r"(?<=[^aeiouy])(?<!l)e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouysxz])es$", re.IGNORECASE),
    "fr": re.compile(r"(?<=[^aeiouyàâéèêëîïôûù])(?:e|es|ent)$", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the formulas are made of; never without a word and a sentence."""

    words: Sequence[str]
    sentences: int
    syllables: Sequence[int]

    @property
    def words_per_sentence(self) -> float:
        return len(self.words) / self.sentences

    @property
    def syllables_per_word(self) -> float:
        return sum(self.syllables) / len(self.words)

    def share(self, counted: int) -> float:
        """Per cent of the words."""
        return 100 * counted / len(self.words)


def wiener_sachtextformel(text: Figures) -> float:
    """The first formula of R. Bamberger and E. Vanecek: Lesen – Verstehen – Lernen – Schreiben, Vienna 1984. School years."""
    return (
        0.1935 * text.share(sum(count >= 3 for count in text.syllables))
        + 0.1672 * text.words_per_sentence
        + 0.1297 * text.share(sum(len(word) > 6 for word in text.words))
        - 0.0327 * text.share(sum(count == 1 for count in text.syllables))
        - 0.875
    )


def flesch(text: Figures) -> float:
    """R. Flesch: A new readability yardstick. Journal of Applied Psychology 32, 1948. 0 (hard) to 100 (easy)."""
    return 206.835 - 1.015 * text.words_per_sentence - 84.6 * text.syllables_per_word


def kandel_moles(text: Figures) -> float:
    """L. Kandel, A. Moles: Application de l’indice de Flesch à la langue française. Cahiers d’études de radio-télévision 19, 1958."""
    return 207 - 1.015 * text.words_per_sentence - 73.6 * text.syllables_per_word


def gulpease(text: Figures) -> float:
    """P. Lucisano, M. E. Piemontese: GULPEASE. Scuola e città 3, 1988. 0 (hard) to 100 (easy)."""
    letters = sum(map(len, text.words))
    return 89 + (300 * text.sentences - 10 * letters) / len(text.words)


@dataclass(frozen=True, slots=True)
class Formula:
    name: str
    value: Callable[[Figures], float]
    limit: float
    """Beyond it a text is hard even for those who went to school for twelve years, as its authors say."""
    is_school_years: bool = False

    def is_hard(self, value: float) -> bool:
        return value > self.limit if self.is_school_years else value < self.limit


FORMULAS = {
    "de": Formula("Wiener Sachtextformel", wiener_sachtextformel, 12, is_school_years=True),
    "en": Formula("Flesch", flesch, 50),
    "fr": Formula("Kandel-Moles", kandel_moles, 50),
    "it": Formula("Gulpease", gulpease, 40),
}


def sentences(text: str) -> list[str]:
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    parts = (text[start:end].strip() for start, end in pairwise(ends))
    return [part for part in parts if _WORD.search(part)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str, language: str) -> int:
    """About: by groups of vowels. At least one."""
    spoken = _SILENT[language].sub("", word) if language in _SILENT else word
    return max(1, len(_VOWELS[language].findall(spoken)))


def figures(paragraphs: Sequence[str], language: str) -> Figures | None:
    """None: too short to say anything, or in a language without a formula."""
    found = [word for paragraph in paragraphs for word in words(paragraph)]
    if language not in FORMULAS or len(found) < SHORTEST:
        return None
    count = sum(len(sentences(paragraph)) for paragraph in paragraphs)
    return Figures(found, max(1, count), [syllables(word, language) for word in found])


def longest(paragraphs: Sequence[str], count: int = 3) -> tuple[str, ...]:
    """The sentences with the most words, the longest first."""
    found = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    return tuple(sorted(found, key=lambda sentence: -len(words(sentence)))[:count])
