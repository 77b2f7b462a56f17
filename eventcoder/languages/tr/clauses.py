"""Turkish clauses, read from left to right: phrases wait on a stack until the predicate that takes them comes."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.protocol import Clause, Reading
from eventcoder.languages.tr.clause_nouns import EventNouns
from eventcoder.languages.tr.clause_phrases import Chunker, Phrase
from eventcoder.languages.tr.clause_predicates import Predicates
from eventcoder.languages.tr.clause_quotes import Quotes
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.clause_tokens import Token, read_tokens
from eventcoder.languages.tr.grammar import grammar
from eventcoder.types.text import Word

_TIMES = frozenset({"kez", "kere", "defa"})
_OBLIQUE_POSSESSIVE = tuple("nı ni nu nü nın nin nun nün na ne nda nde ndan nden yla yle".split())


def find_clauses(words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
    """Return the clauses of a sentence for its coded words, in text order."""
    reader = _Reader(State(read_tokens(words, readings), grammar()))
    return reader.read()


class _Reader:
    """Steps through one sentence."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._chunker = Chunker(state.tokens, state.known, state.has_subject)
        self._nouns = EventNouns(state)
        self._predicates = Predicates(state)
        self._quotes = Quotes(state)
        self._joining = -1
        self._brackets = 0
        self._aside: list[Token] = []
        self._steps = {
            "noun": self._noun,
            "adposition": self._adposition,
            "conjunction": self._conjunction,
            "particle": self._pause,
            "adverb": self._pause,
            "comma": self._comma,
            "connective": self._comma,
            "colon": self._colon,
            "quote": self._quote,
            "verb": self._verb,
            "existence": self._existence,
            "mark": self._mark,
        }

    def read(self) -> list[Clause]:
        """Return the clauses of the coded words."""
        for token in self._state.tokens:
            if self._brackets == 0 or token.kind == "mark":
                self._steps[token.kind](token)
            elif self._brackets == 1:
                self._aside.append(token)
        self._close()
        self._predicates.finish()
        self._nouns.finish()
        self._quotes.finish()
        self._read_aside()
        drafts = self._state.drafts
        for draft in drafts.values():
            draft.float_free()
            draft.refuse(self._state.known.refusals)
        main = self._state.last_finite.subject if self._state.last_finite else None
        holder = main.head if main else None
        return [drafts[i].finish(self._state.unowned, holder) for i in sorted(drafts) if drafts[i].readings]

    def _read_aside(self) -> None:
        """Read the event nouns in brackets as a line of their own."""
        self._state.stack.clear()
        for token in self._aside:
            if token.kind in ("noun", "adposition", "conjunction", "comma"):
                self._steps[token.kind](token)
        self._close()

    def _close(self) -> None:
        for phrase in self._chunker.close():
            self._push(phrase)

    def _noun(self, token: Token) -> None:
        for phrase in self._chunker.add(token):
            self._push(phrase)

    def _push(self, phrase: Phrase) -> None:
        """Put a finished phrase on the stack: join it to its conjunct, give it its owner and its relative clauses."""
        stack = self._state.stack
        self._nouns.enclose(phrase)
        owner = stack[-1] if len(stack) > self._state.base else None
        if phrase.owner is None and owner and self._owns(owner, phrase):
            phrase.owner = stack.pop()
            phrase.case = "nom" if self._state.tokens[phrase.head].case == "nom" else phrase.case
        elif owner and self._joining == len(stack):
            self._join(phrase)
        self._joining = -1
        if phrase.owner is None and self._lacks_owner(phrase):
            self._state.unowned.add(phrase.head)
        if not phrase.attributive or phrase.capital:
            self._predicates.give_head(phrase)
        self._nouns.doubt(phrase)
        self._nouns.open(phrase)
        stack.append(phrase)

    def _lacks_owner(self, phrase: Phrase) -> bool:
        """Return whether the possessive of a phrase points out of it: askerlerini, but not Rus askerlerini."""
        word = self._state.tokens[phrase.head].word
        marked = word is not None and "[psor]=3" in word.feats and word.norm.endswith(_OBLIQUE_POSSESSIVE)
        before = self._state.tokens[phrase.start : phrase.head]
        return marked and all(
            t.word is not None and t.word.upos in ("ADJ", "NUM", "DET") and not t.capital for t in before
        )

    def _owns(self, owner: Phrase, phrase: Phrase) -> bool:
        if owner.marker in self._state.known.owner_adpositions:
            return owner.end + 1 == phrase.start
        if any(
            token.kind == "verb" and token.form in ("conv", "adv")
            for token in self._state.tokens[owner.end : phrase.start]
        ):
            return False
        genitive = owner.case == "gen" and not owner.comma and not owner.marker
        if phrase.named and phrase.case not in ("nom", "gen"):
            return False
        return genitive and phrase.possessed and self._joining < 0

    def _join(self, phrase: Phrase) -> None:
        """Take the conjuncts before the conjunction off the stack; a bare conjunct shares the case of the last."""
        stack = self._state.stack
        while len(stack) > self._state.base:
            other = stack[-1]
            alike = other.clause is None and not other.marker and other.case in (phrase.case, "nom")
            if not alike or (phrase.joined and not (self._listed(other, phrase) or self._is_name_list(other, phrase))):
                return
            phrase.joined.insert(0, stack.pop())

    def _listed(self, phrase: Phrase, last: Phrase) -> bool:
        """Return whether the parse ties a phrase before a comma to the list that follows, and leaves a subject."""
        following = phrase.joined[0] if phrase.joined else phrase
        word = self._state.tokens[following.head].word
        if word is None or not phrase.comma:
            return False
        if last.case != "nom" and word.deprel.startswith("nsubj") and not self._has_doer():
            return False
        return any(
            t.word is not None and t.word.deprel == "conj" and t.word.head == phrase.head for t in self._state.tokens
        ) or (word.deprel == "conj")

    def _is_name_list(self, other: Phrase, phrase: Phrase) -> bool:
        """Return whether a name before a comma begins a list of subjects: Churchill, Roosevelt ve Stalin buluştu."""
        following = phrase.joined[0]
        after = self._state.following(phrase.head)
        bare = (phrase.case == "nom" or self._has_doer()) and (after is None or after.kind != "adposition")
        near = other.comma and other.end + 1 == following.first
        return bare and near and other.capital and following.capital and phrase.capital

    def _has_doer(self) -> bool:
        """Return whether a name below the last phrase of the stack waits as subject, not as object of a relative."""
        waiting = self._state.stack[self._state.base : -1]
        after = [self._state.following(p.head) for p in waiting if p.case == "nom" and p.capital and not p.marker]
        return any(token is None or token.kind != "verb" for token in after)

    def _conjunction(self, token: Token) -> None:
        self._close()
        stack = self._state.stack
        ready = len(stack) > self._state.base and stack[-1].end == token.place
        self._joining = len(stack) if ready else -1
        if ready and stack[-1].clause is not None:
            stack[-1].comma = True

    def _pause(self, token: Token) -> None:
        self._close()
        stack = self._state.stack
        if token.norm in _TIMES and len(stack) > self._state.base and stack[-1].end == token.place:
            stack.pop()
        if token.norm in ("da", "de"):
            self._also(token)

    def _also(self, token: Token) -> None:
        """Join two phrases that are each followed by "de": Grenville de, Aleksandr da."""
        stack = self._state.stack
        if len(stack) <= self._state.base or stack[-1].end != token.place or stack[-1].case != "nom":
            return
        stack[-1].also = True
        before = stack[-2] if len(stack) > self._state.base + 1 else None
        if before is not None and before.also and before.comma and before.case == "nom":
            stack[-1].joined.insert(0, stack.pop(-2))

    def _comma(self, token: Token) -> None:
        self._close()
        if len(self._state.stack) > self._state.base:
            self._state.stack[-1].comma = True

    def _adposition(self, token: Token) -> None:
        self._close()
        stack = self._state.stack
        if len(stack) <= self._state.base:
            return
        phrase = stack[-1]
        if phrase.end != token.place or phrase.marker:
            return
        if phrase.time and len(stack) > self._state.base + 1 and stack[-2].case == "abl" and not stack[-2].marker:
            stack[-2].marker = token.norm
        marker = "ins" if token.norm == "ile" else token.norm.removesuffix("ki")
        phrase.marker = marker
        partner = stack[-2] if marker == "arasında" and len(stack) > self._state.base + 1 else None
        if partner is not None and (partner.marker == "ins" or (partner.case == "ins" and not partner.marker)):
            partner.marker = marker
        phrase.end = token.place + 1 if phrase.clause is not None else phrase.end

    def _colon(self, token: Token) -> None:
        self._close()
        self._quotes.colon()

    def _quote(self, token: Token) -> None:
        self._close()
        self._quotes.turn(token)

    def _verb(self, token: Token) -> None:
        self._close()
        self._joining = -1
        draft = self._predicates.take(token)
        if draft:
            self._nouns.carry(draft)
            self._quotes.hear(draft)

    def _existence(self, token: Token) -> None:
        self._close()
        self._nouns.exist(token)

    def _mark(self, token: Token) -> None:
        if token.norm in ("(", "["):
            self._brackets += 1
        elif token.norm in (")", "]"):
            self._brackets = max(0, self._brackets - 1)
        elif token.norm in (".", "!", "?", "...", "…") and not self._brackets:
            self._close()
