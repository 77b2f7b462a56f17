"""How subordinate clauses and event nouns hang on their Turkish predicate."""

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_phrases import Phrase
from eventcoder.languages.tr.clause_state import State

_ASKING = frozenset({"için", "yönünde", "konusunda"})


def note_sufferers(state: State, draft: Draft, taken: list[Phrase]) -> None:
    """Remember that who dies or is hurt in an event is its target: saldırıda üç asker öldü."""
    verb = state.tokens[draft.predicate].verb
    fallen = draft.predicate > 0 and state.tokens[draft.predicate - 1].norm in state.known.fallen
    if verb is None or draft.negated or not (fallen or verb.lemma in state.known.suffering_verbs):
        return
    for phrase in taken:
        event = state.drafts.get(phrase.head) if phrase.clause is None else None
        marked = phrase.marker in state.known.suffering_adpositions if phrase.marker else phrase.case in ("loc", "abl")
        if event is not None and event.form == "noun" and marked:
            state.sufferers.append((event, draft))


def link_clauses(state: State, draft: Draft, taken: list[Phrase]) -> None:
    """Hang the nominalised clauses and event nouns among the phrases on their predicate."""
    for phrase in taken:
        if phrase.clause is not None and state.drafts[phrase.clause].form == "inf" and not phrase.marker:
            draft.want(state.known.wishes)
            _doubt_wisher(state, draft, phrase)
        inner = state.drafts.get(phrase.clause if phrase.clause is not None else phrase.head)
        if inner is None or inner.parent is not None:
            continue
        inner.parent = draft.predicate
        inner.relation = relation_of(state, phrase)
        if phrase.clause is not None:
            _give_party(state, draft, inner, phrase)
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
        elif not phrase.marker:
            _link_event(state, draft, inner)


def _give_party(state: State, draft: Draft, inner: Draft, phrase: Phrase) -> None:
    """Give a verb of asking the one who is asked, whom the clause before it took."""
    taken = state.taken[draft.predicate]
    warned = inner.form == "vnoun" and phrase.marker in state.known.content_adpositions
    if inner.form == "inf" or warned:
        _addressee(state, draft, inner, taken)
    elif phrase.marker in _ASKING or (phrase.case == "acc" and _has_more(state, inner)):
        give_asked(state, draft, inner, taken)


def _has_more(state: State, inner: Draft) -> bool:
    """Return whether a deed has more than one phrase, so that its first dative may be the one who is asked."""
    return not inner.passive and inner.carried is None and len(state.taken[inner.predicate]) > 1


def _doubt_wisher(state: State, draft: Draft, phrase: Phrase) -> None:
    """Mark what is only wanted by whoever it may be: yatırım yapmak isteyen sanayiciler."""
    verb = state.tokens[draft.predicate].verb
    inner = state.drafts[phrase.clause] if phrase.clause is not None else None
    if inner is not None and draft.form == "rel" and verb is not None and verb.lemma in state.known.wishes:
        draft.modality = inner.modality = "hypothetical"


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


def give_asked(state: State, draft: Draft, inner: Draft, taken: list[Phrase]) -> None:
    """Give a verb of asking the dative before what is asked for: NATO'ya asker göndermesi için başvurdu."""
    events = [state.drafts[p.head] for p in taken if p.clause is None and p.head in state.drafts]
    controls = inner.form == "vnoun" and any(d.controls_object for d in (draft, *events))
    if not controls or inner.subject is not None or any(p.case == "dat" and not p.marker for p in taken):
        return
    asked = state.taken[inner.predicate][-1:]
    if not asked or asked[0].case != "dat" or asked[0].marker or asked[0].clause is not None:
        return
    inner.arguments = [a for a in inner.arguments if a.head != asked[0].head]
    inner.subject = asked[0]
    inner.add(asked[0], "subj", shared=True)
    draft.add(asked[0], "obl", "dat")
    if inner.carried is not None:
        noun = state.drafts[inner.carried]
        noun.arguments = [a for a in noun.arguments if a.head != asked[0].head]
    state.waiting = [other for other in state.waiting if other is not inner]


