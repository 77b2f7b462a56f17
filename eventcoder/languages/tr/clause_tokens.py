"""What each word of a Turkish sentence is to the clause reader: nominal with its case, verb form, or function word."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eventcoder.languages.protocol import Reading
from eventcoder.languages.tr.clause_cases import case_of, is_caselike_name, is_possessed, is_suffixed
from eventcoder.languages.tr.grammar import Grammar, grammar
from eventcoder.languages.tr.inflection import harmony_vowel
from eventcoder.languages.tr.keys import noun_keys
from eventcoder.types.text import Word

_ARTICLES = frozenset({"el", "al"})  # of Arabic names: El Fetih
QUOTES = frozenset('"“”«»„')


class Token(NamedTuple):
    """One word as the clause reader sees it.

    kind: noun, verb, adposition, conjunction, connective, particle, adverb, existence, comma, colon, quote, mark.
    case: lower-case UD case of a nominal, or of a verb form used as one. form of a verb: fin, rel (-An), owned (-DIK
    and -AcAK with possessive), vnoun (-mA), inf (-mAk), conv (-ArAk, -Ip), adv (-ken, -IncA, -sA). capital: printed
    with one. possessed: may carry the possessive of the third person. suffixed: ends in what may be the accusative.
    """

    place: int
    norm: str
    kind: str
    case: str = ""
    form: str = ""
    verb: Reading | None = None
    coded: tuple[Reading, ...] = ()
    capital: bool = False
    possessed: bool = False
    suffixed: bool = False
    word: Word | None = None


def read_tokens(words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Token]:
    """Classify the words of a sentence."""
    known = grammar()
    tokens = [_token(word, readings.get(word.index, ()), known, words) for word in words]
    for token, following in zip(tokens, tokens[1:], strict=False):
        if known.formulas.get(token.norm) == following.norm:
            tokens[token.place] = token._replace(kind="noun", case="nom", form="", verb=None, coded=())
            tokens[following.place] = following._replace(kind="particle", coded=())
        if following.verb is None:
            continue
        if known.undergoing.get(token.norm) == following.verb.lemma:
            tokens[token.place] = token._replace(kind="particle", coded=())
        elif token.norm in known.carrier_words and following.verb.lemma in known.light_verbs:
            tokens[token.place] = token._replace(kind="particle", coded=())
        elif token.kind == "existence" and following.verb.lemma in ("etmek", "olmak", "saymak"):
            tokens[token.place] = token._replace(kind="noun", case="nom")
    return tokens


def _token(word: Word, coded: tuple[Reading, ...], known: Grammar, words: Sequence[Word]) -> Token:
    norm = word.norm
    before = words[word.index - 1].norm if word.index else ""
    coded = tuple(r for r in _own_verbs(coded) if known.after_words.get(r.lemma, before) == before)
    coded = () if before in _ARTICLES and word.text[:1].isupper() else coded
    capital = word.text[:1].isupper() and (word.index > 0 or word.upos != "NOUN" or _is_name_at_start(word, words))
    base = Token(word.index, norm, "mark", capital=capital, word=word)
    if not any(character.isalnum() for character in norm):
        kinds = {",": "comma", ";": "comma", ":": "colon"}
        return base._replace(kind="quote" if norm in QUOTES else kinds.get(norm, "mark"))
    kind = _closed_class(norm, known)
    if kind:
        return base._replace(kind=kind, coded=coded)
    following = words[word.index + 1] if word.index + 1 < len(words) else None
    if norm in known.compound_parts and following is not None and following.upos == "NOUN" and word.upos == "NOUN":
        return base._replace(kind="noun", case="nom")
    verb = _verb(word, coded, known, words)
    if verb:
        form, case = _form(verb.feats)
        fitting = tuple(r for r in coded if r.pos == "verb" and (r == verb or _form(r.feats)[0] == form))
        return base._replace(
            kind="verb", form=form, case=case, verb=verb, coded=fitting, possessed="[psor]=3" in verb.feats
        )
    nouns = tuple(r for r in coded if r.pos == "noun" or "VerbForm=Vnoun" in r.feats)
    case = "nom" if norm in known.determiners else case_of(word, nouns, words)
    return base._replace(
        kind="noun", case=case, coded=nouns, possessed=is_possessed(word, case, nouns), suffixed=is_suffixed(word)
    )


def _own_verbs(coded: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings without causatives of shorter verbs where the word is a verb of its own: kurtardı."""
    plain = tuple(r for r in coded if "Voice=Cau" not in r.feats)
    return plain if any(r.pos == "verb" for r in plain) else coded


def _is_name_at_start(word: Word, words: Sequence[Word]) -> bool:
    """Return whether the first word of a sentence is a name: Sovyetler Birliği, Hollanda."""
    following = words[1] if len(words) > 1 else None
    compound = following is not None and following.text[:1].isupper() and "[psor]=3" in following.feats
    return word.text.isupper() or compound or is_caselike_name(word.norm)


def _closed_class(norm: str, known: Grammar) -> str:
    for kind, members in (
        ("conjunction", known.conjunctions),
        ("particle", known.particles),
        ("existence", known.existence | known.absence),
        ("adposition", known.adpositions | known.attributive_adpositions),
        ("connective", known.connectives),
        ("adverb", known.adverbs),
    ):
        if norm in members:
            return kind
    return ""


