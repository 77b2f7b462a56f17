"""Cut a stream of documents into batches."""

from collections.abc import Iterable, Iterator

from eventcoder.types.text import Document, FailedDocument


def batches(
    documents: Iterable[Document | FailedDocument], size: int, characters: int
) -> Iterator[list[Document | FailedDocument]]:
    """Yield the documents in lists of at most `size` and about `characters` characters, to keep memory bounded."""
    batch: list[Document | FailedDocument] = []
    total = 0
    for document in documents:
        batch.append(document)
        total += len(document.text) if isinstance(document, Document) else 0
        if len(batch) >= size or total >= characters:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
