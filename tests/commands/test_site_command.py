"""What `site` builds, without a browser."""

import zipfile

import pytest

from helpers import data
from helpers.commands import site
from helpers.commands.notebook_files import CommandError, numbered, parse

pytest.importorskip("jupyterlite_core", reason="the group site is not installed")

from helpers.commands import reading

PATHS = numbered(data.folder("notebooks"))


def test_installed_package_becomes_a_wheel(tmp_path):
    site.repack("comm", tmp_path)
    [made] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(made) as opened:
        names = opened.namelist()
    assert made.name.startswith("comm-") and made.name.endswith("-py3-none-any.whl")
    assert "comm/__init__.py" in names
    assert any(name.endswith(".dist-info/METADATA") for name in names)


def test_notebooks_to_run_hold_no_answers():
    for text in site.without_outputs(PATHS).values():
        code = [cell for cell in parse(text).cells if cell.cell_type == "code"]
        assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_version_follows_the_notebooks():
    notebooks = site.without_outputs(PATHS)
    changed = notebooks | {PATHS[0].name: "changed"}
    assert site.version(notebooks) == site.version(dict(notebooks)) != site.version(changed)


def test_site_replaces_only_what_it_made(tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(CommandError, match="did not make"):
        site.build(tmp_path)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_failing_build_leaves_the_last_one(tmp_path, monkeypatch, capsys):
    (tmp_path / site.MADE_HERE).touch()
    (tmp_path / "index.html").write_text("the last one")
    monkeypatch.setattr(reading, "build", lambda *_: None)
    assert site.main(["--output", str(tmp_path), "--pyodide", str(tmp_path / "nowhere")]) == 1
    assert "holds no Pyodide" in capsys.readouterr().err
    assert (tmp_path / "index.html").read_text() == "the last one"
    assert sorted(each.name for each in tmp_path.parent.glob(f"{tmp_path.name}*")) == [tmp_path.name]


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_page_has_every_cell_and_its_title(path):
    page = reading.read(path)
    cells = [cell for section in page.sections for cell in section.cells]
    assert cells == parse(path.read_text(encoding="utf-8")).cells
    assert f"# {page.plain_title}" in cells[0].source.replace("`", "")
    assert 10 <= page.minutes <= 45
    assert page.sections[1].kind == "Question"
    assert page.sections[-1].kind == "Recap"


def test_mathematics_keeps_its_source():
    formula = reading.mathml(r"$\displaystyle a < \sum_i x_i$", "block")
    assert formula.startswith(r'<math alttext="a &lt; \sum_i x_i"')
    assert 'display="block"' in formula


def test_headings_have_anchors_and_tables_scroll():
    page = reading.markdown("## Do: use `np.dot`!\n\n| a | b |\n|---|---|\n| 1 | $x$ |\n")
    assert '<h2 id="do-use-np-dot">' in page
    assert 'tabindex="0"' in page
    assert "<math" in page
