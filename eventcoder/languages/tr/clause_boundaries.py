"""Where one noun phrase of a Turkish sentence ends and the next begins."""

import re
from collections.abc import Callable

from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.grammar import Grammar
from eventcoder.languages.tr.keys import noun_keys
from eventcoder.types.text import Word

_ORIGIN = re.compile("(?<!oğ)l[ıiuü]$")
_PLURAL = re.compile("l[ae]r(?:[ıi]n?|[ae]|[dt][ae]n?|l[ae])?$")


class Boundaries:
    """Decides whether two neighbouring nominals are one phrase; `words` are the places of the phrase so far."""

    def __init__(self, tokens: list[Token], known: Grammar, has_subject: Callable[[], bool], words: list[int]) -> None:
        self._tokens = tokens
        self._known = known
        self._has_subject = has_subject
        self._words = words
        self._rules = (
            self._by_opening, self._by_title, self._by_possessive, self._by_noun, self._by_name, self._parsed_apart
        )  # fmt: skip

    def splits(self, last: Token, token: Token) -> bool:
        """Return whether a new phrase begins with this word: the first rule that knows decides."""
        decided = (rule(last, token) for rule in self._rules)
        return next((found for found in decided if found is not None), False)

    def _by_opening(self, last: Token, token: Token) -> bool | None:
        """Decide where a time, a people or something of one's own begins, or a name goes on."""
        if self._begins_time(token) or self._begins_people(last, token):
            return True
        if self._is_name_article(last) or self._is_name_article(token):
            return False
        opens_name = last.norm in self._known.name_openers and token.capital
        if last.norm in self._known.time_nouns or opens_name or self._begins_own(last, token):
            return not opens_name
        if _is_printed_capital(last) and token.capital and "'" not in last.norm and self._title_ahead(token):
            return self._after_title() and not last.possessed
        return False if last.norm in self._known.measures and not token.capital else None

    def _by_title(self, last: Token, token: Token) -> bool | None:
        """Decide after a bare title: Papa Francis is one phrase, bakan | Letonya'da two."""
        if last.norm not in self._known.titles or last.possessed or not token.capital:
            return None
        if token.case == "nom":
            return False
        return True if not last.capital and token.case == "loc" else None

    def _by_possessive(self, last: Token, token: Token) -> bool | None:
        """Decide after the possessive that ends a compound, and after the name that follows a title."""
        if last.possessed and last.case == "nom":
            if len(self._words) == 1 and last.norm.endswith(("ları", "leri")) and token.case in ("abl", "dat"):
                return not token.capital
            if _are_two(last, token) or (last.norm in self._known.rulers and token.norm.endswith(("ları", "leri"))):
                return True
            if tag(token) in ("ADJ", "DET") and token.word is not None and token.word.head != last.place:
                return True
            if last.capital and self._is_office(token):
                return False
            if token.capital and last.norm.partition("'")[0] in self._known.titles:
                return token.case not in ("nom", "gen") and self._parsed_apart(last, token)
            return self._is_name(token) if token.capital else not token.possessed
        if last.capital and not token.possessed and self._after_title():
            return not token.capital or token.case in ("loc", "attr") or self._parsed_aside(last, token)
        return None

    def _by_noun(self, last: Token, token: Token) -> bool | None:
        """Decide between two bare nouns, and where the parse ties them together."""
        if self._modifies(last, token):
            return False
        if _are_people(last, token):
            return True
        if self._is_object(last, token) or (is_plural(last) and _begins_name(token) and not token.possessed):
            return True
        return False if self._parsed_together(last, token) else None

    def _by_name(self, last: Token, token: Token) -> bool | None:
        """Decide before a determiner or number, and before a name."""
        if token.norm in self._known.determiners or token.norm.partition("'")[0].isdigit():
            return last.capital or tag(last) in ("NOUN", "PROPN") or last.norm in self._known.titles
        if token.capital and not last.capital and last.norm not in self._known.titles:
            plural = last.norm.endswith(("lar", "ler")) and tag(last) in ("NOUN", "X", "")
            return tag(last) == "NOUN" or bool(last.coded) or plural
        return None

    def _begins_own(self, last: Token, token: Token) -> bool:
        """Return whether a time or something of one's own begins here: Obama pazartesi günü, gazeteci hayatını."""
        if token.norm in self._known.own_objects:
            return last.case == "nom"
        dated = "'" in token.norm and token.norm.partition("'")[0].isdigit()
        return last.capital and (dated or token.norm in self._known.weekdays)

    def _begins_time(self, token: Token) -> bool:
        """Return whether a time begins with a word that elsewhere modifies anything: Putin | gelecek ay."""
        following = self._tokens[token.place + 1].norm if token.place + 1 < len(self._tokens) else ""
        return token.norm in self._known.time_modifiers and following in self._known.time_nouns

    def _is_name_article(self, token: Token) -> bool:
        """Return whether a word is the article inside an Arabic name: Ömer el-Beşir."""
        after = self._tokens[token.place + 1 : token.place + 3]
        dash = len(after) == 2 and after[0].norm in ("-", "–") and after[1].capital
        return dash and len(token.norm) <= 3 and token.norm in self._known.name_articles

    def _begins_people(self, last: Token, token: Token) -> bool:
        """Return whether a people's adjective follows a bare name: Fransa | Amerikan kolonilerine."""
        named = (
            last.word is not None and not last.word.deprel.startswith("amod") and not re.search(r"l[ıiuü]$", last.norm)
        )
        bare = named and last.capital and not last.possessed
        known = last.norm in self._known.peoples | self._known.determiners
        people = token.norm in self._known.peoples or self._is_origin(token)
        return bare and not known and token.capital and people

    def _is_origin(self, token: Token) -> bool:
        """Return whether a word in -lı tells where several people come from, and is no surname: Çadlı mültecileri."""
        after = self._tokens[token.place + 1] if token.place + 1 < len(self._tokens) else None
        people = after is not None and not after.capital and _PLURAL.search(after.norm)
        return bool(people and _ORIGIN.search(token.norm))

    def _parsed_aside(self, last: Token, token: Token) -> bool:
        """Return whether the parse ties a name after a person's name to the verb: Cumhurbaşkanı Denktaş New York'ta."""
        if last.word is None or token.word is None or token.word.head == last.place:
            return False
        head = self._tokens[token.word.head]
        return token.word.deprel.startswith("obl") and head.kind == "verb" and last.word.head != token.place

    def _after_title(self) -> bool:
        """Return whether the last word is the name of a person since a title stands before it."""
        return any(self._tokens[i].norm in self._known.titles for i in self._words[-3:-1])

    def _title_ahead(self, token: Token) -> bool:
        """Return whether capitalised words from this one on end in a title: Devlet Başkanı."""
        for other in self._tokens[token.place : token.place + 4]:
            if other.norm.partition("'")[0] in self._known.titles:
                return True
            if not other.capital or "'" in other.norm:
                return False
        return False

    def _is_name(self, token: Token) -> bool:
        """Return whether a capitalised word begins a phrase of its own rather than the rest of a title."""
        return "'" in token.norm or not token.possessed or token.norm.endswith(("ları", "leri"))

    def _parsed_together(self, last: Token, token: Token) -> bool:
        if last.word is None or token.word is None:
            return False
        flat = token.word.head == last.place and token.word.deprel.startswith("flat")
        siblings = last.word.head == token.word.head and last.word.deprel == token.word.deprel
        if siblings and last.word.deprel.startswith("nmod"):
            return True
        return flat or (
            not last.coded and last.word.head == token.place and last.word.deprel.startswith(("amod", "flat"))
        )

    def _is_object(self, last: Token, token: Token) -> bool:
        """Return whether two bare nouns cannot be one phrase since the second lacks the possessive of a compound."""
        if token.possessed or token.capital:
            return False
        if last.norm in self._known.titles and token.case in ("acc", "dat", "abl", "ins", "loc"):
            return tag(token) == "NOUN"
        if not (last.capital or tag(last) == "NOUN"):
            return False
        if last.norm in self._known.attributes:
            return False
        if self._is_bare_name(last) and token.case in ("acc", "dat", "abl", "ins", "loc") and tag(token) == "NOUN":
            return not self._known.titles.intersection(noun_keys(token.norm))
        if token.case in ("acc", "dat", "abl", "ins", "loc"):
            if token.coded and self._is_carried(token) and self._is_native(last):
                return True
            if last.word is not None and last.word.deprel.startswith("amod") and last.word.head == token.place:
                return False
            return tag(last) == tag(token) == "NOUN"
        return bool(token.coded) and self._is_carried(token)

    @staticmethod
    def _modifies(last: Token, token: Token) -> bool:
        """Return whether a word of origin or following stands before a bare noun: Maocu isyancılar."""
        derived = last.capital and re.search(r"\w{3,}(?:l[ıiuü]|[cç][ıiuü])$", last.norm) and "'" not in last.norm
        return bool(derived) and token.case == "nom" and not token.capital and not token.coded and tag(token) == "NOUN"

    def _is_office(self, token: Token) -> bool:
        """Return whether an office follows a body's name: Avrupa Birliği dışişleri bakanları."""
        following = self._tokens[token.place + 1] if token.place + 1 < len(self._tokens) else None
        if following is None or token.capital or token.possessed or token.case != "nom":
            return False
        return following.norm in self._known.titles or following.norm.endswith(
            ("bakanları", "liderleri", "temsilcileri")
        )

    def _is_bare_name(self, last: Token) -> bool:
        """Return whether a word is a name and no adjective, so that only a possessive could join it to a noun."""
        derived = re.search(r"l[ıiuü]$", last.norm) is not None or last.norm in self._known.peoples
        return last.capital and tag(last) == "PROPN" and not derived and len(self._words) == 1

    def _is_native(self, last: Token) -> bool:
        """Return whether a number of people of some place are meant: üç Amerikalı | gözaltına alındı."""
        before = self._tokens[self._words[-2]] if len(self._words) > 1 else None
        counted = before is not None and tag(before) == "NUM"
        return counted and last.capital and re.search(r"l[ıiuü]$", last.norm) is not None

    def _is_carried(self, token: Token) -> bool:
        """Return whether a support verb follows the word."""
        following = next((t for t in self._tokens[token.place + 1 :] if t.kind != "particle"), None)
        return following is not None and following.verb is not None and following.verb.lemma in self._known.light_verbs

    def _parsed_apart(self, last: Token, token: Token) -> bool:
        word, other = last.word, token.word
        if word is None or other is None or word.upos in ("", "X"):
            return False
        if other.head == last.place or (token.possessed and (token.capital or token.case == "nom")):
            return False
        if other.deprel == "obj" and word.upos == "NOUN" and token.norm.endswith(("ları", "leri")):
            return True
        first = self._first_conjunct(word) if token.capital else word
        head = self._tokens[first.head]
        far = first.head > token.place and self._heads_clause(head)
        if first is word and word.deprel.startswith("nsubj") and self._has_subject():
            return False
        bare_name = last.capital and last.case == "nom" and token.possessed and "'" not in last.norm
        return far and first.deprel.startswith(("nsubj",) if bare_name else ("nsubj", "obj", "obl"))

    def _heads_clause(self, head: Token) -> bool:
        """Return whether a word is a predicate: a verb, or the noun of an idiom right before one (ayak bastı)."""
        following = self._tokens[head.place + 1] if head.place + 1 < len(self._tokens) else None
        return head.kind == "verb" or (head.kind == "noun" and following is not None and following.kind == "verb")

    def _first_conjunct(self, word: Word) -> Word:
        """Return the word whose place in the sentence a conjunct shares: Roosevelt of "Roosevelt ve Stalin"."""
        seen = {word.index}
        while word.deprel.startswith("conj") and word.head not in seen:
            seen.add(word.head)
            above = self._tokens[word.head].word
            if above is None:
                break
            word = above
        return word


