"""The sides of the shipped theatre can be told apart by people who see colours differently, and without colour.

Colour vision deficiencies are simulated with the matrices (severity 1.0, linear RGB) of Machado, Oliveira and
Fernandes (2009), https://doi.org/10.1109/TVCG.2009.113; differences are CIE 1976 ΔE in CIELAB (D65).
"""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from gazetteer import load_theatre
from geo.timeline_map.control import asset

SIMULATIONS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
RGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
APART = 10.0
"""ΔE of 2.3 is just noticeable; four times as much is told apart on small areas side by side."""


def lab(colour: str, simulation: str) -> np.ndarray:
    srgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = RGB_TO_XYZ @ np.clip(SIMULATIONS[simulation] @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_measure_itself() -> None:
    assert lab("#ffffff", "none") == pytest.approx([100, 0, 0], abs=0.01)
    assert lab("#ff0000", "none") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    red, green = lab("#b05a00", "deuteranopia"), lab("#6f7a00", "deuteranopia")
    assert np.linalg.norm(red - green) < np.linalg.norm(lab("#b05a00", "none") - lab("#6f7a00", "none")) / 2


@pytest.mark.parametrize("simulation", SIMULATIONS)
def test_any_two_sides_are_told_apart(simulation: str) -> None:
    actors = load_theatre("syria").actors.values()
    close = [
        (one.actor_id, other.actor_id)
        for one, other in itertools.combinations(actors, 2)
        if np.linalg.norm(lab(one.colour, simulation) - lab(other.colour, simulation)) < APART
    ]
    assert close == []


def test_each_side_has_a_texture_of_its_own_that_the_map_can_draw() -> None:
    patterns = [actor.pattern for actor in load_theatre("syria").actors.values()]
    drawn = set(re.findall(r"^    ([a-z]+)\(ctx", asset("static/patterns.js"), re.MULTILINE)) | {"solid"}
    assert len(set(patterns)) == len(patterns)
    assert set(patterns) <= drawn
