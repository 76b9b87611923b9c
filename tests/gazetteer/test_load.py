"""A broken theatre names the file, the entry, the field and the mend, and all faults at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer import load_theatre, read_theatre
from gazetteer.errors import TheatreFaultsError, TheatreNotFoundError

if TYPE_CHECKING:
    from pathlib import Path

RING = [[37.0, 36.0], [37.1, 36.0], [37.1, 36.1], [37.0, 36.0]]
ACTORS = """
[theatre]
id = "tiny"
name = "Tiny"
countries = ["SY"]
cues = []

[[side]]
id = "government"
name = "Government"
colour = "#D55E00"
pattern = "diagonal"
wordings = ["army"]
"""


def place(place_id: str = "tiny:a", title: str = "A town", **changes: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    feature: dict[str, Any] = {
        "@id": place_id,
        "type": "Feature",
        "properties": {
            "title": title,
            "kind": "town",
            "basis": "generalised",
            "source": "S",
            "uncertainty_m": 10,
        },
        "names": [{"toponym": title, "lang": "en"}],
        "geometry": {"type": "Polygon", "coordinates": [RING]},
    }
    properties = changes.pop("properties", {})
    feature["properties"] |= properties
    return feature | changes


def made(folder: Path, *places: dict[str, Any], actors: str = ACTORS, sources: str | None = None) -> Path:
    (folder / "actors.toml").write_text(actors, encoding="utf-8")
    document = {"type": "FeatureCollection", "features": places}
    (folder / "places.geojson").write_text(json.dumps(document), encoding="utf-8")
    if sources is not None:
        (folder / "sources.toml").write_text(sources, encoding="utf-8")
    return folder


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(TheatreFaultsError) as told:
        read_theatre(folder)
    return told.value.faults


def test_a_small_theatre_loads_without_any_code(tmp_path: Path) -> None:
    theatre = read_theatre(
        made(tmp_path, place(), place("tiny:b", "B town", geometry=None, properties={"basis": "unknown"}))
    )
    assert theatre.places["tiny:a"].geometry is not None
    assert theatre.places["tiny:b"].geometry is None
    assert len(theatre.version) == 12


def part_of(parent: str) -> list[dict[str, str]]:
    return [{"relationType": "gvp:broaderPartitive", "relationTo": parent}]


def ring_of(positions: list[list[Any]]) -> dict[str, Any]:
    return place(geometry={"type": "Polygon", "coordinates": [positions]})


CASES: list[tuple[str, list[dict[str, Any]], str]] = [
    ("unclosed ring", [ring_of([*RING[:-1], [37.0, 36.05]])], "not closed"),
    ("swapped and out of range", [ring_of([[36, 137], [36, 138], [37, 138], [36, 137]])], "check order and CRS"),
    ("heights", [ring_of([[37, 36, 1], [37.1, 36, 1], [37.1, 36.1, 1], [37, 36, 1]])], "longitude and latitude only"),
    ("a point is no area", [place(geometry={"type": "Point", "coordinates": [37, 36]})], "is not an area"),
    ("crossing itself", [ring_of([[37, 36], [37.1, 36.1], [37.1, 36], [37, 36.1], [37, 36]])], "is not valid"),
    ("two of one id", [place(), place()], "stands twice"),
    (
        "inside itself",
        [place(relations=part_of("tiny:b")), place("tiny:b", "B", relations=part_of("tiny:a"))],
        "is inside itself",
    ),
    ("parent is missing", [place(relations=part_of("tiny:none"))], "is no place of the file"),
    ("basis without geometry", [place(geometry=None)], "but basis is"),
    ("unknown basis", [place(properties={"basis": "guessed"})], "properties.basis"),
    ("bad id", [place("Tiny A")], "@id"),
    ("no names", [place(names=[])], "names"),
    ("title not among names", [place(names=[{"toponym": "Other"}])], "is not among them"),
    ("a name that turns the line round", [place(title="A\u202etown")], "direction character"),
    ("not a number", [ring_of([["a", 36], [1, 2], [2, 3], [1, 1]])], "pair of numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("places", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_broken_place_is_told(tmp_path: Path, places: list[dict[str, Any]], words: str) -> None:
    told = faults(made(tmp_path, *places))
    assert any(words in line for line in told), told
    assert all(line.startswith("`") for line in told)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    bad = ACTORS.replace("#D55E00", "red").replace('"diagonal"', '"zigzag"')
    sources = '[[source]]\nid = "x"\nname = "X"\nkind = "agency"\nreason = "r"\nreliability = "Z"\n'
    told = faults(made(tmp_path, place(geometry={"type": "Point"}), actors=bad, sources=sources))
    text = "\n".join(told)
    for words in ("side.0.colour", "side.0.pattern", "source.0.reliability", "is not an area"):
        assert words in text


def test_unknown_sides_sources_and_focus_are_told(tmp_path: Path) -> None:
    actors = (
        ACTORS.replace("cues = []", 'cues = []\nfocus = "tiny:none"')
        + '\n[[loaded]]\nwordings = ["x"]\nsides = ["nobody"]\n'
    )
    sources = '[[source]]\nid = "x"\nname = "X"\nkind = "agency"\nreason = "r"\nleaning = "nobody"\nreprints = ["y"]\n'
    text = "\n".join(faults(made(tmp_path, place(), actors=actors, sources=sources)))
    for words in ("loaded.sides", "theatre.focus", "x.leaning", "x.reprints"):
        assert words in text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("places.geojson", b"{", "is not JSON"),
        ("places.geojson", b"\xff\xfe\x00", "is not JSON"),
        ("actors.toml", b"[theatre", "is not TOML"),
        ("actors.toml", b"\xff\xfe", "is not UTF-8"),
        ("places.geojson", b'{"type": "Feature"}', "type"),
    ],
)
def test_files_that_are_no_such_files_are_told(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    made(tmp_path, place())
    (tmp_path / name).write_bytes(data)
    assert any(words in line for line in faults(tmp_path))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    made(tmp_path, place())
    with (tmp_path / "places.geojson").open("wb") as sparse:
        sparse.truncate(500_000_000)
    assert any("bytes is more than" in line for line in faults(tmp_path))


def test_a_folder_without_actors_is_told(tmp_path: Path) -> None:
    assert any("`actors.toml`: missing" in line for line in faults(tmp_path))


def test_an_unknown_theatre_lists_those_that_exist() -> None:
    with pytest.raises(TheatreNotFoundError, match=r"atlantis.*known theatres: .*syria") as told:
        load_theatre("atlantis")
    assert told.value.theatre_id == "atlantis"
