"""The tables of a codebook: in which files they stand, what tells their rows apart, and which columns they have."""

from dataclasses import dataclass

_USES = ("name", "adjective", "people")


@dataclass(frozen=True, slots=True)
class TableForm:
    """Where one table stands and what its columns are.

    `files` is a glob in the codebook folder, `key` the columns that identify an entry, `required` what a new entry
    needs beside them. `written` are the columns that exist once a language, as name_en.
    """

    files: str
    key: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what the table is called: "actors", "events"."""
        return self.files.removesuffix("/*.csv").removesuffix(".csv")

    def columns(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Return all columns the table can have, given its languages."""
        names = tuple(f"{use}_{language}" for use in self.written for language in languages)
        return (*self.key, *self.required, *self.optional, *names, "note", "drop")


EVENTS = TableForm(
    "events.csv",
    ("code",),
    ("parent", "name", "definition", "quad_class", "goldstein"),
    ("plover_type", "plover_mode", "plover_contexts", "requires_target"),
)
ROLES = TableForm("roles.csv", ("role",), ("priority",), ("name", "definition", "scene"))
AGENTS = TableForm("agents.csv", ("id",), ("role",), ("number", "first"), ("name",))
ACTORS = TableForm("actors/*.csv", ("id",), ("code", "kind"), ("start", "end", "wikidata"), _USES)
PLACES = TableForm(
    "places.csv",
    ("id",),
    ("country", "latitude", "longitude"),
    ("population", "geonames_id", "kind"),
    ("name",),
)
OPERATORS = TableForm("operators.csv", ("operator",), ("target", "keep"))
COMPOSITIONS = TableForm("compositions.csv", ("operator", "of"), ("code",))
TRANSLATIONS = TableForm("translations.csv", ("table", "key"), (), written=("name",))