def _is_printed_capital(token: Token) -> bool:
    return token.word is not None and token.word.text[:1].isupper()


def is_plural(token: Token) -> bool:
    """Return whether a word is a bare plural, which modifies no noun: göstericiler polise."""
    bare = token.case == "nom" and not token.possessed and not (token.capital and token.place > 0)
    return bare and len(token.norm) > 5 and token.norm.endswith(("lar", "ler"))


def _are_two(last: Token, token: Token) -> bool:
    """Return whether two possessed nouns are doer and object: muhafızları komutanlarını, cumhurbaşkanı başbakanı."""
    officers = last.norm == "cumhurbaşkanı" and token.norm.endswith("bakanı")
    return officers or (last.norm.endswith(("ları", "leri")) and token.norm.endswith(("larını", "lerini")))


def _are_people(last: Token, token: Token) -> bool:
    """Return whether a people acts or suffers beside the next noun: Almanlar sınırın, Bulgarlar Bizanslıları."""
    if not last.capital or len(last.norm) <= 5 or "'" in last.norm:
        return False
    if not last.norm.endswith(("lar", "ler")) or last.possessed:
        return False
    return token.norm.endswith(("ları", "leri")) if token.capital else not token.possessed


def _begins_name(token: Token) -> bool:
    """Return whether a word after a bare plural begins a phrase: a common noun, or a name with its case."""
    return not token.capital or "'" in token.norm


def tag(token: Token) -> str:
    """Return the part of speech of a word; "" where nobody tagged it."""
    return token.word.upos if token.word else ""
