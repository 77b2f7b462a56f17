"""One analysed sentence as the rule coder sees it: words, clauses, and who is meant by which words."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eventcoder.codebook.names import Piece
from eventcoder.coders.actors import ActorReader, Found, is_land
from eventcoder.coders.apart import Sides, governors, sides
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.lexicon import TOGETHER, Lexicon
from eventcoder.coders.parties import Party, parties
from eventcoder.coders.scenes import elsewhere, sited
from eventcoder.languages.protocol import Argument, Clause
from eventcoder.types.events import Actor, EventDate
from eventcoder.types.text import Sentence, Span, Word

# content words of patterns: any town, region or country as direct object, any international body
PLACE = "@place"
BODY = "@igo"
_DOERS = frozenset({"subj", "agent"})
_PARTIES = _DOERS | {"obj"}
_STATE = "GOV"
_STATE_BODIES = frozenset({_STATE, "MIL", "COP", "SPY", "LEG", "JUD"})
_APART = frozenset({_STATE, "MIL", "LEG", "BUS"})  # roles whose partner is rarely of the same country
_PARTY_CASES = frozenset({"dat", "ins"})  # UD cases; the others also say where something is or comes from


def _is_party(argument: Argument) -> bool:
    return argument.role in _PARTIES or (argument.role == "obl" and argument.marker in _PARTY_CASES)


def _covers(one: Span, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end


@dataclass(slots=True)
class SentenceReading:
    """Answers questions about one sentence; made for it, and thrown away after it."""

    sentence: Sentence
    words: Sequence[Word]
    pieces: Sequence[Piece]
    clauses: dict[int, Clause]
    lexicon: Lexicon
    actors: ActorReader
    discourse: Discourse
    when: Callable[[Span], EventDate | None]
    _found: dict[tuple[Argument, bool, date | None], tuple[Actor, ...]] = field(default_factory=dict)
    _groups: dict[date | None, list[Party]] = field(default_factory=dict)
    _sides: dict[int, Sides] = field(default_factory=dict)
    _days: dict[int, date | None] = field(default_factory=dict)

    def actors_of(self, argument: Argument, day: date | None, *, place: bool = False) -> tuple[Actor, ...]:
        """Return the actors an argument names, with their codes as of day; () when it names none."""
        key = (argument, place, day)
        if key not in self._found:
            self._found[key] = tuple(self._read(argument, day, place))
        return self._found[key]

    def somebody(self, clause: Clause) -> bool:
        """Return whether a personal pronoun that stands for people is the subject of a clause: "they", not "it"."""
        human = getattr(self.lexicon.language, "pronouns", {})
        subjects = (self.words[a.head] for a in clause.arguments if a.role == "subj" and not a.shared)
        return any(
            human.get(word.norm) or {"Person=3", "Number=Plur"} <= set(word.feats.split("|")) for word in subjects
        )

    def rivals(self, actor: Actor, clause: Clause) -> tuple[Actor, ...]:
        """Return an actor's opponent where its phrase speaks of several against each other: "rival parties"."""
        language = self.lexicon.language
        phrases = [a for a in clause.arguments if actor.span and _covers(self.span(a.start, a.end), actor.span)]
        own = {key for a in phrases for w in self.words[a.start : a.end] for key in language.noun_keys(w.norm)}
        return (replace(actor, entry=None, span=None),) if own & language.anaphora.opposed else ()

    def inside(self, argument: Argument) -> list[Piece]:
        """Return the names, nationality words and role nouns that begin in an argument, in text order."""
        return [p for p in self.pieces if argument.start <= p.start < argument.end]

    def heads_actor(self, argument: Argument) -> bool:
        """Return whether the head of an argument, or what it counts, is a name, a role noun or a pronoun."""
        head = self.words[argument.head]
        return head.upos in ("PRON", "NUM", "PROPN") or any(p.start <= argument.head < p.end for p in self.pieces)

    def parties(self, day: date | None) -> list[Party]:
        """Return the named parties of the sentence in text order, with their codes as of day."""
        if day not in self._groups:
            self._groups[day] = parties(self.words, self.pieces, self.clauses, self.actors, day)
        return self._groups[day]

    def governs(self, above: int, index: int) -> bool:
        """Return whether one word stands above another in the tree."""
        return above in governors(self.words, index)

    def party_actors(self, party: Party) -> tuple[Actor, ...]:
        """Return the actors of a party with their evidence."""
        span = self.span(party.start, party.end)
        words = span.cut(self.sentence.text)
        coded = [(f, f.code if f.country else self.in_scene(f, None)) for f in party.actors]
        return tuple(Actor(code, f.name, f.entry, words, span) for f, code in coded)

    def sides(self, predicate: int) -> Sides:
        """Return the words before and after a predicate that belong to what it says."""
        if predicate not in self._sides:
            self._sides[predicate] = sides(self.words, predicate)
        return self._sides[predicate]

    def trigger(self, predicate: int) -> Span:
        """Return the characters of a predicate."""
        return self.span(predicate, predicate + 1)

    def day(self, clause: Clause) -> date | None:
        """Return the day a clause's event happened as far as known, for dated actor codes."""
        if clause.predicate not in self._days:
            when = self.when(self.trigger(clause.predicate))
            self._days[clause.predicate] = when.day if when else self.sentence.published
        return self._days[clause.predicate]

    def content_of(self, start: int, end: int) -> set[str]:
        """Return the base forms of the words [start, end)."""
        keys: set[str] = set()
        for word in self.words[start:end]:
            keys |= self.lexicon.content_keys(word.norm, word.lemma)
        return keys

    def content_words(self, argument: Argument) -> set[str]:
        """Return the base forms of an argument, unless it is inherited, and "@place" for a place as direct object.

        "@igo" stands for any international body.
        """
        own = set() if argument.shared or argument.role == "adv" else self.content_of(argument.start, argument.end)
        inside = self.inside(argument)
        if argument.role == "obj" and inside and all(is_land(sense) for piece in inside for sense in piece.senses):
            own.add(PLACE)
        if any(getattr(sense.entry, "kind", "") == "igo" for piece in inside for sense in piece.senses):
            own.add(BODY)
        return own

    def span(self, start: int, end: int) -> Span:
        """Return the characters the words [start, end) cover."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def _suffixed(self, word: Word, day: date | None) -> str | None:
        """Return the country of whom the possessive suffix of a noun stands for: the speaker, else the latest actor."""
        if "[psor]=1" in word.feats:
            owner = self.discourse.speaker()
        else:
            owner = self.discourse.antecedent(word, self.pieces, day) if "[psor]=3" in word.feats else None
        return owner.code[:3] if owner and owner.code[:3] in self.actors.countries else None

    def possessor(self, argument: Argument, day: date | None) -> str | None:
        """Return the country of the actor a possessive suffix or pronoun of the phrase stands for."""
        if argument.owner is not None:
            return self._country_at(argument.owner, day)
        for word in self.words[argument.start : argument.end]:
            if word.upos == "PRON" and word.index != argument.head:
                owner = self.discourse.antecedent(word, self.pieces, day)
                if owner and owner.code[:3] in self.actors.countries:
                    return owner.code[:3]
        return None

    def _country_at(self, head: int, day: date | None) -> str | None:
        """Return the country of the argument whose head noun is at this word."""
        holders = (a for c in self.clauses.values() for a in c.arguments if a.head == head and a.owner is None)
        codes = (actor.code[:3] for holder in holders for actor in self.actors_of(holder, day))
        return next((code for code in codes if code in self.actors.countries), None)

    def _read(self, argument: Argument, day: date | None, place: bool) -> list[Actor]:
        word = self.words[argument.head]
        inside = self.inside(argument)
        if word.upos == "PRON" and not inside:
            human = getattr(self.lexicon.language, "pronouns", {}).get(word.norm)
            actor = self.discourse.antecedent(word, self._others(argument), day, human=human)
            return [self._located(actor, word.index)] if actor else []
        found = self.actors.read(inside, argument.head, day, place=place)
        if not any(one.country for one in found):
            stand_in = self._together(inside, day) or self._own_land(argument, day)
            if stand_in:
                return stand_in
        return [self._actor(one, argument, day) for one in found]

    def _located(self, actor: Actor, at: int) -> Actor:
        """Return an actor that a pronoun at a word stands for, a bare role with the country of the scene."""
        if actor.name or actor.code[:3] not in self.actors.roles or actor.code in self.actors.stateless:
            return actor
        return replace(actor, code=(self.discourse.scene(at, at + 1, self.pieces) or "") + actor.code)

    def _together(self, inside: Sequence[Piece], day: date | None) -> list[Actor]:
        """Return whom "the two sides" stands for; [] where the phrase has no such words, or nobody is known."""
        for piece in inside:
            if any(sense.entry == TOGETHER for sense in piece.senses):
                span = self.span(piece.start, piece.end)
                text = span.cut(self.sentence.text)
                meant = self.discourse.together(piece.start, self.pieces, day)
                return [replace(actor, text=text, span=span) for actor in meant]
        return []

    def _own_land(self, argument: Argument, day: date | None) -> list[Actor]:
        """Return the country of the owner of "his country"."""
        word = self.words[argument.head]
        if not self.lexicon.language.anaphora.lands.intersection(self.lexicon.language.noun_keys(word.norm)):
            return []
        country = self.possessor(argument, day) or self._suffixed(word, day)
        span = Span(word.start, word.end)
        return [Actor(country, text=span.cut(self.sentence.text), span=span)] if country else []

    def _others(self, pronoun: Argument) -> list[Piece]:
        """Return the names of the sentence without those of the subject beside a pronoun that is no subject itself."""
        beside = [c.arguments for c in self.clauses.values() if pronoun in c.arguments and pronoun.role != "subj"]
        subjects = [a for arguments in beside for a in arguments if a.role == "subj"]
        told = [c for c in self.clauses.values() if c.relation == "reported" and pronoun in c.arguments]
        above = [self.clauses[c.parent] for c in told if c.parent in self.clauses and pronoun.role == "subj"]
        # "X told Y that he would ...": the speaker, not who is told
        subjects += [
            a for c in above if any(b.role == "subj" for b in c.arguments) for a in c.arguments if a.role == "obj"
        ]
        return [p for p in self.pieces if not any(a.start <= p.start and p.end <= a.end for a in subjects)]

    def _actor(self, found: Found, argument: Argument, day: date | None) -> Actor:
        span = self.span(found.start, found.end)
        code = found.code if found.country else self._with_country(found, argument, day)
        return Actor(code, found.name, found.entry, span.cut(self.sentence.text), span)

    def _with_country(self, found: Found, argument: Argument, day: date | None) -> str:
        """Return a bare role with a country, if it takes one.

        It is that of the possessor ("their troops"), else of the one so called before ("the minister"), else of the
        scene.
        """
        country = self.possessor(argument, day) or self._at_home(found, argument, day) or self._teller(found, argument)
        if not country and self.lexicon.language.definite(self.words, argument.start, argument.end):
            head = self.words[argument.head].norm
            known = self.discourse.same_role(found.code, self.lexicon.language.noun_keys(head))
            if known:
                return known.code
        return self.in_scene(found, country, self._parties(argument, found.code))

    def _teller(self, found: Found, argument: Argument) -> str | None:
        """Return the country of a speaker with the same role: an army tells of its own soldiers."""
        speaker = self.discourse.speaker() if argument.role in _DOERS | {"gen", "obj"} else None
        return speaker.code[:3] if speaker and speaker.code[3:] == found.code else None

    def _at_home(self, found: Found, argument: Argument, day: date | None) -> str | None:
        """Return the country of the people whom a bare state body stands against: "MPs asked the government to"."""
        if argument.role in _DOERS or found.code not in _STATE_BODIES or sited(self.words, self.pieces, argument):
            return None
        near = [c for c in self.clauses.values() if argument in c.arguments and not argument.shared]
        doers = [a for c in near for a in c.arguments if a.role in _DOERS and a.head != argument.head]
        codes = {actor.code for a in doers for actor in self.actors_of(a, day)}
        people = {code for code in codes if code[3:6] and (code[3:6] == "LEG" or code[3:6] not in _STATE_BODIES)}
        homes = {code[:3] for code in people if code[:3] in self.actors.countries}
        return homes.pop() if len(homes) == 1 else None

    def in_scene(self, found: Found, country: str | None = None, others: Collection[Piece] = ()) -> str:
        """Return the code of a bare role with its country, if one is given or can be read off the scene."""
        if not country and found.code not in self.actors.stateless:
            near = [p for p in self.pieces if p not in others]
            markers = getattr(self.lexicon.language, "party_markers", ())
            here = [p for p in near if p.start < found.end or not elsewhere(self.words, p, markers)]
            country = self.discourse.scene(found.start, found.end, here)
            country = country or self.discourse.scene(found.start, found.end, near) or self._home(found)
        return (country or found.people) + found.code

    def _home(self, found: Found) -> str | None:
        """Return the country whose own institutions the press of the language names in capitals, without a country."""
        printed = [w.text[:1].isupper() for w in self.words[found.start : found.end]]
        named = printed[0] and sum(printed) > 1
        return getattr(self.lexicon.language, "home", None) if named else None

    def _is_partner(self, argument: Argument) -> bool:
        """Return whether something is done with whom an argument names."""
        return argument.role == "obl" and argument.marker in self.lexicon.language.anaphora.partners

    def _parties(self, argument: Argument, role: str) -> list[Piece]:
        """Return the names that are the other party of a clause: the ministry that accuses Greece is not Greek."""
        if argument.role not in _DOERS or role not in _APART:
            return []
        near = (c for c in self.clauses.values() if argument in c.arguments)
        party = _is_party if role == _STATE else self._is_partner
        others = [a for c in near for a in c.arguments if party(a) and a.head != argument.head]
        return [p for p in self.pieces if any(a.start <= p.start and p.end <= a.end for a in others)]
