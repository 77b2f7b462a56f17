"""The only place that joins the stages: a batch of documents in, coded events and outcomes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eventcoder.analysis.parser import Parser, Tokens, load_parser
from eventcoder.codebook.load import load_codebook
from eventcoder.codebook.values import Codebook
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.protocol import Candidate, Coder, When
from eventcoder.languages.dates import DateMention, find_dates
from eventcoder.languages.protocol import Language
from eventcoder.registry import find, names
from eventcoder.resolve.dates import event_date
from eventcoder.resolve.places import event_place
from eventcoder.resolve.repeats import link_repeats
from eventcoder.resolve.stories import Print, fingerprints, story_of
from eventcoder.text.articles import split_articles
from eventcoder.text.language import identify
from eventcoder.text.sentences import LanguageOf, split_sentences
from eventcoder.types.events import DocumentOutcome, Event, SentenceOutcome
from eventcoder.types.text import Article, Document, FailedDocument, Sentence, Span, Word


class Tools:
    """What a batch needs in one process: codebook and coder at once, the pipeline of a language when first met."""

    def __init__(self, codebook: Codebook, coder: str) -> None:
        """Take a loaded codebook and the name of a coder; "hybrid:FOLDER" is a coder with the model in that folder."""
        self.codebook = codebook
        name, _, model = coder.partition(":")
        self.coder: Coder = find("coder", name)(codebook, self.language, *([model] if model else []))
        self._known = frozenset(names("language")) & codebook.languages.keys()
        self._languages: dict[str, Language] = {}
        self._parsers: dict[str, Parser] = {}

    def codes(self, language: str) -> bool:
        """Return whether this codebook and this installation can code a language (ISO 639-1)."""
        return language in self._known

    def language(self, code: str) -> Language:
        """Return a language, made once."""
        if code not in self._languages:
            self._languages[code] = find("language", code)()
        return self._languages[code]

    def parser(self, code: str) -> Parser:
        """Return the parser of a language, loaded once; names of the codebook are never cut into clitics."""
        if code not in self._parsers:
            keep = frozenset(w.text for w in self.codebook.languages[code].written if w.use in ("name", "place"))
            self._parsers[code] = load_parser(code, keep, fold=self.language(code).fold)
        return self._parsers[code]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch: its events, and one outcome for every sentence and every document, in input order.

    `prints` are the fingerprints of the articles that have events, by which copies of one story are found.
    """

    events: tuple[Event, ...]
    sentences: tuple[SentenceOutcome, ...]
    documents: tuple[DocumentOutcome, ...]
    prints: tuple[Print, ...] = ()


# What code of ours raises on a sentence it cannot handle; faults of the machine and of the codebook go through.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(slots=True)
class _Work:
    """One sentence on its way through a batch."""

    sentence: Sentence
    tokens: Tokens | None = None
    candidate: Candidate | None = None
    words: tuple[Word, ...] = ()
    reason: str | None = None
    fault: str | None = None


def load_tools(codebook: str, coder: str, languages: Sequence[str] | None = None) -> Tools:
    """Load codebook and coder; `languages` limits the codebook to these ISO 639-1 codes."""
    return Tools(load_codebook(codebook, tuple(languages) if languages else None), coder)


def process(batch: Sequence[Document | FailedDocument], tools: Tools) -> BatchResult:
    """Code a batch of documents. One bad document never stops the others: it is listed as failed, with the reason."""
    items = [_split(document) for document in batch]
    works = [work for item in items if isinstance(item, _Split) for work in item.works]
    _tokenize(works, tools)
    _parse(works, tools)
    events: list[Event] = []
    sentences: list[SentenceOutcome] = []
    documents: list[DocumentOutcome] = []
    prints: list[Print] = []
    for item in items:
        if isinstance(item, FailedDocument):
            documents.append(DocumentOutcome(item.doc_id, item.origin, "failed", item.reason))
            continue
        found, outcomes = _code_document(item, tools)
        events.extend(found)
        sentences.extend(outcomes)
        documents.append(_document_outcome(item, len(outcomes), len(found)))
        prints.extend(fingerprints(item.document, item.articles, {event.story_id for event in found}))
    return BatchResult(tuple(events), tuple(sentences), tuple(documents), tuple(prints))


