"""Which role each phrase plays for its Turkish predicate, and how subordinate clauses hang on it."""

import re

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_phrases import Phrase
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.keys import noun_keys

_CLAUSAL = frozenset({"owned", "vnoun", "inf", "objrel"})


def assign_roles(state: State, draft: Draft, taken: list[Phrase]) -> None:
    """Add the phrases a predicate took, given the nearest first, as arguments in text order."""
    phrases = list(reversed(taken))
    bare = [p for p in phrases if p.case == "nom" and not p.marker and not p.time and p.clause is None]
    event = _carried(state, draft, phrases)
    bare = [p for p in bare if p is not event]
    subject = _subject(state, draft, phrases, bare)
    if subject is not None:
        draft.subject = subject
        draft.add(subject, "obj" if draft.passive else "subj")
    for phrase in sorted(phrases, key=lambda p: p in bare):
        if phrase is not subject:
            _add(state, draft, phrase, bare)
    if subject is None:
        _owner_as_subject(state, draft, phrases)
    _name_before_name(state, draft, phrases)


def _subject(state: State, draft: Draft, phrases: list[Phrase], bare: list[Phrase]) -> Phrase | None:
    if draft.form in _CLAUSAL:
        genitive = next((p for p in phrases if p.case == "gen" and not p.marker), None)
        if genitive is not None or draft.form != "owned":
            return genitive
    if draft.form in ("rel", "conv", "objrel"):
        return None
    if not bare:
        return _plural_subject(state, draft, phrases)
    first = _first_of_alike(state, phrases, bare[0])
    if len(bare) == 1 and not draft.passive and _looks_like_object(state, draft, first):
        return None
    return first


def _first_of_alike(state: State, phrases: list[Phrase], bare: Phrase) -> Phrase:
    """Return the first of two phrases in -lArI, which may each be subject or object: Rus askerleri köylüleri."""
    plurals = [
        p
        for p in phrases
        if p.case in ("nom", "acc") and not p.marker and state.tokens[p.head].norm.endswith(("ları", "leri"))
    ]
    return plurals[0] if bare in plurals[1:] and plurals[0].clause is None else bare


def _plural_subject(state: State, draft: Draft, phrases: list[Phrase]) -> Phrase | None:
    """Return the first phrase where its -lArI may be a possessive and nobody else acts: Amerikan askerleri."""
    if draft.form != "fin" or len(phrases) < 2 or state.last_subject is not None:
        return None
    first = phrases[0]
    ambiguous = state.tokens[first.head].norm.endswith(("ları", "leri")) and not first.marker
    return first if ambiguous and first.case == "acc" and first.clause is None and first.owner is None else None


def _carried(state: State, draft: Draft, phrases: list[Phrase]) -> Phrase | None:
    """Return the event noun that a support verb carries, so that somebody else is the doer: saldırı düzenledi."""
    verb = state.tokens[draft.predicate].verb
    if verb is None or verb.lemma not in state.known.light_verbs:
        return None
    events = [p for p in phrases if p.head in state.drafts and p.clause is None and not p.marker]
    if not events or events[-1].comma:
        return None
    near = state.adjacent(events[-1], draft.predicate)
    return events[-1] if near or verb.lemma not in state.known.close_light_verbs else None


def _looks_like_object(state: State, draft: Draft, phrase: Phrase) -> bool:
    """Return whether a lone bare phrase right before its verb is an indefinite object: asker gönderdi."""
    if phrase.capital or phrase.comma or not state.adjacent(phrase, draft.predicate):
        return False
    known_subject = state.last_subject is not None and draft.form == "fin"
    return known_subject or draft.person == 1 or draft.form == "owned"


def _add(state: State, draft: Draft, phrase: Phrase, bare: list[Phrase]) -> None:
    marker = phrase.marker
    if state.tokens[phrase.head].norm.startswith(state.known.reflexive):
        return
    if phrase.time or (_is_event(state, phrase) and _is_setting(state, phrase)):
        return
    if phrase.clause is not None and _relation(state, phrase) == "adverbial":
        return
    if marker in state.known.agent_adpositions or (phrase.case == "equ" and draft.passive):
        draft.add(phrase, "agent")
    elif marker or phrase.case not in ("nom", "acc", "gen"):
        draft.add(phrase, "obl", marker or phrase.case)
    elif phrase.case == "gen":
        draft.add(phrase, "gen")
    elif phrase in bare and draft.subject is not None and not _is_bare_object(state, draft, phrase):
        draft.add(phrase, "obl", "dat" if _may_be_dative(state, draft, phrase) else "nom")
    else:
        draft.add(phrase, "obj")
        if phrase.case == "acc" or phrase.clause is not None:
            draft.objects.append(phrase)


