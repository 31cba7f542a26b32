"""Text becomes code only where docs/security.md says so."""

import ast
import functools
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LOADERS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}


@functools.cache
def all_nodes():
    """Return every node of our code with the file that it stands in."""
    paths = [path for folder in ("axiswise/src", "helpers") for path in sorted((ROOT / folder).rglob("*.py"))]
    trees = ((path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths)
    return [(name, node) for name, tree in trees for node in ast.walk(tree)]


def nodes(kind):
    return [(name, node) for name, node in all_nodes() if isinstance(node, kind)]


def test_where_code_is_run_is_listed():
    runs = {path for path, call in nodes(ast.Call) if getattr(call.func, "id", "") in ("eval", "exec")}
    assert runs == set(re.findall(r"^\| `(\S+)` \|", PAGE, re.M))


def test_nothing_is_unpickled():
    imported = [(path, alias.name) for path, node in nodes(ast.Import) for alias in node.names]
    imported += [(path, node.module) for path, node in nodes(ast.ImportFrom)]
    assert not [found for found in imported if found[1] in LOADERS]


def test_nothing_goes_through_a_shell_and_no_array_holds_objects():
    keywords = [(path, word) for path, call in nodes(ast.Call) for word in call.keywords]
    assert not [
        path
        for path, word in keywords
        if word.arg in ("shell", "allow_pickle") and word.value.value is not False
    ]
    assert not [path for path, node in nodes(ast.Attribute) if node.attr in ("system", "popen")]


def test_the_tests_it_names_exist():
    named = re.findall(r"`(tests/\S+?\.py)`", PAGE) + [
        f"tests/robustness/{name}" for name in re.findall(r"`(test_\S+?\.py)`", PAGE)
    ]
    assert len(named) >= 6
    assert not [name for name in named if not (ROOT / name).is_file()]


# What runs elsewhere: the same commands, pinned actions, and no more rights than each job needs.

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FILES}
WORKFLOWS = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]


def job_of(name, job):
    return WORKFLOWS[name]["jobs"][job]


def commands(name, job):
    return [step["run"] for step in job_of(name, job)["steps"] if "run" in step]


@pytest.mark.parametrize("name", TEXTS)
def test_every_action_is_one_commit_and_says_its_version(name):
    used = re.findall(r"uses: (.+)", TEXTS[name])
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_may_do_no_more_than_it_must(name, job):
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}
    rights = job_of(name, job).get("permissions")
    assert rights == ({"pages": "write", "id-token": "write"} if job == "publish" else None)
    for step in job_of(name, job)["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    assert job_of(name, job)["timeout-minutes"] <= 360


def test_nothing_from_outside_is_pasted_into_a_command():
    for name, job in JOBS:
        assert not [command for command in commands(name, job) if "${{" in command]


def test_only_what_passed_every_check_on_main_is_published():
    site = job_of("tests.yml", "site")
    assert set(site["needs"]) == {"everything", "everyday"}
    assert "refs/heads/main" in site["if"] and "pull_request" in site["if"]
    assert job_of("tests.yml", "publish")["needs"] == "site"


def fetched():
    """Return each step that fetches a file, as its command and its environment."""
    steps = [step for name, job in JOBS for step in job_of(name, job)["steps"]]
    return [(step["run"], step.get("env", {})) for step in steps if "curl " in step.get("run", "")]


def test_what_is_fetched_is_compared_with_a_checksum_before_it_is_used():
    assert fetched()
    for command, environment in fetched():
        *_, compared, used = command.strip().splitlines()
        assert compared == 'sha256sum --check --strict <<< "$CHECKSUMS"'
        assert used.endswith('>> "$GITHUB_ENV"')
        for line in environment["CHECKSUMS"].splitlines():
            assert re.fullmatch(r"[0-9a-f]{64}  [\w.-]+", line), line
