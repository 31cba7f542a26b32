"""The smallest notebook."""

from nbformat import v4

from helpers.commands.notebook_files import text_of


def write_notebook(path, source):
    """Write a notebook of one cell, padded to fill some pages of a disk."""
    cells = [v4.new_code_cell(source, id="code"), v4.new_markdown_cell("word " * 2000, id="text")]
    path.write_text(text_of(v4.new_notebook(cells=cells)), encoding="utf-8")