def _form(feats: str) -> tuple[str, str]:
    """Return the clause-reader's name of a verb form, and its case where it is used as a nominal."""
    pairs = dict(part.split("=") for part in feats.split("|") if part)
    case = pairs.get("Case", "Nom").lower()
    kind = pairs.get("VerbForm")
    if kind == "Fin":
        return ("adv" if pairs.get("Mood") == "Cnd" else "fin"), ""
    if kind == "Part" and pairs.get("Tense") == "Pres":
        return "rel", case
    if kind == "Part":
        return ("adv" if case == "loc" else "owned"), case
    if kind in ("Vnoun", "Inf"):
        return kind.lower(), case
    return ("adv" if "Aspect" in pairs or "Evident" in pairs or "Tense" in pairs else "conv"), ""


def _verb(word: Word, coded: Sequence[Reading], known: Grammar, words: Sequence[Word]) -> Reading | None:
    """Return the verb reading that fits the word in its place; None when it is better read as a nominal."""
    lexical = known.lexical_nouns.intersection(noun_keys(word.norm)) and not _ends_as_verb(word, words)
    if "'" in word.norm or lexical:
        return None
    if word.norm not in known.inflected_nouns and known.inflected_nouns.intersection(noun_keys(word.norm)):
        return None
    sure = any(_sure(r) for r in coded if r.pos == "verb") or _has_object(word, words)
    if any(r.pos == "noun" for r in coded) and not sure:
        return None
    refused = frozenset(known.refusals.values())
    verbs = sorted((r for r in coded if r.pos == "verb"), key=lambda reading: reading.lemma in refused)
    for reading in (*verbs, *known.verbs.read(word.norm)):
        if _acts_as_verb(reading, word, reading in coded, words):
            return reading
    return _tagged_verb(word, coded, words)


def _tagged_verb(word: Word, coded: Sequence[Reading], words: Sequence[Word]) -> Reading | None:
    """Return the finite verb the tagger sees at the end of a clause where no list knows the word: zayıfladı."""
    following = words[word.index + 1].norm if word.index + 1 < len(words) else "."
    ends = not any(character.isalnum() for character in following)
    finite = word.upos == "VERB" and "VerbForm=Fin" in word.feats and "Mood=Imp" not in word.feats
    if coded or not finite or not ends or word.text[:1].isupper() or len(word.lemma) < 2:
        return None
    lemma = f"{word.lemma}m{'a' if harmony_vowel(word.lemma) in 'aıou' else 'e'}k"
    known = any(reading.lemma == lemma for reading in grammar().verbs.read(word.lemma))
    return None if known else Reading(lemma, "verb", word.feats)


def _ends_as_verb(word: Word, words: Sequence[Word]) -> bool:
    """Return whether the tagger sees a verb where only a verb can stand, at the end: "Ankara'ya gelecek."."""
    return word.upos == "VERB" and not any(c.isalnum() for other in words[word.index + 1 :] for c in other.norm)


def _has_object(word: Word, words: Sequence[Word]) -> bool:
    """Return whether the word before is one that only a verb governs: Çin'i suçlaması, etmekle suçlaması."""
    before = words[word.index - 1] if word.index else None
    if before is None:
        return False
    named = before.norm.rpartition("'")[2] in ("ı", "i", "u", "ü", "yı", "yi", "yu", "yü") and "'" in before.norm
    return (
        named or ("Case=Acc" in before.feats and "[psor]" in before.feats) or before.norm.endswith(("makla", "mekle"))
    )


def _sure(reading: Reading) -> bool:
    return "VerbForm=Vnoun" not in reading.feats and "VerbForm=Part|Tense=Pres" not in reading.feats


def _acts_as_verb(reading: Reading, word: Word, coded: bool, words: Sequence[Word]) -> bool:
    feats = reading.feats
    following_name = word.index + 1 < len(words) and words[word.index + 1].text[:1].isupper()
    if "Evident" in feats and word.text[:1].isupper() and following_name:
        return False  # Birleşmiş Milletler
    if "VerbForm=Vnoun" in feats and "Number=Plur" in feats and "[psor]" not in feats:
        return False  # "görüşmelere": what is counted is a thing
    name = word.text[:1].isupper() and word.index > 0 and words[word.index - 1].norm not in QUOTES | {":"}
    if "VerbForm=Vnoun" in feats:
        return not name and (coded or "[psor]" in feats)
    loose = "Tense=Pres|VerbForm=Part" in feats or ("Aspect=Hab" in feats and "Polarity" not in feats)
    if loose:
        following = words[word.index + 1].norm if word.index + 1 < len(words) else "."
        nominal_tag = word.upos in ("NOUN", "PROPN")
        if "Aspect=Hab" in feats and "Conv" not in feats:
            return not name and not (nominal_tag and following != ".")
        alone = "Case=Nom" in feats and "Number" not in feats and not any(c.isalnum() for c in following)
        return not name and (coded or not (nominal_tag or alone))
    return not name or "VerbForm=Fin" in feats
