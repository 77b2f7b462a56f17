"""Find coded verbs and nouns in Arabic text in all their inflected forms."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eventcoder.languages.ar.conjugation import (
    Verb,
    active_participle,
    conjugate,
    passive_participle,
)
from eventcoder.languages.ar.fold import bare
from eventcoder.languages.ar.inflection import adjective_forms, noun_forms, unclitic, without_article, without_pronoun
from eventcoder.languages.ar.verbs import find_verbs
from eventcoder.languages.protocol import Reading

_CACHED = 100_000
# letters a word must keep when particles or pronouns the tokenizer left on it are taken off
_SURE = 4
# particles that a tokenizer hardly ever leaves on a word, while many words begin with these letters
_RARE = "كفس"


class _Finite(NamedTuple):
    """A finite reading but for its voice, which one spelling may leave open."""

    lemma: str
    tense: str
    person: int
    gender: str
    number: str
    jussive: bool


class ArabicMorphology:
    """Reads word forms of the lemmas it was made for."""

    def __init__(self, verbs: Iterable[str], nouns: Iterable[str]) -> None:
        """Generate all forms of the lemmas.

        Verbs stand in the third person masculine singular perfect, nouns in the singular, broken plurals after a slash.
        """
        self._finite: dict[str, dict[_Finite, set[str]]] = {}
        self._nominal: dict[str, dict[Reading, None]] = {}
        self._transitive: set[str] = set()
        self._cache: dict[str, tuple[Reading, ...]] = {}
        for lemma in dict.fromkeys(nouns):
            self._add_noun(lemma)
        for lemma in dict.fromkeys(verbs):
            for verb in find_verbs(lemma):
                self._add_verb(lemma, verb)

    def _add_noun(self, lemma: str) -> None:
        singular, *plurals = bare(lemma).split("/")
        for text, number in noun_forms(singular):
            self._put(text, Reading(lemma, "noun", f"Number={number}"))
        for plural in plurals:
            for text, _ in noun_forms(plural):
                self._put(text, Reading(lemma, "noun", "Number=Plur"))

    def _add_verb(self, lemma: str, verb: Verb) -> None:
        if "transitive" in verb.flags:
            self._transitive.add(lemma)
        whole: set[tuple[str, str]] = set()
        for form in conjugate(verb):
            # a shortened form that is also a full one needs no particle before it
            if form.jussive and (form.text, form.voice) in whole:
                continue
            whole.add((form.text, form.voice))
            key = _Finite(lemma, form.tense, form.person, form.gender, form.number, form.jussive)
            self._finite.setdefault(form.text, {}).setdefault(key, set()).add(form.voice)
        for voice, participle in (("Act", active_participle(verb)), ("Pass", passive_participle(verb))):
            for text, number in adjective_forms(participle):
                self._put(text, Reading(lemma, "verb", f"Number={number}|VerbForm=Part|Voice={voice}"))

    def _put(self, text: str, reading: Reading) -> None:
        self._nominal.setdefault(text, {}).setdefault(reading)

    def read(self, norm: str) -> tuple[Reading, ...]:
        """Return the readings of a word: finite verbs, then nouns and participles; () when none."""
        found = self._cache.get(norm)
        if found is None:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            found = self._cache[norm] = tuple(dict.fromkeys(self._read(bare(norm))))
        return found

    def _read(self, word: str) -> list[Reading]:
        found = self._whole(word)
        if not found:
            owned = () if without_article(word) else without_pronoun(word)
            loose = () if word[:1] in _RARE else unclitic(word)
            for shorter in (*loose, *owned):
                found = self._whole(shorter) if len(shorter) >= _SURE else []
                if found:
                    break
        return found

    def _whole(self, word: str) -> list[Reading]:
        plain = without_article(word)
        if plain is None and word.startswith("ل") and word[1:] in self._nominal and word not in self._nominal:
            plain = word[1:]
        if plain is not None and plain in self._nominal:
            return [r._replace(feats="Definite=Def|" + r.feats) for r in self._nominal[plain]]
        return [*self._verbal(word), *self._nominal.get(word, ())]

    def _verbal(self, word: str) -> Iterator[Reading]:
        """Yield the finite readings; third persons hide the others of a form, voice shows where spelling shows it.

        Subcat=Tran marks verbs that cannot do without an object, so that one noun phrase alone means the passive.
        """
        forms = self._finite.get(word, {})
        best: dict[str, int] = {}
        for key, voices in forms.items():
            # "I met", not "she was met": of a verb that can do without an object the passive is rare
            rare = key.person == 3 and voices == {"Pass"} and key.lemma not in self._transitive
            rank = len(_RANK) if rare else _RANK[key.person]
            best[key.lemma] = min(best.get(key.lemma, rank), rank)
        for key, voices in forms.items():
            if _RANK[key.person] > best[key.lemma] or (key.person == 3 and best[key.lemma] in _OTHERS):
                continue
            feats = {"Gender": key.gender, "Number": key.number, "Person": str(key.person), "Tense": key.tense}
            feats["VerbForm"] = "Fin"
            if key.jussive:
                feats["Mood"] = "Jus"
            if len(voices) == 1:
                feats["Voice"] = next(iter(voices))
            if key.lemma in self._transitive:
                feats["Subcat"] = "Tran"
            yield Reading(key.lemma, "verb", "|".join(f"{name}={value}" for name, value in feats.items() if value))


_RANK = {3: 0, 1: 1, 2: 2}
_OTHERS = (_RANK[1], _RANK[2])
