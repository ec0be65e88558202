"""Builds guardrails/en/given_names.txt from the name providers of the Faker package.

Run it in the development environment: `python scripts/build_given_names.py`. It prints how many it wrote.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

LOCALES = (
    "az_AZ cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_TH en_US es_AR "
    "es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR fr_QC ga_IE ha_NG hr_HR hu_HU id_ID ig_NG "
    "is_IS it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw "
    "tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA ja_JP zh_CN zh_TW ru_RU uk_UA bg_BG mk_MK el_GR ko_KR"
).split()
TABLES = (
    "first_names",
    "first_names_female",
    "first_names_male",
    "first_names_unisex",
    "first_romanized_names",
)

FOLDER = Path(__file__).resolve().parents[1] / "guardrails" / "en"
SUPPLEMENT = FOLDER / "more_names.txt"
LEFT_OUT = tuple(FOLDER / name for name in ("name_words.txt", "place_words.txt", "not_names.txt"))

_CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюяјљњџќѓѕ",
        (
            "a b v h g d e e ye zh z i i yi y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya "
            "j lj nj dzh k g dz"
        ).split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
# Revised romanisation of Korean: a syllable is an initial, a vowel and perhaps a final.
_INITIALS = "g kk n d tt r m b pp s ss . j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = ". k k k n n n t l k m p l l p l m p p t t ng t t k t p t".split()
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "a"}
)


def main() -> None:
    """Write the list."""
    left_out = {word for path in LEFT_OUT for word in _lines(path)}
    names = {name for locale in LOCALES for name in _names(locale)} | set(_lines(SUPPLEMENT))
    kept = sorted(
        name for name in names - left_out if re.fullmatch(r"[a-z]{3,14}", name) or name in _lines(SUPPLEMENT)
    )
    target = FOLDER / "given_names.txt"
    target.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(kept)} names from {len(LOCALES)} locales, {target.stat().st_size // 1000} kB")


def _names(locale: str) -> Iterator[str]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for table in TABLES:
        entries = getattr(provider, table, ())
        # A few locales compute a table; the tables that it is computed from are read anyway.
        if isinstance(entries, property):
            continue
        for entry in entries:
            for name in re.split(r"[\s-]+", entry):
                yield romanised(name)


def romanised(name: str) -> str:
    """Return the name in lower case and in the letters a to z, or with what is in no alphabet known here."""
    lowered = "".join(map(_korean, name.lower())).translate(_PLAIN)
    bare = "".join(char for char in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(char))
    return "".join(_CYRILLIC.get(char, _GREEK.get(char, char)) for char in bare).replace(".", "")


def _korean(char: str) -> str:
    number = ord(char) - 0xAC00
    if not 0 <= number < 11172:
        return char
    initial, rest = divmod(number, 588)
    vowel, final = divmod(rest, 28)
    return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace(".", "")


def _lines(path: Path) -> Iterable[str]:
    return [
        line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")
    ]


if __name__ == "__main__":
    main()