def recode(article: Article, sentences: Sequence[Sentence], tools: Tools) -> BatchResult:
    """Code the first sentences of one article again, from sentences already split, with what each lends to the next."""
    works = tuple(_Work(sentence) for sentence in sentences)
    _tokenize(works, tools)
    _parse(works, tools)
    item = _Split(Document(article.doc_id, "", article.doc_id), (article,), works)
    events, outcomes = _code_document(item, tools)
    return BatchResult(tuple(events), tuple(outcomes), ())


@dataclass(frozen=True, slots=True)
class _Split:
    document: Document
    articles: tuple[Article, ...]
    works: tuple[_Work, ...]


def _split(document: Document | FailedDocument) -> _Split | FailedDocument:
    if isinstance(document, FailedDocument):
        return document
    try:
        articles = split_articles(document)
        works = tuple(
            _Work(s)
            for article in articles
            for s in split_sentences(document, article, _language_of(document, article))
        )
    except _FAULTS as problem:
        return FailedDocument(document.doc_id, document.origin, f"cannot be split into sentences: {_told(problem)}")
    if not works:
        return FailedDocument(document.doc_id, document.origin, "holds no sentence")
    return _Split(document, tuple(articles), works)


def _language_of(document: Document, article: Article) -> LanguageOf:
    """Return how to tell the language of a sentence: as declared, but embedded posts speak for themselves."""
    if document.language and article.kind == "article":
        return lambda text, default: document.language or default
    return identify


def _tokenize(works: Iterable[_Work], tools: Tools) -> None:
    """Look at the words alone: sentences without a name or a trigger are passed over before the costly parse."""
    for work in works:
        if not tools.codes(work.sentence.language):
            work.reason = f"language {work.sentence.language}"
            continue
        parser = tools.parser(work.sentence.language)
        try:
            work.tokens = next(iter(parser.tokenize([work.sentence.text])))
            work.candidate = tools.coder.look(work.sentence, work.tokens.norms, work.tokens.offsets)
        except _FAULTS as problem:
            work.fault = _told(problem)


def _parse(works: Iterable[_Work], tools: Tools) -> None:
    chosen: dict[str, list[_Work]] = {}
    for work in works:
        if work.candidate and work.candidate.promising:
            chosen.setdefault(work.sentence.language, []).append(work)
    for language, group in chosen.items():
        parser = tools.parser(language)
        try:
            _parse_group(group, parser)
        except _FAULTS:
            for work in group:
                _parse_alone(work, parser)


def _parse_group(group: Sequence[_Work], parser: Parser) -> None:
    tokens = (work.tokens for work in group if work.tokens is not None)
    for work, words in zip(group, parser.parse(tokens), strict=True):
        work.words = words


def _parse_alone(work: _Work, parser: Parser) -> None:
    """Parse one sentence by itself, so that of a group that fails only the faulty ones are lost."""
    try:
        _parse_group([work], parser)
    except _FAULTS as problem:
        work.fault = _told(problem)


def _told(problem: Exception) -> str:
    return " ".join(f"{type(problem).__name__}: {problem}".split())[:300]


def _code_document(item: _Split, tools: Tools) -> tuple[list[Event], list[SentenceOutcome]]:
    events: list[Event] = []
    outcomes: list[SentenceOutcome] = []
    articles = {article.number: article for article in item.articles}
    discourse, current = tools.coder.discourse(), -1
    passed = _passed_stories(item.works)
    for work in item.works:
        if work.sentence.article_no != current:
            current = work.sentence.article_no
            discourse = _opened(articles[current], work.sentence, tools)
        if work.sentence.article_no in passed:
            reason = f"story with {passed[work.sentence.article_no]!r}"
            outcomes.append(SentenceOutcome(work.sentence, "filtered", reason))
            continue
        found, outcome = _code_sentence(work, tools, discourse)
        events.extend(found)
        outcomes.append(outcome)
    return link_repeats(events), outcomes


