"""Bring an executed notebook into the one form that is committed."""

import copy
import hashlib
import json
import re

IGNORED = "nbval-ignore-output"
# Where the digests of kept outputs and of the code behind them stand, in the metadata of the notebook.
LEDGER = "refresh"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KEPT_METADATA = ("slideshow", "tags")
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}


def canonical(executed, stored):
    """Normalise an executed notebook, so that running it again changes nothing.

    Parameters
    ----------
    executed : nbformat.NotebookNode
        The notebook with fresh outputs.
    stored : nbformat.NotebookNode
        The same notebook as it was read, whose outputs are kept where they still hold: those of cells
        tagged `nbval-ignore-output` as long as neither they nor any code up to them has changed, and
        those that differ from the fresh ones in memory addresses only.

    Returns
    -------
    nbformat.NotebookNode
        A new notebook; the arguments are left alone.
    """
    notebook = copy.deepcopy(executed)
    digests = stored.metadata.get(LEDGER, {})
    ledger, code, count, taken = {}, hashlib.sha256(), 0, set()
    for cell, before in zip(notebook.cells, stored.cells, strict=True):
        _normalise_cell(cell, taken)
        if cell.cell_type != "code":
            continue
        code.update(cell.source.encode() + b"\0")
        count += bool(cell.source.strip())
        cell.outputs = _normalise_outputs(cell.outputs)
        measured = IGNORED in cell.metadata.get("tags", ())
        if measured:
            same = digests.get(cell.id) == _digest(code, before.get("outputs", []))
        else:
            same = _without_addresses(cell.outputs) == _without_addresses(before.get("outputs", []))
        if same:
            cell.outputs = copy.deepcopy(before.outputs)
        _number(cell, count if cell.source.strip() else None)
        if measured:
            ledger[cell.id] = _digest(code, cell.outputs)
    notebook.metadata = copy.deepcopy(NOTEBOOK_METADATA) | ({LEDGER: ledger} if ledger else {})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _normalise_cell(cell, taken):
    cell.metadata = {key: cell.metadata[key] for key in KEPT_METADATA if cell.metadata.get(key)}
    if cell.get("attachments") == {}:
        del cell["attachments"]
    cell.id = _unique(cell.get("id"), cell, taken)
    taken.add(cell.id)


def _unique(identity, cell, taken):
    """Keep an id that is valid and free; else make one of the first words of the cell."""
    if isinstance(identity, str) and re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", identity) and identity not in taken:
        return identity
    words = re.findall(r"[a-z0-9]+", cell.source.lower())[:5]
    stem = "-".join(words)[:50] or cell.cell_type
    candidate, number = stem, 1
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


def _normalise_outputs(outputs):
    """Drop widget views, which need a live kernel, and merge neighbouring pieces of one stream."""
    kept = []
    for output in outputs:
        if "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            output.metadata.pop(WIDGET_VIEW, None)
            if not output.data:
                continue
        last = kept[-1] if kept else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            kept.append(output)
    return kept


def _digest(code, outputs):
    """Return a digest of some outputs and of all code up to them."""
    both = code.copy()
    both.update(_without_addresses(outputs).encode())
    return both.hexdigest()[:16]


def _number(cell, count):
    cell.execution_count = count
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = count


def _without_addresses(outputs):
    """Text to compare: object addresses differ in every run, execution counts when a cell is added."""
    bare = [{key: value for key, value in output.items() if key != "execution_count"} for output in outputs]
    return re.sub(r"0x[0-9a-f]{6,16}", "0x", json.dumps(bare, sort_keys=True))
