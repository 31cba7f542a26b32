"""The step of nbgrader's autograde that fills the check cells, in place of running the notebook.

A course that ``grade`` has made names it in its settings. Whatever stands in a submission, none of its cells
run in nbgrader's kernel where marks are given.
"""

from pathlib import Path

from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from helpers.commands.grade import as_check
from helpers.marks.apart import room
from helpers.marks.marking import answers_in, code_of, mark


class JudgeApart(NbGraderPreprocessor):
    """Judge each exercise of a submission in a process of its own; its check cell shows the share earned."""

    def preprocess(self, nb, resources):
        """Return the notebook with the outputs of its check cells, and the resources as they are."""
        about = resources["nbgrader"]
        checks = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
        with room(submissions=Path.cwd()) as place:  # the course
            for answer in answers_in(about["assignment"], code_of(nb)):
                earned = mark(place, about["student"], answer)
                told = "\n".join([earned.title, *earned.sentences, ""])
                check = checks.get(f"check-{answer.exercise.name}")
                if check is None:  # a student has deleted it
                    nb.cells.append(check := as_check(new_code_cell(), answer.exercise.name))
                result = new_output("execute_result", {"text/plain": str(earned.share)})
                check.outputs = [new_output("stream", text=told), result]
        return nb, resources
