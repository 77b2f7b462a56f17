"""Whose an act is that the sentence does not say outright: the issuer's, the traveller's, the subject's own."""

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.keys import noun_keys


def issue(state: State, relative: Draft, noun: int) -> None:
    """Let who issues a document do what it says, and who is somebody do what such people do.

    As in "kınayan bir bildiri yayımladı" and "tanıyan ilk ülke oldu".
    """
    if relative.form != "rel" or relative.passive:
        return
    holders = ((i, p) for i, taken in state.taken.items() for p in taken if p.head == noun and not p.marker)
    verb, phrase = next(holders, (None, None))
    token = state.tokens[verb].verb if verb is not None else None
    if verb is None or phrase is None or token is None:
        return
    draft = state.drafts[verb]
    document = state.known.documents.intersection(noun_keys(state.tokens[noun].norm))
    issuer = draft.subject if document or token.lemma == "olmak" else None
    if issuer is not None and issuer.head == noun and token.lemma == "olmak":
        issuer = next((p for p in state.taken[verb] if p.case == "nom" and p.capital and p.head != noun), None)
    if issuer is not None and issuer.head != noun and phrase.case in ("nom", "acc", "ins"):
        relative.add(issuer, "subj", shared=True)


def own(state: State, draft: Draft) -> None:
    """Read the possessive of an event noun without an owner as the subject of the clause: ziyaretini erteledi."""
    governor = state.drafts.get(draft.parent) if draft.parent is not None else None
    if governor is None:
        return
    if governor.negated and not governor.readings:
        draft.negated = True
    if governor.subject is not None and governor.subject.head != draft.predicate:
        draft.add(governor.subject, "gen", shared=True)


def travel(state: State) -> None:
    """Give a journey told in passing to who acts: Lübnan gezisinin ikinci gününde İran cumhurbaşkanı konuştu."""
    main = state.last_finite
    if main is None or main.subject is None:
        return
    for draft in state.drafts.values():
        journey = draft.form == "noun" and any(r.lemma in state.known.journeys for r in draft.readings)
        owned = draft.parent is not None or any(a.role in ("subj", "gen", "agent") for a in draft.arguments)
        if journey and not owned and main.subject.head != draft.predicate:
            draft.add(main.subject, "gen", shared=True)