def _link_event(state: State, draft: Draft, inner: Draft) -> None:
    """Show a verb what its event noun is about; under a verb of need or expectation the event is no fact."""
    draft.arguments.extend(a for a in inner.arguments if a.marker in ("content", "matter"))
    if inner.form == "noun" and _is_unreal(state, draft) and inner.modality == "actual":
        inner.modality = "hypothetical"


def _is_unreal(state: State, draft: Draft) -> bool:
    """Return whether what a verb governs did not happen: danışması gerekiyor, saldırısı bekleniyor."""
    verb = state.tokens[draft.predicate].verb
    return verb is not None and verb.lemma in state.known.unreal_verbs and not draft.readings


def _wish(state: State, draft: Draft, inner: Draft, phrase: Phrase) -> None:
    """Mark -mA and -mAk under a verb that is not coded: what is wanted or expected did not happen yet."""
    verb = state.tokens[draft.predicate].verb
    unreal = verb is not None and verb.lemma in state.known.unreal_verbs
    unreal = unreal or _is_permitted(state, draft)
    told = phrase.marker in state.known.past_adpositions
    wanted = inner.form == "vnoun" and not told and (unreal or (phrase.case in ("acc", "dat") and not phrase.marker))
    if inner.form == "owned" and inner.modality == "intended" and verb is not None:
        thought = verb.lemma in state.known.thinking_verbs
        inner.modality = "hypothetical" if thought else inner.modality
    if inner.form == "inf" or wanted:
        uncoded = (not draft.readings and not draft.speech) or unreal
        inner.modality = "hypothetical" if uncoded and inner.modality == "actual" else inner.modality


def _is_permitted(state: State, draft: Draft) -> bool:
    """Return whether the verb lets something be done, which is not done yet: girmesine izin verdi."""
    nouns = (state.drafts[p.head] for p in state.taken[draft.predicate] if p.clause is None and p.head in state.drafts)
    return any(r.lemma in state.known.permissions for noun in nouns for r in noun.readings)


def relation_of(state: State, phrase: Phrase) -> str:
    """Return how the clause or event noun of a phrase hangs on its governor, as in `Clause.relation`."""
    known = state.known
    form = state.drafts[phrase.clause].form if phrase.clause is not None else ""
    if phrase.marker in known.purpose_adpositions and form not in ("", "owned"):
        return "purpose"
    if phrase.marker and phrase.marker not in known.content_adpositions | {"ins", "karşı", "yönelik"}:
        return "adverbial"
    if phrase.clause is not None and phrase.case in ("loc", "abl", "ins") and not phrase.marker:
        return "complement" if form == "inf" else "adverbial"
    return "complement"


def ask_partner(state: State, draft: Draft) -> None:
    """Show a request whom the clause before it called or met, an oblique "hearer": Putin'i arayarak yardım istedi."""
    if not _means(state, draft, state.known.requests) or draft.subject is None:
        return
    before = [d for i, d in state.drafts.items() if i < draft.predicate and d.form == "conv" and d.parent is None]
    if not before or before[-1].subject is not draft.subject or not _means(state, before[-1], state.known.contacts):
        return
    met = (a for a in before[-1].arguments if a.role == "obj" or (a.role == "obl" and a.marker in ("dat", "ins")))
    found = [a._replace(role="obl", marker="hearer", shared=True) for a in met]
    draft.arguments.extend(found)
    if draft.carried is not None:
        state.drafts[draft.carried].arguments.extend(found)


def _means(state: State, draft: Draft, lemmas: frozenset[str]) -> bool:
    """Return whether a verb, or the event noun it carries, is one of these words."""
    verb = state.tokens[draft.predicate].verb
    carried = state.drafts[draft.carried].readings if draft.carried is not None else ()
    return (verb is not None and verb.lemma in lemmas) or any(r.lemma in lemmas for r in carried)
