"""Descriptions of a version for programs of others: Croissant, Data Package and citation file."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import pyarrow as pa
import yaml

from eventcoder.datasets.about import About
from eventcoder.datasets.manifest import table_files
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
        "distribution": [one for table in _tables(manifest) for one in _distribution(table, files)],
        "recordSet": [_record_set(table, manifest) for table in _tables(manifest)],
    }


def _tables(manifest: Mapping[str, Any]) -> list[str]:
    return [table for table in SCHEMAS if table_files(manifest["files"], table)]


def pattern(table: str, files: Collection[str]) -> str:
    """Return the name of a table's file, or what matches the names of all of them, relative to the version."""
    names = table_files(files, table)
    return names[0] if len(names) == 1 else f"{table}/*.parquet"


def _distribution(table: str, files: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = table_files(files, table)
    objects = [_file_object(name, table, files[name]) for name in names]
    if len(names) == 1:
        return objects
    together = {
        "@type": "cr:FileSet",
        "@id": pattern(table, files),
        "name": pattern(table, files),
        "description": f"{ABOUT_TABLES[table]}; a file for each year of publication",
        "encodingFormat": _PARQUET,
        "includes": pattern(table, files),
    }
    return [*objects, together]


def _file_object(name: str, table: str, stated: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": ABOUT_TABLES[table],
        "contentUrl": name,
        "contentSize": f"{stated['bytes']} B",
        "encodingFormat": _PARQUET,
        "sha256": stated["sha256"],
    }


def _record_set(table: str, manifest: Mapping[str, Any]) -> dict[str, Any]:
    present, files = _tables(manifest), table_files(manifest["files"], table)
    kind = "fileObject" if len(files) == 1 else "fileSet"
    source = {kind: {"@id": pattern(table, files)}}
    key = {"key": {"@id": f"{table}/{_KEYS[table]}"}} if table in _KEYS else {}
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": ABOUT_TABLES[table],
        **key,
        "field": [_field(table, one, present, source) for one in SCHEMAS[table]],
    }


def _field(table: str, one: pa.Field, present: list[str], source: Mapping[str, Any]) -> dict[str, Any]:
    other = _REFERENCES.get((table, one.name))
    points = {"references": {"field": {"@id": f"{other}/{_KEYS[other]}"}}} if other in present else {}
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{one.name}",
        "name": one.name,
        "description": one.metadata[b"about"].decode(),
        "dataType": _croissant_type(one.type),
        **({"repeated": True} if pa.types.is_list(one.type) else {}),
        "source": {**source, "extract": {"column": one.name}},
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
        "resources": [_resource(table, manifest["files"], tables) for table in tables],
    }


def _licence(text: str) -> dict[str, str]:
    return {"path": text} if "://" in text else {"name": text}


def _resource(table: str, files: Mapping[str, Mapping[str, Any]], present: list[str]) -> dict[str, Any]:
    names = table_files(files, table)
    alone = {"path": names[0], "hash": f"sha256:{files[names[0]]['sha256']}"}
    foreign = [
        {"fields": [column], "reference": {"resource": other, "fields": [_KEYS[other]]}}
        for (own, column), other in _REFERENCES.items()
        if own == table and other in present
    ]
    return {
        "name": table,
        **(alone if len(names) == 1 else {"path": names}),
        "title": ABOUT_TABLES[table],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(files[name]["bytes"] for name in names),
        "rows": sum(files[name]["rows"] for name in names),
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
