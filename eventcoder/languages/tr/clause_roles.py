"""Which role each phrase plays for its Turkish predicate."""

import re

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_links import relation_of
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
        _join_partner(state, subject, phrases)
        draft.subject = subject
        draft.add(subject, "obj" if draft.passive else "subj")
    for phrase in sorted(phrases, key=lambda p: p in bare):
        if phrase is not subject:
            _add(state, draft, phrase, bare)
    if subject is None:
        _owner_as_subject(state, draft, phrases)
    _name_before_name(state, draft, phrases)


def _join_partner(state: State, subject: Phrase, phrases: list[Phrase]) -> None:
    """Let "X ile" right before a subject and its comma act too: Gana ile Nijerya, asker vaat etti."""
    at = phrases.index(subject) - 1 if subject in phrases else -1
    partner = phrases[at] if at >= 0 else None
    if partner is None or partner.marker != "ins" or not subject.comma or partner.end + 1 != subject.first:
        return
    if state.tokens[partner.end].norm == "ile":
        subject.joined.insert(0, partner)
        if any(p.marker == "ins" or p.case == "ins" for p in phrases if p is not partner):
            phrases.remove(partner)


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
    objects = [p for p in phrases if p.case == "acc" and not p.marker and p.clause is None]
    first = objects[0] if objects else None
    if first is None or first.owner is not None or not (len(objects) > 1 or first is phrases[0]):
        return None
    return first if state.tokens[first.head].norm.endswith(("ları", "leri")) else None


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
    if phrase.clause is not None and relation_of(state, phrase) == "adverbial":
        return
    if marker in state.known.agent_adpositions or (phrase.case == "equ" and draft.passive):
        draft.add(phrase, "agent")
    elif marker or phrase.case not in ("nom", "acc", "gen"):
        draft.add(phrase, "obl", phrase.relation)
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
    fitting = [p for p in phrases if p.case in ("acc", "nom") or _has_name(state, p)]
    members = [member for phrase in fitting for member in (*phrase.joined, phrase)]
    for member in members:
        if member.owner is None or member.owner.marker or not _may_act(state, draft, member):
            continue
        draft.subject = member.owner
        draft.arguments = [a._replace(start=member.start) if a.head == member.head else a for a in draft.arguments]
        draft.add(member.owner, "subj", shared=True)
        return


def _has_name(state: State, phrase: Phrase) -> bool:
    """Return whether a place has a name before it, so that its genitive acts: Çad'ın Sudan sınırına asker yığması."""
    named = phrase.start < phrase.head and state.tokens[phrase.start].capital
    return phrase.case == "dat" and not phrase.marker and named


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
