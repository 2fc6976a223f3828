"""The one list of dependencies, the lock and the conda environment agree, and this environment is what they say."""

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PYTHONS = ("3.11.4", "3.11.9", "3.12.0", "3.13.0")
SYSTEMS = ({"sys_platform": "linux", "os_name": "posix"}, {"sys_platform": "darwin", "os_name": "posix"},
           {"sys_platform": "win32", "os_name": "nt"})  # fmt: skip
MACHINES = [
    system | {"python_version": python.rsplit(".", 1)[0], "python_full_version": python}
    for python in PYTHONS
    for system in SYSTEMS
]


def requirements(lines):
    """Requirements from the lines of a requirements file; a line `-r FILE` stands for that file's."""
    found = []
    for line in lines:
        line = line.strip()
        if line.startswith("-r "):
            found += requirements((ROOT / line.removeprefix("-r ").strip()).read_text().splitlines())
        elif line and not line.startswith(("#", "-")):
            found.append(Requirement(line))
    return found


def on(machine, lines):
    """The specifier of each package, by name, that `lines` ask for on one machine."""
    wanted = [requirement for requirement in requirements(lines)
              if requirement.marker is None or requirement.marker.evaluate(machine)]  # fmt: skip
    assert len({canonicalize_name(requirement.name) for requirement in wanted}) == len(wanted), "named twice"
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in wanted}


LOCK = (ROOT / "requirements.lock").read_text().splitlines()
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
PIP = next(entry["pip"] for entry in CONDA if isinstance(entry, dict))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
def test_the_lock_has_each_dependency_at_one_exact_version(machine):
    locked = on(machine, LOCK)
    for name, specifier in locked.items():
        assert specifier.startswith("=="), name
    for dependency in map(Requirement, PROJECT["dependencies"]):
        assert locked[canonicalize_name(dependency.name)].removeprefix("==") in dependency.specifier


def test_the_lock_names_no_cuda_package_no_path_and_no_address():
    names = {requirement.name for requirement in requirements(LOCK)}
    assert not [name for name in names if name.startswith(("nvidia", "cuda", "triton"))]
    assert not [line for line in LOCK if "://" in line or line.startswith("-")]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
def test_conda_gives_the_locked_packages_and_the_project(machine):
    assert on(machine, PIP) == on(machine, LOCK)
    assert "-e ." in PIP


def test_conda_takes_the_same_pythons():
    python = next(entry for entry in CONDA if str(entry).startswith("python "))
    assert SpecifierSet(python.removeprefix("python ")) == SpecifierSet(PROJECT["requires-python"])


def test_this_environment_is_the_locked_one():
    here = on({}, LOCK)  # no machine but this one
    assert {name: "==" + version(name).partition("+")[0] for name in here} == here
