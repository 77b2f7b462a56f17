"""spaCy language classes of eventcoder's pipelines: what a word looks like to the models.

Importing this module registers `eventcoder_ar`, `eventcoder_tr` and `eventcoder_en` with spaCy, so that trained
pipelines load from their folders without pickles and without code of their own.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import simplemma
from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.lex_attrs import word_shape
from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import registry

_DIGITS = re.compile(r"\d")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_APOSTROPHE = re.compile("['’]")
_DOTTED = str.maketrans("Iİ", "ıi")

Getter = Callable[[str], str]


def arabic_form(text: str) -> str:
    """Return an Arabic word without vowel signs and tatweel, with hamza seats, final ya and ta marbuta unified."""
    return _DIGITS.sub("0", _MARKS.sub("", text).translate(_LETTERS)).lower() or text


def turkish_form(text: str) -> str:
    """Return a Turkish word in lower case by Turkish rules, with one kind of apostrophe and every digit a 0."""
    return _DIGITS.sub("0", text.translate(_DOTTED).lower().replace("’", "'"))


def english_form(text: str) -> str:
    """Return an English word in lower case, with one kind of apostrophe and every digit a 0."""
    return _DIGITS.sub("0", text.lower().replace("’", "'"))


def _features(form: Getter, language: str, prefix: int, suffix: int) -> dict[int, Getter]:
    """Return the lexical attributes the embeddings read, and no others, since each word met is asked for all of them.

    LOWER carries the dictionary lemma: MultiHashEmbed can only read spaCy's own attributes, and NORM already is lower
    case. A word unknown to the dictionary carries its last five letters instead.
    """

    def lemma(text: str) -> str:
        word = form(text)
        found = simplemma.lemmatize(word, lang=language)
        return form(found) if found != word or simplemma.is_known(word, lang=language) else f"-{word[-5:]}"

    return {
        SHAPE: word_shape,
        NORM: form,
        LOWER: lemma,
        PREFIX: lambda text: form(text)[:prefix],
        SUFFIX: lambda text: form(text)[-suffix:],
    }


class _Defaults(BaseDefaults):
    """No rules of spaCy's own tokenizer, which costs a while to make: words come cut by ours."""

    tokenizer_exceptions: dict[str, Any] = {}
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    infixes: tuple[str, ...] = ()


class ArabicDefaults(_Defaults):
    """Lexical attributes of Arabic words; clitics are words of their own."""

    lex_attr_getters = _features(arabic_form, "ar", 2, 3)
    writing_system = {"direction": "rtl", "has_case": False, "has_letters": True}


class TurkishDefaults(_Defaults):
    """Lexical attributes of Turkish words; a case suffix behind an apostrophe belongs to its word."""

    lex_attr_getters = _features(turkish_form, "tr", 1, 3)


class EnglishDefaults(_Defaults):
    """Lexical attributes of English words."""

    lex_attr_getters = _features(english_form, "en", 1, 3)


@registry.languages("eventcoder_ar")
class ArabicPipeline(Language):  # type: ignore[no-untyped-call]
    """spaCy language of the Arabic pipeline."""

    lang = "eventcoder_ar"
    Defaults = ArabicDefaults


@registry.languages("eventcoder_tr")
class TurkishPipeline(Language):  # type: ignore[no-untyped-call]
    """spaCy language of the Turkish pipeline."""

    lang = "eventcoder_tr"
    Defaults = TurkishDefaults


@registry.languages("eventcoder_en")
class EnglishPipeline(Language):  # type: ignore[no-untyped-call]
    """spaCy language of the English pipeline."""

    lang = "eventcoder_en"
    Defaults = EnglishDefaults


class DictionaryLemmatizer:
    """Sets lemmas from a dictionary; words it does not know are their own lemma.

    A suffix behind an apostrophe is left out. `infinitive` is a regular expression cut off the lemma of verbs: the
    dictionary cites them in the infinitive, treebanks by their stem.
    """

    def __init__(self, dictionary: str, infinitive: str) -> None:
        ending = re.compile(rf"(?:{infinitive})\Z")

        @lru_cache(maxsize=200_000)
        def lemma(text: str, verbal: bool) -> str:
            found = simplemma.lemmatize(_APOSTROPHE.split(text)[0] or text, lang=dictionary)
            return ending.sub("", found) if verbal else found

        self._lemma = lemma

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token; tags come first."""
        for token in doc:
            token.lemma_ = self._lemma(token.text, token.pos_ in ("VERB", "AUX"))
        return doc


@Language.factory("dictionary_lemmatizer", default_config={"dictionary": "tr", "infinitive": "m[ae]k"})
def dictionary_lemmatizer(nlp: Language, name: str, dictionary: str, infinitive: str) -> DictionaryLemmatizer:
    """Make the component from a pipeline's settings."""
    return DictionaryLemmatizer(dictionary, infinitive)
