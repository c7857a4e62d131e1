"""Words by which a rule recognises something, in the languages of the site. Other languages have no such words: no advice."""

from __future__ import annotations

VAGUE_LINKS = frozenset(
    {
        # English
        "here", "click here", "click", "more", "read more", "learn more", "find out more", "see more", "this", "link",
        "this link", "this page", "details", "continue", "download", "go",
        # German
        "hier", "hier klicken", "klicken sie hier", "klick hier", "mehr", "mehr lesen", "mehr erfahren", "mehr dazu",
        "weiter", "weiterlesen", "diese seite", "dieser link", "siehe hier", "herunterladen",
        # French
        "ici", "cliquez ici", "cliquer ici", "plus", "en savoir plus", "lire la suite", "lire plus", "suite",
        "ce lien", "cette page", "voir", "voir plus", "lien", "télécharger",
        # Italian
        "qui", "clicca qui", "cliccare qui", "di più", "leggi", "leggi di più", "leggi tutto", "scopri di più",
        "per saperne di più", "saperne di più", "continua", "altro", "questa pagina", "questo link", "vai", "scarica",
    }
)  # fmt: skip

PICTURE_OF = (
    "image of", "picture of", "photo of", "photograph of", "graphic of", "an image of", "a picture of", "a photo of",
    "a photograph of", "bild von", "bild des", "bild der", "bild einer", "bild eines", "ein bild", "foto von",
    "foto des", "foto der", "ein foto", "das bild zeigt", "das foto zeigt", "abbildung von", "grafik von",
    "image de", "image d’", "image d'", "photo de", "photo d’", "photo d'", "une image", "une photo", "photographie de",
    "immagine di", "immagine del", "immagine della", "un’immagine", "un'immagine", "foto di", "foto del", "foto della",
    "una foto", "fotografia di",
)  # fmt: skip

PLACEHOLDERS = frozenset(
    {
        "image", "picture", "photo", "photograph", "graphic", "drawing", "diagram", "chart", "alt", "alt text",
        "alternative text", "placeholder", "untitled", "tbd", "todo", "test", "x", "xx", "xxx", "logo", "icon",
        "bild", "foto", "grafik", "zeichnung", "diagramm", "abbildung", "alternativtext", "platzhalter", "symbol",
        "photographie", "dessin", "graphique", "texte alternatif", "à faire",
        "immagine", "fotografia", "disegno", "grafico", "diagramma", "testo alternativo", "segnaposto",
    }
)  # fmt: skip

FILE_WORDS = (
    "csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "word", "excel", "powerpoint", "kb", "mb",
    "ko", "mo",
)  # fmt: skip
"""A link to a file that says one of them is known to be one."""

COLOURS = {
    "de": r"(?:rot|grün|gelb|blau|orange|grau|schwarz|weiß|violett|lila)(?:e|en|em|er|es)?",
    "en": r"(?:red|green|yellow|blue|orange|gr[ae]y|black|white|purple|pink)",
    "fr": r"(?:rouge|verte?|jaune|bleue?|orange|grise?|noire?|blanche?|violette?|rose)s?",
    "it": r"(?:ross[oaie]|verd[ei]|giall[oaie]|blu|arancion[ei]|grigi[oae]?|ner[oaie]|bianc(?:o|a|hi|he)|viola|rosa)",
}
# In the plural "red lines" are an idiom, and "green areas" are what towns are full of.
THINGS = {
    "de": r"(?:Knopf|Schaltfläche|Feld|Felder|Kasten|Kästchen|Pfeil|Pfeile|Linie|Punkt|Punkte|Balken|Text|Schrift|Symbol|Zeile|Zeilen)",
    "en": r"(?:buttons?|box|boxes|arrows?|line|dots?|points?|bars?|fields?|text|icons?|rows?|words?)",
    "fr": r"(?:boutons?|cases?|cadres?|flèches?|ligne|points?|barres?|champs?|textes?|mots?)",
    "it": r"(?:pulsant[ei]|casell[ae]|riquadr[oi]|frecc(?:ia|e)|linea|punt[oi]|barr[ae]|camp[oi]|test[oi]|parol[ae])",
}
MARKED = {
    "de": r"(?:in\s+)?{colour}\s+(?:markiert|hervorgehoben|gedruckt|dargestellt|gekennzeichnet|unterlegt)\w*",
    "en": r"(?:marked|shown|printed|highlighted|drawn|written)\s+in\s+{colour}",
    "fr": r"(?:marqu|indiqu|surlign|imprim|écrit|affich)\w*\s+en\s+{colour}",
    "it": r"(?:segnat|evidenziat|stampat|scritt|mostrat|indicat)\w*\s+in\s+{colour}",
}
