"""Every figure of the reference pack, made with R's `survey`, to the tolerances of its README."""

import gzip
import json
from functools import cache
from pathlib import Path

import pytest

from tests.reference import conform, deviation
from tests.reference.pack_reader import read_pack

PACK = Path(__file__).parent.parent / "reference" / "pack"


@cache
def tallies():
    expected = json.loads(gzip.decompress((PACK / "expected.json.gz").read_bytes()))
    return deviation.compare(conform.compute(read_pack(PACK)), expected)


SECTIONS = sorted({name.split(".")[0] for name in conform.SECTIONS})


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_equals_r(section):
    tally = tallies()[section]
    assert tally.compared > 0
    assert tally.wrong == 0, tally.first_wrong


def test_every_section_of_the_pack_is_computed():
    assert set(tallies()) == set(SECTIONS)


def test_a_wrong_figure_is_found_and_named():
    found = deviation.compare({"a": [{"x": 1.0}]}, {"meta": {}, "a": [{"x": 1.0 + 1e-6}]})["a"]
    assert found.wrong == 1
    assert "a/0/x" in found.first_wrong


def test_a_missing_figure_is_found():
    assert deviation.compare({}, {"a": {"x": 1.0, "y": None}})["a"].wrong == 2
