"""What each form of a Turkish verb takes from the phrases before it, and what it gives to the clauses around it."""

from eventcoder.languages.protocol import Argument
from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_forms import draft_of, is_attributive
from eventcoder.languages.tr.clause_links import link_clauses, note_sufferers
from eventcoder.languages.tr.clause_phrases import Phrase
from eventcoder.languages.tr.clause_roles import assign_roles
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.keys import noun_keys

_NOMINAL = frozenset({"owned", "vnoun", "inf"})
_GENITIVE_SUBJECT = frozenset({"owned", "vnoun", "objrel"})


class Predicates:
    """Makes a draft of every verb of a sentence."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._relatives: list[Draft] = []
        self._auxiliary: Token | None = None

    def take(self, token: Token) -> Draft | None:
        """Return the draft of a verb with the phrases it takes; None for a form completed by the next word."""
        if token.verb is None:
            return None
        following = self._state.following(token.place)
        if self._is_auxiliary(token, following):
            self._auxiliary = token
            return None
        main, self._auxiliary = self._auxiliary or token, None
        form = self._use(token, following)
        draft = draft_of(main, token, form, self._state)
        taken = self._taken(token, form, draft)
        self._state.drafts[draft.predicate] = draft
        self._state.taken[draft.predicate] = taken
        assign_roles(self._state, draft, taken)
        link_clauses(self._state, draft, taken)
        note_sufferers(self._state, draft, taken)
        self._particle(draft)
        self._doubt(draft, token)
        self._share(draft, form)
        self._hand_on(draft, token, form)
        return draft

    def _particle(self, draft: Draft) -> None:
        """Show the adposition right before a verb as a word of its clause: "karşı çıktı"."""
        before = draft.predicate - 1
        if before >= 0 and self._state.tokens[before].kind in ("adposition", "adverb", "existence"):
            draft.arguments.append(Argument("obl", "-", before, before, before + 1))

    def _doubt(self, draft: Draft, token: Token) -> None:
        """Mark a question of whether or not, "talep edip etmeyeceklerine", as no fact."""
        before = self._state.tokens[token.place - 1] if token.place else None
        if before is None or before.verb is None or token.verb is None or before.form != "conv" or not draft.negated:
            return
        if token.form == "owned" and before.verb.lemma == token.verb.lemma:
            draft.modality = "hypothetical"
            if before.place in self._state.drafts:
                self._state.drafts[before.place].modality = "hypothetical"

    def _share(self, draft: Draft, form: str) -> None:
        """Let a nominalised clause without a subject share that of the like clause it is joined to."""
        state = self._state
        if form not in _NOMINAL or draft.subject is not None or len(state.stack) <= state.base:
            return
        before = state.stack[-1]
        other = state.drafts.get(before.clause) if before.clause is not None else None
        if other is not None and other.form == form and other.subject is not None and not before.marker:
            draft.subject = other.subject
            draft.add(other.subject, "obj" if draft.passive else "subj", shared=True)

    def give_head(self, phrase: Phrase) -> None:
        """Give the relative clauses before a phrase their head."""
        for draft in self._relatives:
            self._give(draft, phrase)
        self._relatives.clear()

    def _give(self, draft: Draft, phrase: Phrase) -> None:
        self._state.relatives.append((draft, phrase.head))
        head = self._state.tokens[phrase.head]
        verb = self._state.tokens[draft.predicate].verb
        light = verb is not None and verb.lemma in self._state.known.light_verbs
        told = head.coded and head.possessed and phrase.start == phrase.head and not light
        if draft.form == "objrel" and told and not self._lacks_object(draft, head):
            draft.relation, draft.parent = "complement", phrase.head
            if draft.subject is None and draft not in self._state.waiting:
                self._state.waiting.append(draft)
            return
        draft.relation = "relative"
        if draft.form == "rel":
            draft.subject = phrase
            draft.add(phrase, "obj" if draft.passive else "subj", shared=True)
            self._state.settle(phrase)
        elif not any(a.role == "obj" for a in draft.arguments):
            draft.add(phrase, "obj")
            self._own(draft, phrase)

    def _own(self, draft: Draft, phrase: Phrase) -> None:
        """Let who makes a plan or statement own it: Fransa'nın hazırladığı planı reddetti."""
        doer = draft.subject
        head = self._state.tokens[phrase.head]
        made = bool(head.coded) or bool(self._state.known.documents.intersection(noun_keys(head.norm)))
        if made and phrase.owner is None and doer is not None and doer.case == "gen" and not draft.passive:
            phrase.owner = doer

    def _lacks_object(self, draft: Draft, head: Token) -> bool:
        """Return whether a transitive -DIK clause without object modifies its object: hazırladığı planı."""
        verb = self._state.tokens[draft.predicate].verb
        transitive = verb is not None and verb.lemma not in self._state.known.intransitive_verbs
        made = bool(self._state.known.documents.intersection(noun_keys(head.norm)))
        ending = not head.norm.endswith(("sı", "si", "su", "sü"))
        return transitive and made and ending and not any(a.role == "obj" for a in draft.arguments)

    def finish(self) -> None:
        """Give what stands after the last verb to it, and clauses still without a subject the last one named."""
        state = self._state
        finite = state.last_finite
        late = [p for p in state.stack if finite and p.start > finite.predicate and p.clause is None]
        if finite and late:
            for phrase in late:
                state.stack.remove(phrase)
            had = finite.subject
            assign_roles(state, finite, list(reversed(late)))
            finite.subject = finite.subject or had
        subject = state.last_subject or next((p for p in state.stack if p.case == "nom" and p.clause is None), None)
        if subject:
            state.settle(subject)

    def _is_auxiliary(self, token: Token, following: Token | None) -> bool:
        """Return whether a form of olmak completes this one: etmiş olduğu, yapacak olan."""
        if token.form != "fin" or following is None or following.verb is None or token.verb is None:
            return False
        return following.verb.lemma == "olmak" and is_attributive(token.verb.feats)

    def _use(self, token: Token, following: Token | None) -> str:
        """Return the form as used here: finite forms before a noun are relative, -DIK before a noun too."""
        while following is not None and following.kind == "adverb":
            following = self._state.following(following.place)
        nominal = following is not None and following.kind == "noun"
        if token.form == "fin" and nominal and token.verb and is_attributive(token.verb.feats):
            return "rel"
        if token.form == "owned" and token.case == "nom" and nominal:
            return "objrel"
        if token.form == "vnoun" and not token.possessed:
            return "inf"
        return token.form

    def _taken(self, token: Token, form: str, draft: Draft) -> list[Phrase]:
        """Take phrases off the stack, the nearest first, as far as this form reaches."""
        state = self._state
        taken: list[Phrase] = []
        while len(state.stack) > state.base:
            phrase = state.stack[-1]
            close = not taken and not phrase.comma and state.adjacent(phrase, draft.predicate)
            bare = close and (not phrase.capital or (form == "inf" and self._has_other_subject(token)))
            further = _belongs_further(phrase, form, token, taken, crowded=self._is_crowded())
            if self._stops(phrase, form, token, bare) or (further and not self._is_left(phrase, token)):
                break
            if self._is_asked(phrase, token, taken) or (phrase.case == "acc" and _takes_no_object(phrase, token)):
                break
            taken.append(state.stack.pop())
            if form in _GENITIVE_SUBJECT and phrase.case == "gen" and not phrase.marker:
                break
            if form == "adv" and _is_subject(phrase) and not bare:
                break
        return taken

    def _has_other_subject(self, token: Token) -> bool:
        """Return whether a transitive infinitive has a bare name as object, since another waits as subject.

        As in "Fransa, bağımsız bir Arnavutluk kurma planını reddetti".
        """
        transitive = token.verb is not None and token.verb.lemma not in self._state.known.intransitive_verbs
        waiting = self._state.stack[self._state.base : -1]
        return transitive and any(_is_subject(p) for p in waiting)

    def _is_crowded(self) -> bool:
        """Return whether two accusatives wait, so that the nearer is the object of the nearer verb."""
        waiting = self._state.stack[self._state.base :][-2:]
        return len(waiting) == 2 and all(p.case == "acc" and not p.marker and p.clause is None for p in waiting)

    def _is_asked(self, phrase: Phrase, token: Token, taken: list[Phrase]) -> bool:
        """Return whether an ablative says of whom a deed is wanted: Norveç'ten yardım etmesini istedi."""
        wanted = token.form == "vnoun" and token.case == "acc" and token.verb is not None
        if not wanted or phrase.case != "abl" or phrase.marker or token.verb is None:
            return False
        passive = "Voice=Pass" in token.verb.feats
        return token.verb.lemma not in self._state.known.ablative_verbs and (bool(taken) or not passive)

    def _is_left(self, phrase: Phrase, token: Token) -> bool:
        """Return whether an ablative says what is left: Gürcistan'dan askerlerini çekmeyi."""
        own = token.verb is not None and token.verb.lemma in self._state.known.ablative_verbs
        return own and phrase.case == "abl" and token.form == "vnoun" and not token.possessed

    def _stops(self, phrase: Phrase, form: str, token: Token, bare: bool) -> bool:
        if form == "fin":
            return False
        if phrase.clause is not None and phrase.comma and form in _NOMINAL:
            return True
        if _is_subject(phrase):
            owned = form in _GENITIVE_SUBJECT and phrase.owner is not None and not phrase.comma
            if bare or owned or (form == "adv" and not phrase.comma):
                return False
            following = self._state.following(token.place)
            temporal = form == "owned" and following is not None and following.kind == "adposition"
            return phrase.comma or not temporal
        if phrase.case == "gen" and not phrase.marker:
            return form not in _GENITIVE_SUBJECT and form != "adv"
        return phrase.comma and form in ("rel", "objrel")

    def _hand_on(self, draft: Draft, token: Token, form: str) -> None:
        """Put a nominalised clause on the stack, let a relative wait for its head, let a finite verb end its clause."""
        state = self._state
        if form in _NOMINAL or (form == "rel" and self._headless(token)):
            case = token.case or "nom"
            state.stack.append(Phrase(draft.predicate, token.place + 1, draft.predicate, case, clause=draft.predicate))
        elif form in ("rel", "objrel"):
            self._relatives.append(draft)
        if draft.subject is None and form == "fin":
            self._inherit(draft)
        for earlier in state.waiting:
            if earlier.form == "conv" and earlier.modality == "actual" and form != "conv":
                earlier.modality = draft.modality
        if draft.subject is not None:
            state.settle(draft.subject, nominal=form in _GENITIVE_SUBJECT)
            state.last_subject = draft.subject if form in ("fin", "adv") else state.last_subject
        elif form != "rel" and not self._has_clausal_subject(draft):
            state.waiting.append(draft)
        if form == "fin":
            state.last_finite = draft

    def _has_clausal_subject(self, draft: Draft) -> bool:
        """Return whether a clause is what a passive is about: kadınların oy kullanması kabul edildi."""
        taken = self._state.taken[draft.predicate]
        return draft.passive and any(p.clause is not None and p.case == "nom" and not p.marker for p in taken)

    def _headless(self, token: Token) -> bool:
        following = self._state.following(token.place)
        plain = token.form == "rel" and token.case == "nom" and token.verb and "Number=Plur" not in token.verb.feats
        return token.form == "rel" and (
            not plain or following is None or following.kind in ("comma", "mark", "existence")
        )

    def _inherit(self, draft: Draft) -> None:
        """Give a finite verb without a subject the subject of the clause before it, or of a quotation's speaker."""
        state = self._state
        subject = state.speaker if draft.person == 1 and state.speaker else state.last_subject
        if subject is not None and draft.person != 2 and not self._has_clausal_subject(draft):
            draft.subject = subject
            draft.add(subject, "obj" if draft.passive else "subj", shared=True)


def _belongs_further(phrase: Phrase, form: str, token: Token, taken: list[Phrase], *, crowded: bool) -> bool:
    """Return whether a phrase is left to the governing verb: a second object, or the one who is asked."""
    if form == "fin" or phrase.marker or not taken:
        return False
    has_object = any(p.case == "acc" and not p.marker for p in taken)
    if phrase.case == "acc":
        return has_object or (
            not crowded and token.case == "ins" and any(p.case == "nom" and not p.marker for p in taken)
        )
    if phrase.case == "dat" and any(p.case == "dat" and not p.marker for p in taken):
        return form in _NOMINAL
    return phrase.case == "abl" and has_object and form in _NOMINAL


def _takes_no_object(phrase: Phrase, token: Token) -> bool:
    """Return whether an accusative belongs to a later verb, since this one is passive: X'i kaçırılan Y'yi bulmaya."""
    passive = token.verb is not None and "Voice=Pass" in token.verb.feats
    return passive and token.form in ("rel", "objrel") and not phrase.marker and phrase.clause is None


def _is_subject(phrase: Phrase) -> bool:
    return phrase.case == "nom" and not phrase.marker and not phrase.time and phrase.clause is None
