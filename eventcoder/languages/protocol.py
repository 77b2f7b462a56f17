"""What a language answers. A language is an object with answers, never an `if`; coders see only these values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from eventcoder.types.text import Word


class Reading(NamedTuple):
    """One way to read a word form: lemma as the codebook writes it, part of speech, UD features.

    `pos` is "verb" or "noun". `feats` is "Name=Value|Name=Value" in UD names (Voice=Pass, Polarity=Neg, Tense=Fut,
    VerbForm=Fin|Inf|Part|Conv|Vnoun, Mood=..., Person=1, Case=...); only what the form itself shows.
    """

    lemma: str
    pos: str
    feats: str = ""


class Morphology(Protocol):
    """Finds coded words in running text, in all their inflected forms."""

    def read(self, norm: str) -> tuple[Reading, ...]:
        """Return the readings of a folded word among the lemmas this morphology was made for; () when none."""
        ...


class Argument(NamedTuple):
    """One noun phrase in one role of a clause; coordinated phrases are arguments of their own with the same role.

    role: "subj" who does it (grammatical subject of an active clause; the agent phrase of a passive has "agent"),
          "obj" direct object (of a passive: the promoted subject too, so obj is always the undergoer),
          "obl" with `marker` (preposition, postposition or case; folded), "gen" genitive or possessive of an event
          noun, "mod" nationality adjective or noun modifier of an event noun.
    marker: "" or the folded adposition ("with", "ضد", "karşı") or lower-case UD case of Turkish ("dat", "abl",
    "ins", "loc").
    head: word index of the head noun. [start, end): words of the phrase with its adjectives, genitives, of-phrases
    and appositions,
          without relative clauses, other prepositional phrases and conjuncts.
    shared: True when the phrase stands in another clause and is inherited (control, coordination, relative, pro-drop).
    owner: word index of the head noun a possessive suffix of the phrase stands for, when that noun is in another phrase
          ("askerlerini geri çekti": the subject's troops).
    """

    role: str
    marker: str
    head: int
    start: int
    end: int
    shared: bool = False
    owner: int | None = None


class Clause(NamedTuple):
    """One predicate (finite verb, participle, infinitive or event noun) with its arguments.

    predicate: word index. readings: the readings that fit its use, best first.
    passive: whether the form is passive. negated: whether the predicate is under negation ("did not visit", "no
    visit"). modality: "actual" (happened or happening), "intended" (future, plan, purpose), "hypothetical" (condition,
    possibility,
        wish), "ongoing" is actual. person: grammatical person of a finite verb, 3 when unknown.
    parent: predicate index of the governing clause in `Clause.predicate` terms or the word index of the governing
    verb when that
        verb is not coded; None at the top. relation: how it hangs there: "complement" (object clause, infinitive,
        event noun as
        object/subject/prepositional object of the governing predicate), "relative", "adverbial", "purpose",
        "coordinate", "reported" (inside a quotation or the content of a speech verb), "root".
    """

    predicate: int
    readings: tuple[Reading, ...]
    arguments: tuple[Argument, ...]
    passive: bool = False
    negated: bool = False
    modality: str = "actual"
    person: int = 3
    parent: int | None = None
    relation: str = "root"


class Anaphora(NamedTuple):
    """Words that stand for actors named before.

    together: phrases for those last named side by side ("the two sides"). lands: nouns, as `noun_keys` gives them, that
    with a possessive mean the country of its owner ("his country"). drops: whether a subject already known is left out.
    opposed: words, as `noun_keys` gives them, for several who stand against each other ("rival parties").
    partners: folded prepositions of whom something is done with.
    """

    together: tuple[str, ...] = ()
    lands: frozenset[str] = frozenset()
    drops: bool = False
    opposed: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()


class Language(Protocol):
    """The answers of one language."""

    code: str
    anaphora: Anaphora

    def fold(self, text: str) -> str:
        """Return text folded for matching; idempotent, and never changes its length in code points."""
        ...

    def name_keys(self, norm: str) -> tuple[str, ...]:
        """Return the look-up keys of a folded word as a name, itself first: case suffixes and clitics removed."""
        ...

    def noun_keys(self, norm: str) -> tuple[str, ...]:
        """Return the look-up keys of a folded word as common noun or adjective: its inflection removed."""
        ...

    def phrase_keys(self, phrase: str) -> tuple[tuple[str, ...], ...]:
        """Return a dictionary phrase (name, agent, adjective) as look-up keys: the folded words of each variant."""
        ...

    def definite(self, words: Sequence[Word], start: int, end: int) -> bool:
        """Return whether the words [start, end) speak of somebody known already ("the minister")."""
        ...

    def morphology(self, verbs: Iterable[str], nouns: Iterable[str]) -> Morphology:
        """Return a morphology that finds every inflected form of these one-word lemmas."""
        ...

    def clauses(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        """Return the clauses of a parsed sentence for the coded words in `readings`, in text order.

        The lexicon leads: a coded verb form in a predicate position is a predicate whatever the tagger says; parse,
        morphology and word order rank its arguments together. Words that merely look like a coded form are left out.
        """
        ...
