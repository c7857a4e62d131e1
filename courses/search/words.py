"""From a text to the words by which it is found, in the language of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

STEMMERS = {"de": "german", "en": "english", "fr": "french", "it": "italian"}
LONGEST = 64
"""Letters of a word: what is longer is an address or a slip, and nobody looks for it."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand in every text and say nothing about it. Folded, as `fold` leaves them.
SILENT = {
    "de": _listed("""
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis da dabei dafur damit
        dann daran darauf darf das dass davon dazu dein dem den denn der des dessen deren die dies diese diesem diesen
        dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas fur gegen gibt habe haben hat hatte
        hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ins ist ja jede jedem jeden jeder jedes kann kein
        keine keinen konnen man mehr mein mich mir mit mochte muss mussen nach nicht noch nur ob oder ohne schon sein
        seine seinen seiner sich sie sind so soll sollen sollte sondern tun uber um und uns unser unsere unter vom von vor
        wann war waren warum was weil welche welchem welchen welcher welches wenn wer werden wie wieder will wir wird wo
        wohin wurde wurden zu zum zur zwischen
        """),
    "en": _listed("""
        a about after all also am an and any are as at be because been before but by can could did do does for from get
        had has have he her here him his how i if in into is it its just may me more most must my no nor not of off on
        once only or our out over own s shall she should so some such t than that the their them then there these they
        this those through to too under until up us very was we were what when where which while who whom why will with
        would you your
        """),
    "fr": _listed("""
        a ai au aux avec c ce ces cet cette comme comment d dans de des du elle elles en est et etre eux il ils j je l la
        le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ou par pas plus pour qu quand que quel quelle
        quelles quels qui quoi s sa sans se ses si son sont sur t ta te tes ton tu un une vos votre vous y
        """),
    "it": _listed("""
        a ad ai al alla alle allo anche c che chi ci come con cosa cui d da dai dal dalla dalle dallo de degli dei del
        della delle dello di dove e ed gli ha hanno ho i il in io l la le lei li lo loro lui ma mi ne nei nel nella nelle
        noi non o per perche piu quale quali quando quanto questa queste questi questo se si sono su sua sue sui sul sulla
        suo suoi tra tu un una uno voi
        """),
}

_WORD = re.compile(r"\w+")
# “Kameras”, “Videos”: the one German plural that the stemmer leaves as it is.
_PLURAL_S = re.compile(r"(?<=\w\w[^aeiouy][ao])s$")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Without capitals, accents and umlauts: “Straße” and “STRASSE”, “Überwachung” and “uberwachung” are the same."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def spellings(text: str) -> list[str]:
    """Every word as it stands in `text`. Hyphens and apostrophes part words."""
    return _WORD.findall(text)


def words(text: str, language: str) -> list[str]:
    """The words of `text` that say something, folded, in their order."""
    silent = SILENT.get(language, frozenset())
    folded = map(fold, spellings(text))
    return [form for form in folded if form not in silent and len(form) <= LONGEST]


def stem(form: str, language: str) -> str:
    """What is common to the inflections of a folded word; the word itself in a language that has no stemmer here."""
    stemmer = _stemmer(language)
    if language == "de":
        form = _PLURAL_S.sub("", form)
    return fold(stemmer(form)) if stemmer else form


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = STEMMERS.get(language)
    if name is None:
        return None
    one: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return lru_cache(maxsize=20_000)(one)
