"""Descriptions of a version for programs of others: Croissant, Data Package and citation file."""

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
import yaml

from eventcoder.datasets.about import About
from eventcoder.schemas import SCHEMAS

ABOUT_TABLES: Final[Mapping[str, str]] = {
    "events": "one row per event: who did what to whom, when and where",
    "sentences": "every sentence, with what became of it",
    "documents": "every input document, with what became of it",
    "quarantine": "event rows refused by a check, with the names of the checks they failed",
    "codes": "the event codes used: names, definitions and scores",
}
_KEYS: Final[Mapping[str, str]] = {
    "events": "event_id", "sentences": "sentence_id", "documents": "doc_id", "codes": "code"
}  # fmt: skip
_REFERENCES: Final[Mapping[tuple[str, str], str]] = {
    ("events", "doc_id"): "documents",
    ("events", "sentence_id"): "sentences",
    ("events", "event_code"): "codes",
    ("sentences", "doc_id"): "documents",
}
_PARQUET: Final = "application/x-parquet"
_CONTEXT: Final[Mapping[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    **{
        name: f"cr:{name}"
        for name in (
            "citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
            "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
            "repeated", "replace", "separator", "source", "subField", "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}  # fmt: skip


def described(manifest: Mapping[str, Any]) -> str:
    """Return one sentence on what a version is, the publisher's own where there is one."""
    book, coder = manifest["codebook"], manifest["coder"]
    return str(
        manifest["about"].get("description")
        or f"Political events coded from news text with the codebook {book['name']} {book['version']} and the "
        f"{coder['name']} coder {coder['version']}."
    )


def title(manifest: Mapping[str, Any]) -> str:
    """Return the title of a dataset, its name where none was given."""
    return str(manifest["about"].get("title") or manifest["name"])


def croissant(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the MLCommons Croissant 1.0 description of a version."""
    about, files = manifest["about"], manifest["files"]
    optional = {
        "license": about.get("licence"),
        "url": about.get("url"),
        "creator": [{"@type": "sc:Organization", "name": name} for name in about.get("authors", ())],
        "keywords": about.get("keywords"),
        "citeAs": f"https://doi.org/{about['doi']}" if about.get("doi") else None,
    }
    return {
        "@context": dict(_CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": manifest["name"],
        "description": described(manifest),
        "version": manifest["version"],
        "datePublished": manifest["created"][:10],
        **{key: value for key, value in optional.items() if value},
        "distribution": [_file_object(table, files[f"{table}.parquet"]) for table in _tables(manifest)],
        "recordSet": [_record_set(table, _tables(manifest)) for table in _tables(manifest)],
    }


def _tables(manifest: Mapping[str, Any]) -> list[str]:
    return [table for table in SCHEMAS if f"{table}.parquet" in manifest["files"]]


def _file_object(table: str, stated: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table}.parquet",
        "name": f"{table}.parquet",
        "description": ABOUT_TABLES[table],
        "contentUrl": f"{table}.parquet",
        "contentSize": f"{stated['bytes']} B",
        "encodingFormat": _PARQUET,
        "sha256": stated["sha256"],
    }


def _record_set(table: str, present: list[str]) -> dict[str, Any]:
    key = {"key": {"@id": f"{table}/{_KEYS[table]}"}} if table in _KEYS else {}
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": ABOUT_TABLES[table],
        **key,
        "field": [_field(table, one, present) for one in SCHEMAS[table]],
    }


def _field(table: str, one: pa.Field, present: list[str]) -> dict[str, Any]:
    other = _REFERENCES.get((table, one.name))
    points = {"references": {"field": {"@id": f"{other}/{_KEYS[other]}"}}} if other in present else {}
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{one.name}",
        "name": one.name,
        "description": one.metadata[b"about"].decode(),
        "dataType": _croissant_type(one.type),
        **({"repeated": True} if pa.types.is_list(one.type) else {}),
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": one.name}},
        **points,
    }


def _croissant_type(kind: pa.DataType) -> str:
    names = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
    return {**names, "date": "sc:Date", "array": "sc:Text"}[_plain_type(kind)]


def _plain_type(kind: pa.DataType) -> str:
    """Return the Table Schema name of a type."""
    tests = {
        "integer": pa.types.is_integer, "number": pa.types.is_floating, "boolean": pa.types.is_boolean,
        "date": pa.types.is_date, "array": pa.types.is_list,
    }  # fmt: skip
    return next((name for name, test in tests.items() if test(kind)), "string")


def datapackage(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Frictionless Data Package description of a version."""
    about, tables = manifest["about"], _tables(manifest)
    optional = {
        "homepage": about.get("url"),
        "keywords": about.get("keywords"),
        "licenses": [_licence(about["licence"])] if about.get("licence") else None,
        "contributors": [{"title": name, "role": "author"} for name in about.get("authors", ())],
    }
    return {
        "profile": "data-package",
        "name": manifest["name"].lower(),
        "title": title(manifest),
        "description": described(manifest),
        "version": manifest["version"],
        "created": manifest["created"],
        **{key: value for key, value in optional.items() if value},
        "resources": [_resource(table, manifest["files"][f"{table}.parquet"], tables) for table in tables],
    }


def _licence(text: str) -> dict[str, str]:
    return {"path": text} if "://" in text else {"name": text}


def _resource(table: str, stated: Mapping[str, Any], present: list[str]) -> dict[str, Any]:
    foreign = [
        {"fields": [column], "reference": {"resource": other, "fields": [_KEYS[other]]}}
        for (own, column), other in _REFERENCES.items()
        if own == table and other in present
    ]
    return {
        "name": table,
        "path": f"{table}.parquet",
        "title": ABOUT_TABLES[table],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": stated["bytes"],
        "hash": f"sha256:{stated['sha256']}",
        "rows": stated["rows"],
        "schema": {
            "fields": [
                {
                    "name": one.name,
                    "type": _plain_type(one.type),
                    "description": one.metadata[b"about"].decode(),
                    "constraints": {"required": not one.nullable},
                }
                for one in SCHEMAS[table]
            ],
            **({"primaryKey": [_KEYS[table]]} if table in _KEYS else {}),
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def citation(manifest: Mapping[str, Any], about: About) -> str:
    """Return the citation file of a version, in Citation File Format 1.2.0."""
    licence = {("license-url" if "://" in about.licence else "license"): about.licence} if about.licence else {}
    optional = {"doi": about.doi, "url": about.url, "keywords": list(about.keywords), **licence}
    data = {
        "cff-version": "1.2.0",
        "message": "Please cite the version of the dataset you used.",
        "type": "dataset",
        "title": title(manifest),
        "abstract": described(manifest),
        "version": manifest["version"],
        "date-released": manifest["created"][:10],
        "authors": [_author(name) for name in about.authors] or [{"name": "Authors not stated"}],
        **{key: value for key, value in optional.items() if value},
    }
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000))


def _author(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family-names": family.strip(), "given-names": given.strip()} if comma else {"name": name}