def _is_bare_object(state: State, draft: Draft, phrase: Phrase) -> bool:
    """Return whether a second bare phrase is the indefinite object: it stands right before an active verb."""
    suffixed = state.tokens[phrase.head].norm[-1:] in ("ı", "i", "u", "ü") and not state.tokens[phrase.head].capital
    if draft.passive or draft.objects:
        return False
    return suffixed or state.adjacent(phrase, draft.predicate)


def _may_be_dative(state: State, draft: Draft, phrase: Phrase) -> bool:
    """Return whether a bare phrase nothing else explains may be a dative that the tagger missed: pilota."""
    head = state.tokens[phrase.head]
    return not draft.passive and not head.capital and len(head.norm) > 4 and head.norm[-1] in ("a", "e")


def _is_event(state: State, phrase: Phrase) -> bool:
    return phrase.clause is not None or phrase.head in state.drafts


def _is_setting(state: State, phrase: Phrase) -> bool:
    """Return whether an event only says when or why: saldırının ardından."""
    known = state.known
    return phrase.marker in known.past_adpositions | known.condition_adpositions | known.purpose_adpositions


def _owner_as_subject(state: State, draft: Draft, phrases: list[Phrase]) -> None:
    """Let the owner of the first phrase stand in for a subject a nominalised clause lacks: askerlerini çektiği."""
    if draft.form not in _CLAUSAL or draft.form == "inf" or draft.passive:
        return
    members = [member for phrase in phrases if phrase.case in ("acc", "nom") for member in (*phrase.joined, phrase)]
    for member in members:
        if member.owner is None or member.owner.marker or not _may_act(state, draft, member):
            continue
        draft.subject = member.owner
        draft.arguments = [a._replace(start=member.start) if a.head == member.head else a for a in draft.arguments]
        draft.add(member.owner, "subj", shared=True)
        return


def _may_act(state: State, draft: Draft, member: Phrase) -> bool:
    """Return whether the owner of an object is likely the doer too; of -DIK only when one commands the thing."""
    if draft.form != "owned":
        return True
    keys = noun_keys(state.tokens[member.head].norm)
    verb = state.tokens[draft.predicate].verb
    plural = verb is not None and "Number[psor]=Plur" in verb.feats
    owner = state.tokens[member.owner.head].norm if member.owner is not None else ""
    if plural and not re.search(r"l[ae]r[ıi]n$", owner):
        return False
    return any(key in state.known.own_nouns for key in keys)


def _name_before_name(state: State, draft: Draft, phrases: list[Phrase]) -> None:
    """Offer "İsrail" as subject of "İsrail Gazze'yi bombaladı": two names without a comma may be one phrase or two."""
    if draft.subject is not None or draft.form not in ("fin", "adv") or not phrases:
        return
    event = _carried(state, draft, phrases)
    if event is not None and event.case == "nom" and not draft.passive:
        _name_before_event(state, draft, event)
        if draft.subject is not None or event is phrases[0]:
            return
    phrase = phrases[0]
    words = [state.tokens[i] for i in range(phrase.start, phrase.head + 1)]
    if len(words) < 2 or phrase.case == "nom" or phrase.owner or not _are_names(state, words):
        return
    front = Phrase(phrase.start, phrase.head, phrase.head - 1, "nom", capital=True)
    draft.subject = front
    draft.add(front, "obj" if draft.passive else "subj")
    found = [a for a in draft.arguments if a.head == phrase.head]
    if words[-2].possessed:
        draft.arguments = [a for a in draft.arguments if a not in found]
    draft.arguments.extend(a._replace(start=phrase.head) for a in found)