def _passed_stories(works: Iterable[_Work]) -> dict[int, str]:
    """Return the articles that the codebook passes over because of a phrase in one of their sentences."""
    found = [(work.sentence.article_no, work.candidate.passed) for work in works if work.candidate]
    return {number: passed[0] for number, passed in found if passed and passed[1] == "story"}


def _opened(article: Article, first: Sentence, tools: Tools) -> Discourse:
    """Return the discourse at the beginning of an article; the author of a post speaks in it from the first word."""
    discourse = tools.coder.discourse()
    if article.kind == "post" and article.author and tools.codes(first.language):
        discourse.spoken_by(tools.coder.who(article.author, first.language, article.published))
    return discourse


def _code_sentence(work: _Work, tools: Tools, discourse: Discourse) -> tuple[list[Event], SentenceOutcome]:
    candidate = _recalled(work, tools, discourse)
    if work.fault:
        return [], SentenceOutcome(work.sentence, "failed", work.fault)
    if candidate is None:
        return [], SentenceOutcome(work.sentence, "filtered", work.reason)
    if candidate.topic:
        return [], SentenceOutcome(work.sentence, "filtered", f"topic {candidate.topic}")
    if candidate.passed:
        return [], SentenceOutcome(work.sentence, "filtered", f"sentence with {candidate.passed[0]!r}")
    if not work.words:
        discourse.after((), candidate.pieces)
        return [], SentenceOutcome(work.sentence, "no_event" if candidate.pieces else "no_actor")
    try:
        when = _when(work.sentence)
        found = tools.coder.code(candidate, work.words, discourse, when)
        placed = [_placed(event, work.words, candidate) for event in found]
    except _FAULTS as problem:
        return [], SentenceOutcome(work.sentence, "failed", _told(problem))
    return placed, SentenceOutcome(work.sentence, "coded" if placed else "no_event")


def _recalled(work: _Work, tools: Tools, discourse: Discourse) -> Candidate | None:
    """Return what the words show, with names the article has introduced; what they make promising is parsed now."""
    given = work.candidate
    if given is None or work.fault:
        return given
    pieces = discourse.recall(work.sentence.language, given.tokens, given.pieces)
    candidate = replace(given, pieces=pieces) if len(pieces) > len(given.pieces) else given
    if candidate.promising and not work.words:
        _parse_alone(work, tools.parser(work.sentence.language))
    return candidate


def _when(sentence: Sentence) -> When:
    """Return the date of a trigger as a function of its span and of the triggers it shares the sentence with."""
    dates: list[DateMention] = find_dates(sentence.text, sentence.language, sentence.published)
    return lambda trigger, triggers: event_date(sentence, dates, trigger, triggers)


def _placed(event: Event, words: Sequence[Word], candidate: Candidate) -> Event:
    spans = [Span(words[p.start].start, words[p.end - 1].end) for p in candidate.pieces]
    place = event_place(candidate.pieces, spans, event.trigger)
    return replace(event, where=place, story_id=story_of(event.sentence.doc_id, event.sentence.article_no))


def _document_outcome(item: _Split, sentences: int, events: int) -> DocumentOutcome:
    document = item.document
    first = item.articles[0]
    return DocumentOutcome(
        doc_id=document.doc_id,
        origin=document.origin,
        outcome="built",
        title=document.title or first.title,
        publisher=document.publisher or first.agency,
        url=document.url,
        published=first.published or document.published,
        articles=len(item.articles),
        sentences=sentences,
        events=events,
    )
