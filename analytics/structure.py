"""What a questionnaire measures: items in factors in domains. Codes and names only."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Factor:
    code: str
    name: str
    domain: str = ""


@dataclass(frozen=True)
class Item:
    code: str
    factor: str
    text: str = ""


@dataclass(frozen=True)
class Structure:
    """The items of one questionnaire version in their fixed order, and the factors and domains above them."""

    questionnaire: str
    items: tuple[Item, ...]
    factors: tuple[Factor, ...]
    title: str = ""

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    @cached_property
    def domains(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(factor.domain for factor in self.factors if factor.domain))

    def columns_of(self, factor: str) -> tuple[int, ...]:
        """Positions of the factor's items among all items."""
        return tuple(i for i, item in enumerate(self.items) if item.factor == factor)


def read_kind(path: Path) -> str:
    """Whom a questionnaire file asks about, as targets name it in `scope`: one_stop, school, …"""
    return str(tomllib.loads(path.read_text(encoding="utf-8")).get("kind", ""))


def read_structure(path: Path, language: str = "vi") -> Structure:
    """Read codes, factors and texts from a questionnaire file (TOML as in data/questionnaires)."""
    form = tomllib.loads(path.read_text(encoding="utf-8"))
    return Structure(
        questionnaire=f"{form['code']}@{form['version']}",
        items=tuple(Item(i["code"], i["factor"], i["text"][language]) for i in form["items"]),
        factors=tuple(Factor(f["code"], f["name"][language], f.get("domain", "")) for f in form["factors"]),
        title=form["title"][language],
    )
