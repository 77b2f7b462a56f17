"""Read the pieces of PETRARCH verb dictionaries: a verb with its forms, a code, the words of a pattern."""

import re
from collections.abc import Collection
from typing import Any, NamedTuple

from eventcoder.codebook.codes import is_event_code

_FORMS = re.compile(r"\{([^}]*)\}?")
_CODE = re.compile(r"\[([^\]]*)\]")
_MARKS = {"$": "<source>", "+": "<target>", "^": "<actor>"}
_TOKEN = re.compile(r"[(){}]|[^\s(){}]+")
_ENDINGS = ("s", "es", "ed", "d", "ing")
_NOTHING = re.compile(r"-+")


class Steps(NamedTuple):
    """The words a pattern wants before and after its verb, and whether several parties act together.

    `phrases` tells whether words are grouped by brackets, as only the later syntax does.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    together: bool
    phrases: bool = False

    def sets(self) -> list[str]:
        """Return the word sets it names."""
        return [step for step in (*self.before, *self.after) if step.startswith("<") and step not in _MARKS.values()]

    def keys(self, in_subject: bool) -> dict[str, Any]:
        """Return it as the keys of a pattern; `in_subject` when words before the verb must stand in its subject.

        Where only one party has a place, and that on the other side of the verb than usual, the parties change sides.
        """
        marks = set(_MARKS.values())
        words = "subject" if in_subject and not marks & set(self.before) else "before"
        found: dict[str, Any] = {
            key: list(steps) for key, steps in ((words, self.before), ("after", self.after)) if steps
        }
        turned = ("<source>" in self.after and "<target>" not in (*self.before, *self.after)) or (
            "<target>" in self.before and "<source>" not in (*self.before, *self.after)
        )
        if self.together or turned:
            found["frame"] = "parties" if self.together else "around-back"
        return found


def set_name(text: str) -> str:
    """Return the name of a word set as patterns write it.

    >>> set_name("&FIGHT_CRIM")
    '<fight-crim>'
    """
    return f"<{text.strip('&_ ').replace('_', '-').lower()}>"


def plain_words(text: str) -> str:
    """Return the words of a dictionary as news has them: blanks for underscores, without brackets, in small letters.

    >>> plain_words("(TO_THE END)"), plain_words("OPPOSITION_")
    ('to the end', 'opposition')
    """
    return " ".join(re.sub(r"[_(){}+]", " ", text).lower().split())


def read_steps(text: str, sets: Collection[str] = ()) -> Steps:
    """Return what stands around the * of a pattern; `sets` are the names of the word sets there are.

    Braces and brackets tell a noun phrase and a phrase with a preposition; we keep the order of the words.
    Raises ValueError when brackets do not pair or there is not one *.

    >>> read_steps("&MILITARY * {NEW_YEAR TIES} (WITH +)")
    Steps(before=('<military>',), after=('new year', 'ties', 'with', '<target>'), together=False, phrases=True)
    """
    steps: list[str] = []
    stack: list[str] = []
    together = False
    for token in _TOKEN.findall(text):
        if token in "({":
            stack.append(token)
        elif token in ")}":
            if not stack or stack.pop() != {")": "(", "}": "{"}[token]:
                raise ValueError("brackets do not pair")
        elif token == "%":
            together = True
        else:
            steps.extend(_steps(token, sets))
    if stack:
        raise ValueError("brackets do not pair")
    if steps.count("*") != 1:
        raise ValueError("must have one * where the verb stands")
    at = steps.index("*")
    return Steps(tuple(steps[:at]), tuple(steps[at + 1 :]), together, "(" in text or "{" in text)


def _steps(token: str, sets: Collection[str] = ()) -> list[str]:
    """Return the steps of a word; parts joined by _ stand side by side, so that they are one step where they are words.

    >>> _steps("NOT_MAKE_*"), _steps("+_WORKER"), _steps("*بعثة"), _steps("&TOWN_HALL", {"<town>"})
    (['not make', '*'], ['<target>', 'worker'], ['*', 'بعثة'], ['<town>', 'hall'])
    """
    found: list[str] = []
    joined = False
    parts = [part for part in token.replace("*", "_*_").split("_") if part]
    while parts:
        part = parts.pop(0)
        if part.startswith("&"):
            size = next((n for n in range(len(parts), 0, -1) if set_name("_".join([part, *parts[:n]])) in sets), 0)
            found.append(set_name("_".join([part, *parts[:size]])))
            del parts[:size]
        elif part == "*" or part in _MARKS:
            found.append(_MARKS.get(part, part))
        else:
            word = part.replace("+", " ").lower()
            found[-1:] = [f"{found[-1]} {word}"] if joined else [*found[-1:], word]
            joined = True
            continue
        joined = False
    return found


def verb_code(text: str) -> tuple[str, str | None]:
    """Return a line of a verb without its code, and the code; None when it has none of its own."""
    code = _CODE.search(text)
    return _CODE.sub(" ", text), code.group(1).strip() if code else None


def read_verb(text: str) -> list[str]:
    """Return a verb and those of its forms that its regular endings do not give, as triggers of ours.

    >>> read_verb("+BREAK_DOWN {+BREAKS_DOWN +BROKE_DOWN }"), read_verb("WIRE_+TAP {WIRE_+TAPPED }")
    (['break down', 'broke down'], ['wire *tap'])
    """
    forms = _FORMS.search(text)
    base = _trigger(_FORMS.sub(" ", text))
    if not base:
        return []
    regular = {f"{stem}{ending}" for stem in _stems(_head(base)) for ending in _ENDINGS} | {_head(base)}
    others = [_trigger(form) for form in (forms.group(1).split() if forms else [])]
    return list(dict.fromkeys([base, *(form for form in others if form and _head(form) not in regular)]))


def _stems(verb: str) -> tuple[str, ...]:
    return (verb, verb[:-1], verb + verb[-1:], verb[:-1] + "i")


def _head(trigger: str) -> str:
    words = trigger.split()
    return next((word[1:] for word in words if word.startswith("*")), words[0])


def _trigger(text: str) -> str:
    """Return a verb of several words as our patterns write it; + marks the inflected one, or joins words."""
    words: list[str] = []
    for word in text.replace("_", " ").split():
        marked = word.startswith("+") and word != "+"
        parts = word.strip("+").lower().split("+")
        words.extend([f"*{parts[0]}" if marked and words else parts[0], *parts[1:]] if parts[0] else [])
    return " ".join(words)


def read_code(text: str) -> dict[str, str]:
    """Return the code of a pattern, the one of the same act told the other way round, or that it codes nothing.

    Raises ValueError for what is no event code.

    >>> read_code("042:043"), read_code(":031"), read_code("---")
    ({'code': '042', 'back': '043'}, {'code': '031', 'reversed': 'yes'}, {'silent': 'yes'})
    """
    there, colon, back = (part.strip() for part in text.partition(":"))
    if not colon and _NOTHING.fullmatch(there):
        return {"silent": "yes"}
    for code in (there, back):
        if code and not is_event_code(code, "any"):
            raise ValueError(f"{code!r} is no event code")
    if not there and not back:
        raise ValueError("has no code")
    if not there:
        return {"code": back, "reversed": "yes"}
    return {"code": there, **({"back": back} if back else {})}
