"""Event nouns of a Turkish sentence: their own phrase, and the support verb that may carry them."""

from eventcoder.languages.protocol import Argument
from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_links import ask_partner, give_asked
from eventcoder.languages.tr.clause_owners import issue, own, travel
from eventcoder.languages.tr.clause_phrases import Phrase
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.keys import noun_keys

_OBLIQUE = frozenset({"dat", "abl", "ins", "loc"})


class EventNouns:
    """Makes a draft of every coded noun."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._carriers: dict[int, int] = {}
        self._unowned: dict[int, Phrase] = {}
        self._enclosed: dict[int, list[Phrase]] = {}

    def open(self, phrase: Phrase) -> None:
        """Make drafts of the event nouns of a phrase that is about to be put on the stack."""
        tokens = self._state.tokens
        if phrase.clause is None and self._is_shell(phrase):
            phrase.head -= 1
        if phrase.clause is not None or not tokens[phrase.head].coded:
            return
        if self._is_title(tokens[phrase.head]):
            phrase.start = phrase.head
        for index in range(phrase.start, phrase.head + 1):
            if tokens[index].coded and tokens[index].kind == "noun":
                self._open_word(phrase, index)
        self._take_content(phrase)

    def _is_shell(self, phrase: Phrase) -> bool:
        """Return whether the head only carries the event noun before it: taziye mesajı."""
        head = self._state.tokens[phrase.head]
        if head.coded or phrase.head == phrase.start or not self._state.tokens[phrase.head - 1].coded:
            return False
        before = self._state.tokens[phrase.head - 1]
        return before.kind == "noun" and bool(self._state.known.shell_nouns.intersection(noun_keys(head.norm)))

    def enclose(self, phrase: Phrase) -> None:
        """Take what stands between an event noun and its owner: Rusya'nın Ukrayna'ya saldırısı."""
        state = self._state
        head = state.tokens[phrase.head]
        if not head.coded or not head.possessed:
            return
        at = len(state.stack) - 1
        while at >= state.base and self._is_enclosed(state.stack[at], chain=phrase.case == "gen"):
            at -= 1
        if at < state.base or at == len(state.stack) - 1 or state.stack[at].case != "gen" or state.stack[at].marker:
            return
        phrase.owner = state.stack[at]
        inner = state.stack[at + 1 :]
        if at > state.base and self._is_partner(state.stack[at - 1], phrase.owner):
            at -= 1
            inner.insert(0, state.stack[at])
        self._enclosed[phrase.head] = [p for p in inner if p.clause is None]
        state.stack[at:] = [p for p in inner[-1:] if p.clause is not None]

    def _is_partner(self, phrase: Phrase, owner: Phrase) -> bool:
        """Return whether "X ile" stands right before the owner of a shared event: Suriye ile İsrail'in görüşmesi."""
        beside = phrase.marker == "ins" and phrase.clause is None and phrase.end + 1 == owner.first
        return beside and self._state.tokens[phrase.end].norm == "ile"

    def _is_enclosed(self, phrase: Phrase, *, chain: bool) -> bool:
        """Return whether a phrase may stand inside an owned noun's phrase; an infinitive only right before the noun.

        In a `chain` of genitives the first is more likely the subject of a later clause.
        """
        if phrase.clause is not None:
            infinitive = self._state.drafts[phrase.clause].form == "inf" and phrase.case == "nom"
            last = phrase is self._state.stack[-1] and not chain
            return infinitive and last and not phrase.comma and not phrase.marker
        return self._is_oblique(phrase) or self._is_object(phrase)

    def _is_oblique(self, phrase: Phrase) -> bool:
        oblique = bool(phrase.marker) or phrase.case in _OBLIQUE
        return oblique and not phrase.comma and not phrase.time and phrase.clause is None

    @staticmethod
    def _is_object(phrase: Phrase) -> bool:
        """Return whether a phrase may be the object inside an event noun's phrase: Almanya'nın Belçika'yı işgali."""
        return phrase.case == "acc" and not phrase.marker and not phrase.comma and phrase.clause is None

    def doubt(self, phrase: Phrase) -> None:
        """Mark a clause that stands before a noun of possibility as no fact: çekilme seçeneği."""
        state = self._state
        if len(state.stack) <= state.base or phrase.clause is not None:
            return
        content = state.stack[-1]
        if content.clause is not None and state.known.unreal_nouns.intersection(noun_keys(self._norm(phrase))):
            state.drafts[content.clause].modality = "hypothetical"

    def _norm(self, phrase: Phrase) -> str:
        return self._state.tokens[phrase.head].norm

    def _open_word(self, phrase: Phrase, index: int) -> None:
        token = self._state.tokens[index]
        draft = Draft(predicate=index, form="noun", readings=token.coded)
        lemmas = {reading.lemma for reading in token.coded}
        draft.speech = bool(lemmas & self._state.known.speech_verbs)
        draft.controls_object = bool(lemmas & self._state.known.object_control)
        if index != phrase.head:
            draft.parent, draft.relation = phrase.head, "complement"
        self._state.drafts[index] = draft
        if phrase.owner is not None:
            draft.add(phrase.owner, "gen")
        elif token.possessed and index == phrase.start:
            self._unowned[index] = phrase
        if index > phrase.start:
            draft.arguments.append(Argument("mod", "", index - 1, phrase.start, index))
        self._obliques(draft)

    def _obliques(self, draft: Draft) -> None:
        """Add the oblique phrases right before the noun's phrase; a verb further on may take them too."""
        state = self._state
        enclosed = self._enclosed.get(draft.predicate)
        for phrase in reversed(state.stack[state.base :] if enclosed is None else enclosed):
            if enclosed is not None and self._is_object(phrase):
                draft.add(phrase, "obj")
                continue
            if not self._is_oblique(phrase):
                return
            if phrase.marker in state.known.agent_adpositions:
                draft.add(phrase, "agent")
            else:
                draft.add(phrase, "obl", phrase.relation)

    def _is_title(self, token: Token) -> bool:
        """Return whether an event noun is part of a name, so that the name's place is no party: Paris Antlaşması."""
        return (
            token.capital
            and token.place > 0
            and bool(self._state.known.titled_events.intersection(r.lemma for r in token.coded))
        )

    def _take_content(self, phrase: Phrase) -> None:
        """Take a nominalised clause that says what the noun is about: çekilmesi çağrısı."""
        state = self._state
        if len(state.stack) <= state.base:
            return
        content = state.stack[-1]
        if content.clause is None or content.comma or (phrase.owner is not None and content.end != phrase.start):
            return
        bare = content.case == "nom" and not content.marker and state.tokens[phrase.head].possessed
        if bare or content.marker in state.known.content_adpositions:
            state.stack.pop()
            inner = state.drafts[content.clause]
            inner.parent, inner.relation = phrase.head, "complement"
            draft = state.drafts[phrase.head]
            draft.arguments.append(Argument("mod", "", content.head, content.head, content.head + 1))
            give_asked(state, draft, inner, [])
            draft.arguments.extend(inner.doers())

    def carry(self, draft: Draft) -> None:
        """Find the event noun that a support verb carries, and let it have what the verb took."""
        state = self._state
        verb = state.tokens[draft.predicate].verb
        if verb is None or verb.lemma not in state.known.light_verbs:
            return
        taken = state.taken[draft.predicate]
        for place, phrase in enumerate(taken):
            if phrase.clause is not None or phrase.marker or phrase.head not in state.drafts:
                continue
            near = place == 0 and state.adjacent(phrase, draft.predicate)
            if near or (verb.lemma not in state.known.close_light_verbs and phrase.case != "ins"):
                self._carriers[phrase.head] = draft.predicate
                draft.carried = phrase.head
                return

    def exist(self, token: Token) -> None:
        """Let the event noun before "var" or "yok" stand as a clause of its own; "değil" after a verb negates it."""
        state = self._state
        absent = token.norm in state.known.absence
        before = state.drafts.get(token.place - 1)
        if before is not None and before.form != "noun":
            before.negated = before.negated or absent
            return
        phrases = state.stack[state.base :]
        del state.stack[state.base :]
        noun = next((p for p in reversed(phrases) if p.head in state.drafts and p.clause is None), None)
        if noun is None:
            return
        draft = state.drafts[noun.head]
        draft.negated = absent
        for phrase in phrases:
            if phrase is not noun:
                self._lend(draft, phrase)
        if state.speaker is not None and not any(a.role in ("subj", "gen") for a in draft.arguments):
            draft.add(state.speaker, "subj", shared=True)

    def _lend(self, draft: Draft, phrase: Phrase) -> None:
        if phrase.time or phrase.clause is not None:
            return
        if phrase.marker or phrase.case in _OBLIQUE | {"equ"}:
            draft.add(phrase, "obl", phrase.relation)
        else:
            draft.add(phrase, {"gen": "gen", "acc": "obj"}.get(phrase.case, "subj"))

    def finish(self) -> None:
        """Give carried nouns what their verb took, owned nouns the subject of their clause, headlines the rest."""
        state = self._state
        for head, verb in self._carriers.items():
            self._merge(state.drafts[head], state.drafts[verb])
        for relative, noun in state.relatives:
            self._relate(relative, state.drafts.get(noun))
            issue(state, relative, noun)
        for index in self._unowned:
            own(state, state.drafts[index])
        travel(state)
        for event, hurting in state.sufferers:
            if hurting.subject is not None and not any(a.role == "obj" for a in event.arguments):
                event.add(hurting.subject, "obj", shared=True)
        for draft in state.drafts.values():
            governor = state.drafts.get(draft.parent) if draft.parent is not None else None
            if governor is not None and draft.form == "noun" and governor.carried != draft.predicate:
                governor.arguments.extend(_partners(draft, governor))
            if governor is not None and governor.carried is not None and governor.carried != draft.predicate:
                draft.parent = governor.carried
        self._headline()
        for draft in state.drafts.values():
            ask_partner(state, draft)

    def _merge(self, noun: Draft, verb: Draft) -> None:
        lent = [a for a in verb.arguments if a.head != noun.predicate and a not in noun.arguments]
        held = {(a.head, a.role) for a in noun.arguments}
        noun.arguments.extend(a for a in lent if (a.head, a.role) not in held)
        noun.passive, noun.person = verb.passive, verb.person
        noun.negated = noun.negated or verb.negated
        noun.modality = verb.modality if verb.modality != "actual" else noun.modality
        noun.parent, noun.relation, noun.subject = verb.parent, verb.relation, verb.subject

    def _relate(self, verb: Draft, noun: Draft | None) -> None:
        """Give an event noun what the support verb of its relative clause took: ABD'nin düzenlediği saldırı."""
        token = self._state.tokens[verb.predicate].verb
        if noun is None or token is None or token.lemma not in self._state.known.light_verbs:
            return
        noun.arguments.extend(a for a in verb.arguments if a.head != noun.predicate and a not in noun.arguments)
        noun.negated = noun.negated or verb.negated
        if verb.modality != "actual":
            noun.modality = verb.modality

    def _headline(self) -> None:
        """Give the event noun at the end of a line without a verb what stands before it."""
        state = self._state
        left = [p for p in state.stack if p.clause is None]
        if not left or left[-1].head not in state.drafts or state.last_finite is not None:
            return
        draft = state.drafts[left[-1].head]
        for phrase in left[:-1]:
            self._lend(draft, phrase)


def _partners(noun: Draft, governor: Draft) -> list[Argument]:
    """Return whom what a verb breaks or halts concerned, an oblique "partner": Fas'la yapılan anlaşmayı feshetti."""
    own = {a.head for a in governor.arguments}
    sides = ("ins", "arasında", "dat", "karşı", "yönelik")
    shared = (a for a in noun.arguments if a.role == "obl" and a.marker in sides and a.head not in own)
    return [a._replace(marker="partner", shared=True) for a in shared]
