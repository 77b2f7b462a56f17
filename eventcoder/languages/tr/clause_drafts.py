"""Clauses in the making: what a predicate has taken so far, before it becomes a value."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.languages.tr.clause_phrases import Phrase


@dataclass(slots=True)
class Draft:
    """One predicate with its phrases. `form` is the form of a verb token, "noun" for an event noun.

    `subject` is the phrase of who does it (who undergoes it, in a passive). `carried` is the event noun that this verb
    carries, as in "ziyaret etti".
    """

    predicate: int
    form: str
    readings: tuple[Reading, ...] = ()
    arguments: list[Argument] = field(default_factory=list)
    subject: Phrase | None = None
    passive: bool = False
    negated: bool = False
    modality: str = "actual"
    person: int = 3
    parent: int | None = None
    relation: str = "root"
    carried: int | None = None
    objects: list[Phrase] = field(default_factory=list)
    speech: bool = False
    controls_object: bool = False
    owned: bool = False

    def add(self, phrase: Phrase, role: str, marker: str = "", *, shared: bool = False) -> None:
        """Add a phrase with its conjuncts as arguments of one role."""
        self.arguments.extend(phrase.arguments(role, marker, shared))

    def doers(self) -> list[Argument]:
        """Return who does what a nominalised clause says, an oblique "content": Y'nin gitmesini istedi."""
        own = self.subject.head if self.subject is not None and self.form in ("vnoun", "owned") else None
        named = [a for a in self.arguments if a.role in ("subj", "agent") and (not a.shared or a.head == own)]
        found = [a._replace(role="obl", marker="content", shared=True) for a in named]
        if self.form == "inf":
            touched = [a for a in self.arguments if a.marker == "dat"] or [a for a in self.arguments if a.role == "obj"]
            found.extend(a._replace(role="obl", marker="matter", shared=True) for a in touched)
        return found

    def want(self, wishes: Mapping[str, str]) -> None:
        """Read a verb of asking as one of wanting where it governs an infinitive: "gitmek istiyor"."""
        self.readings = tuple(r._replace(lemma=wishes.get(r.lemma, r.lemma)) for r in self.readings)

    def float_free(self) -> None:
        """Read an infinitive that no predicate governs as no fact: kralı öldürmekten daha kolay."""
        if self.form == "inf" and self.parent is None and self.modality == "actual":
            self.modality = "hypothetical"

    def refuse(self, refusals: Mapping[str, str]) -> None:
        """Read a negated word as a refusal where refusing is an act: "kabul etmedi"."""
        if not self.negated or self.modality == "hypothetical":
            return
        found = tuple(r._replace(lemma=refusals[r.lemma]) for r in self.readings if r.lemma in refusals)
        if found:
            self.readings, self.negated, self.modality = found, False, "actual"

    def finish(self, unowned: Collection[int], main: int | None = None) -> Clause:
        """Return the clause as a value; nouns of `unowned` belong to its subject: askerlerini geri çekti.

        What is its own subject belongs to the subject at `main`: Rusya, öldürülen diplomatlarının katillerini arıyor.
        """
        own = self.subject.head if self.subject is not None else None
        holders = {a.head: main if own in (None, a.head) else own for a in self.arguments if a.head in unowned}
        owned = (
            a._replace(owner=holders[a.head]) if holders.get(a.head) not in (None, a.head) else a
            for a in self.arguments
        )
        return Clause(
            predicate=self.predicate,
            readings=self.readings,
            arguments=tuple(dict.fromkeys(owned)),
            passive=self.passive,
            negated=self.negated,
            modality=self.modality,
            person=self.person,
            parent=self.parent,
            relation=self.relation,
        )
