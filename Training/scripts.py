"""Words of scripts other than Chinese and Latin, and the fonts that have them.

The words are names of countries, regions, languages and currencies in Debian's package iso-codes: real spelling, in the
languages that write the script. A fifth of them, the fonts in KEPT, and the scripts in HELD are kept for measuring.
"""
import gettext, glob, os, zlib

from PIL import ImageFont

# The languages whose words stand for a script.
LANGUAGES = {
    "Arabic": ["ar", "fa", "ur", "ug"], "Bengali": ["bn"], "Cyrillic": ["bg", "mn", "ru", "sr", "uk"], "Devanagari": ["hi", "mr", "ne"], "Georgian": ["ka"],
    "Greek": ["el"], "Gujarati": ["gu"], "Gurmukhi": ["pa"], "Hangul": ["ko"], "Hebrew": ["he"], "Japanese": ["ja"], "Kannada": ["kn"], "Khmer": ["km"], "Lao": ["lo"],
    "Malayalam": ["ml"], "Myanmar": ["my"], "Oriya": ["or"], "Sinhala": ["si"], "Telugu": ["te"], "Thai": ["th"], "Tibetan": ["dz"],
    "Armenian": ["hy"], "Ethiopic": ["am", "ti"], "Tamil": ["ta"],
}
# Scripts that training never sees.
HELD = ["Armenian", "Ethiopic", "Tamil"]
# Families of fonts that training never sees.
KEPT = ["Amiri", "Baekmuk Batang", "David CLM", "GFS Artemisia", "Gargi", "IPAMincho", "Norasi"]
CATALOGUES = ["iso_3166-1", "iso_3166-2", "iso_639-2", "iso_639-3", "iso_4217"]
# Chinese fonts, whose letters of other scripts are as wide as characters, and fonts of odd shapes.
WIDE = ("arphic", "wqy", "CJK", "cwtex", "lxgw", "ipa", "takao", "vlgothic")
ODD = ("Symbol", "Emoji", "Math", "Thin", "Hairline", "UI-", "Looped", "Rashi", "Music", "Display")


def is_held(text):
    return zlib.crc32(text.encode()) % 5 == 0


def words(script, held=False, root="/"):
    """The script's names, sorted."""
    found = set()
    for language in LANGUAGES[script]:
        for catalogue in CATALOGUES:
            path = os.path.join(root, "usr/share/locale", language, "LC_MESSAGES", catalogue + ".mo")
            if not os.path.exists(path): continue
            with open(path, "rb") as file: names = gettext.GNUTranslations(file)._catalog
            found |= {name for key, name in names.items() if key and isinstance(name, str) and name and not any(c.isascii() and c.isalpha() for c in name)}
    return sorted(name for name in found if is_held(name) == held or script in HELD)


def fonts(script, held=False, root="/"):
    """Paths of the fonts that have the script's letters, sorted; for measuring only those kept, where there are any."""
    if script in HELD and not held: return []
    letters = sorted({c for name in words(script, held, root)[:400] for c in name if c.isalpha() and not c.isascii()})
    letters = letters[::max(1, len(letters) // 24)]
    trained, kept = [], []
    for path in sorted(glob.glob(os.path.join(root, "usr/share/fonts/**/*"), recursive=True)):
        if not path.lower().endswith((".ttf", ".ttc", ".otf")) or any(word in path for word in ODD): continue
        if script not in ("Japanese", "Hangul") and any(word in path for word in WIDE): continue
        try: font = ImageFont.truetype(path, 24)
        except OSError: continue
        missing = bytes(font.getmask("\uffff"))
        if len({bytes(font.getmask(c)) for c in letters} - {missing, b""}) < .9 * len(letters): continue
        (kept if font.getname()[0] in KEPT else trained).append(path)
    return kept or trained if held else trained
