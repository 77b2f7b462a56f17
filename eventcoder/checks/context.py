"""What a build knows and its checks are measured against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventcoder.types.codes import EventCode


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The codebook's codes, the real countries, the range of dates, and how many documents and events came in.

    `countries` are ISO 3166-1 alpha-3; `prefixes` are the other three letters an actor code may begin with (IGO, NGO,
    INT, REB). `earliest` and `latest` bound event and publication dates, both inclusive. `tolerance_days` is how much
    later than its publication an actual event may be dated. `documents` counts the inputs read, `proposed` the events
    proposed or added, `rejected` those a person rejected, which no table of events holds. `reviewed` counts the events
    that must say that a person reviewed them, `stale` the decisions that fitted nothing any more. `withheld` says that
    the tables were published without the words of the news.
    """

    codes: Mapping[str, EventCode]
    countries: frozenset[str]
    prefixes: frozenset[str]
    earliest: date
    latest: date
    documents: int
    proposed: int
    rejected: int = 0
    tolerance_days: int = 1
    withheld: bool = False
    reviewed: int = 0
    stale: int = 0

    def values(self) -> dict[str, Any]:
        """Return what $names in the suite stand for; lists are sorted, dates ISO 8601."""
        return {
            "codes": sorted(self.codes),
            "codes_with_target": sorted(code for code, one in self.codes.items() if one.requires_target),
            "countries": sorted(self.countries),
            "prefixes": sorted(self.prefixes | self.countries),
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "tolerance_days": self.tolerance_days,
        }

    def to_json(self) -> dict[str, Any]:
        """Return everything but the codes, which a version carries as a table of its own."""
        return {
            "countries": sorted(self.countries),
            "prefixes": sorted(self.prefixes),
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "documents": self.documents,
            "proposed": self.proposed,
            "rejected": self.rejected,
            "tolerance_days": self.tolerance_days,
            "withheld": self.withheld,
            "reviewed": self.reviewed,
            "stale": self.stale,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], codes: Mapping[str, EventCode]) -> "CheckContext":
        """Return the context `to_json` wrote, with the codes of the version.

        Raises KeyError, TypeError or ValueError when the data was not written by `to_json`.
        """
        return cls(
            codes=codes,
            countries=frozenset(data["countries"]),
            prefixes=frozenset(data["prefixes"]),
            earliest=date.fromisoformat(data["earliest"]),
            latest=date.fromisoformat(data["latest"]),
            documents=int(data["documents"]),
            proposed=int(data["proposed"]),
            rejected=int(data["rejected"]),
            tolerance_days=int(data["tolerance_days"]),
            withheld=bool(data.get("withheld", False)),
            reviewed=int(data.get("reviewed", 0)),
            stale=int(data.get("stale", 0)),
        )
