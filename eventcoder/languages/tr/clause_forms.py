"""What the form of a Turkish verb says of its clause: voice, polarity, modality, person."""

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.clause_tokens import Token


def is_attributive(feats: str) -> bool:
    """Return whether a finite form may stand before a noun: -mIş, -AcAK, -Ar, -mAz without a person."""
    plain = "Person=" not in feats and "Number=" not in feats and "Mood=Cnd" not in feats and "Aspect=Prog" not in feats
    return plain and ("Tense=Fut" in feats or "Evident" in feats or "Aspect=Hab" in feats)


def draft_of(main: Token, token: Token, form: str, state: State) -> Draft:
    """Return the draft of a verb, `token` being the auxiliary that completes `main` or the verb itself."""
    feats = f"{main.verb.feats if main.verb else ''}|{token.verb.feats if token.verb else ''}"
    lemma = main.verb.lemma if main.verb else ""
    return Draft(
        predicate=main.place,
        form=form,
        readings=() if form == "fin" and lemma in state.known.reported_needs else main.coded,
        passive="Pass" in feats or lemma in state.known.undergoer_light_verbs or _undergoes(main, lemma, state),
        negated="Polarity=Neg" in feats,
        modality=_modality(feats, form),
        person=1 if "Person=1" in feats else 2 if "Person=2" in feats else 3,
        speech=lemma in state.known.speech_verbs,
        controls_object=lemma in state.known.object_control,
        owned=token.possessed,
    )


def _undergoes(main: Token, lemma: str, state: State) -> bool:
    """Return whether the word before makes the subject undergo: maruz kaldı, kurban gitti, işkence gördü."""
    before = state.tokens[main.place - 1] if main.place else None
    if before is None:
        return False
    return state.known.undergoing.get(before.norm) == lemma or (
        lemma == "görmek" and before.kind == "noun" and before.norm in state.known.undergone
    )


def _modality(feats: str, form: str) -> str:
    if "Person=2" in feats or "Person[psor]=2" in feats:
        return "hypothetical"
    if any(f"Mood={mood}" in feats for mood in ("Cnd", "Opt", "Nec", "Pot", "Imp")):
        return "hypothetical"
    return "intended" if "Tense=Fut" in feats else "actual"