def _are_names(state: State, words: list[Token]) -> bool:
    """Return whether words are names only, or a title of some place and a name: Mısır cumhurbaşkanı Katar'ı."""
    if all(w.capital and not w.possessed for w in words):
        return True
    titled = len(words) > 2 and words[-2].possessed and words[-2].norm in state.known.titles
    return titled and words[0].capital and words[-1].capital and state.last_subject is None


def _name_before_event(state: State, draft: Draft, phrase: Phrase) -> None:
    """Offer "Fransa" as subject in "Fransa barış anlaşması imzaladı"."""
    names = 0
    while state.tokens[phrase.start + names].capital and phrase.start + names < phrase.head:
        names += 1
    if names == 0 or phrase.start + names == phrase.head or phrase.owner is not None:
        return
    end = phrase.start + names
    front = Phrase(phrase.start, end, end - 1, "nom", capital=True, joined=phrase.joined)
    draft.subject = front
    draft.add(front, "subj")


def link_clauses(state: State, draft: Draft, taken: list[Phrase]) -> None:
    """Hang the nominalised clauses and event nouns among the phrases on their predicate."""
    for phrase in taken:
        if phrase.clause is not None and state.drafts[phrase.clause].form == "inf" and not phrase.marker:
            draft.want(state.known.wishes)
        inner = state.drafts.get(phrase.clause if phrase.clause is not None else phrase.head)
        if inner is None or inner.parent is not None:
            continue
        inner.parent = draft.predicate
        inner.relation = _relation(state, phrase)
        if phrase.clause is not None and inner.form == "inf":
            _addressee(state, draft, inner, taken)
        if phrase.clause is not None and inner.relation == "complement":
            draft.arguments.extend(inner.doers())
        if inner.relation == "purpose" and inner.modality == "actual":
            deed = state.drafts[inner.carried] if inner.carried is not None else inner
            lemmas = {reading.lemma for reading in deed.readings}
            inner.modality = "actual" if lemmas & state.known.realised_purposes else "intended"
        elif phrase.marker in state.known.condition_adpositions:
            inner.modality = "hypothetical"
        elif phrase.clause is not None:
            _wish(state, draft, inner, phrase)


def _addressee(state: State, draft: Draft, inner: Draft, taken: list[Phrase]) -> None:
    """Give a verb of calling or forcing the object its infinitive took: Irak'ı çekilmeye zorladı."""
    events = [state.drafts[p.head] for p in taken if p.clause is None and p.head in state.drafts]
    if not any(d.controls_object for d in (draft, *events)) or any(p.case == "acc" and not p.marker for p in taken):
        return
    phrases = [p for p in state.taken[inner.predicate] if p.case == "acc" and not p.marker and p.clause is None]
    verb = state.tokens[inner.predicate].verb
    intransitive = verb is not None and verb.lemma in state.known.intransitive_verbs
    if len(phrases) != 1 or not (intransitive or not state.adjacent(phrases[0], inner.predicate)):
        return
    inner.arguments = [a for a in inner.arguments if a.head != phrases[0].head]
    inner.subject = phrases[0]
    inner.add(phrases[0], "subj", shared=True)
    draft.add(phrases[0], "obj")
    state.waiting = [other for other in state.waiting if other is not inner]


def _wish(state: State, draft: Draft, inner: Draft, phrase: Phrase) -> None:
    """Mark -mA and -mAk under a verb that is not coded: what is wanted or expected did not happen yet."""
    verb = state.tokens[draft.predicate].verb
    unreal = verb is not None and verb.lemma in state.known.unreal_verbs
    wanted = inner.form == "vnoun" and (unreal or (phrase.case in ("acc", "dat") and not phrase.marker))
    if inner.form == "inf" or wanted:
        uncoded = (not draft.readings and not draft.speech) or unreal
        inner.modality = "hypothetical" if uncoded and inner.modality == "actual" else inner.modality


def _relation(state: State, phrase: Phrase) -> str:
    known = state.known
    form = state.drafts[phrase.clause].form if phrase.clause is not None else ""
    if phrase.marker in known.purpose_adpositions and form not in ("", "owned"):
        return "purpose"
    if phrase.marker and phrase.marker not in known.content_adpositions | {"ins", "karşı", "yönelik"}:
        return "adverbial"
    if phrase.clause is not None and phrase.case in ("loc", "abl", "ins") and not phrase.marker:
        return "complement" if form == "inf" else "adverbial"
    return "complement"
