"""Operate every control that a notebook has shown, in its kernel, as an impatient reader would.

Each slider and field takes each of its values, each list each of its options, and each button is pressed.
A control of a kind that is not known here is a failure.
What a callback raises is caught wherever it ends: in the caller, in IPython's traceback, or in the banner
that `axiswise.bundle.part` makes.
"""

import itertools
import math
import sys
from unittest import mock

import ipywidgets
from IPython import get_ipython
from ipywidgets.widgets.widget import _instances
from ipywidgets.widgets.widget_selection import _MultipleSelection, _Selection

MOST_VALUES, MOST_COMBINATIONS = 200, 400
BANNER = "This control failed."
NUMBERS = (
    ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.BoundedIntText, ipywidgets.BoundedFloatText,
    ipywidgets.Play,
)  # fmt: skip
RANGES = (ipywidgets.IntRangeSlider, ipywidgets.FloatRangeSlider)
TYPED = ["", "0", "x"]


def failures():
    """Return what went wrong, a line for each value or button, and how often something was operated."""
    shown = [widget for widget in _instances.values() if isinstance(widget, ipywidgets.DOMWidget)]
    found, count = [f"{type(each).__name__} is not known to the tests" for each in shown if _is_new(each)], 0
    # Nobody looks: sending each picture to a client that keeps it takes far longer than drawing it.
    with mock.patch.object(ipywidgets.Widget, "_send"):
        for what, act in (*_turns(shown), *_presses(shown), *_parts(shown)):
            count += 1
            found += [f"{what}: {problem}" for problem in _problems(act, shown)]
    return found, count


def _turns(shown):
    """Yield each way to set controls: those of an `interactive` together, others one at a time."""
    together = [[each for each in box.children if values(each)] for box in shown if _is_interactive(box)]
    grouped = {each.model_id for group in together for each in group}
    alone = [[each] for each in shown if values(each) and each.model_id not in grouped]
    for group in (*together, *alone):
        before = [each.value for each in group]
        for chosen in _combinations(list(map(values, group)), before):
            yield f"{_names(group)} = {chosen}", lambda group=group, chosen=chosen: _set(group, chosen)
        yield f"{_names(group)} back", lambda group=group, before=before: _set(group, before)


def _combinations(offered, before):
    """Return all combinations of values; of too many, those in which one control has moved."""
    if math.prod(map(len, offered)) <= MOST_COMBINATIONS:
        return itertools.product(*offered)
    return ((*before[:k], value, *before[k + 1 :]) for k, own in enumerate(offered) for value in own)


def _parts(shown):
    """Yield each answer that a part can be given, and each frame that it can ask for."""
    for each in shown:
        data = getattr(each, "data", {}) if each.has_trait("wanted") else {}
        for c, card in enumerate(data.get("cards", ())):
            for q, question in enumerate(card["questions"]):
                for k in range(len(question["options"])):
                    yield f"{data['key']} answered {k}", _answering(each, c, [0] * q + [k])
        for c, control in enumerate(data.get("controls", ())):
            for k in range(control.get("count") or len(control["options"])):
                place = [*data["place"][:c], k, *data["place"][c + 1 :]]
                yield f"{control['name']} at {k}", _asking(each, ",".join(map(str, place)))


def _answering(part, card, answers):
    def answer():
        part.state = {"answers": [[] for _ in range(card)] + [answers]}

    return answer


def _asking(part, key):
    def ask():
        part.wanted = key
        if key not in part.data["frames"] and (part.reply[:1] != [key] or BANNER in part.reply[1]):
            raise AssertionError(f"{key} was answered {part.reply}")

    return ask


def _presses(shown):
    """Yield each press of a button: with each option of the lists beside it, and alone."""
    for button in shown:
        if isinstance(button, ipywidgets.Button):
            lists = [each for each in _beside(button, shown) if isinstance(each, _Selection)]
            for each in lists:
                for value in values(each):
                    yield f"{button.description} at {value}", _pressing(button, each, value)
            if not lists:
                yield f"{button.description}", button.click


def _pressing(button, control, value):
    def press():
        control.value = value
        button.click()

    return press


def _beside(button, shown):
    boxes = [box for box in shown if isinstance(box, ipywidgets.Box) and button in box.children]
    return [each for box in boxes for each in box.children]


def _problems(act, shown):
    """Return what an action raises, wherever that ends."""
    seen, shell = [], get_ipython()
    shell.showtraceback = lambda *_, **__: seen.append(repr(sys.exc_info()[1]))
    try:
        act()
    except Exception as problem:
        seen.append(repr(problem))
    finally:
        del shell.showtraceback
    for widget in shown:
        if isinstance(widget, ipywidgets.HTML) and BANNER in widget.value:
            seen.append(widget.value)
            widget.value = ""
    return seen


def _set(group, chosen):
    for control, value in zip(group, chosen, strict=True):
        control.value = value


def _names(group):
    return ", ".join(each.description or type(each).__name__ for each in group)


def _is_interactive(box):
    return isinstance(box, ipywidgets.interactive)


def _is_new(widget):
    return isinstance(widget, ipywidgets.ValueWidget) and "disabled" in widget.keys and not values(widget)


def values(control):
    """Return the values of a control; of more than two hundred, as many as that, the ends among them."""
    if isinstance(control, _Selection):
        return [value for _, value in control._options_full]
    if isinstance(control, ipywidgets.Checkbox | ipywidgets.ToggleButton):
        return [True, False]
    if isinstance(control, _MultipleSelection):
        options = tuple(value for _, value in control._options_full)
        return [(), options, *((value,) for value in options)]
    if isinstance(control, NUMBERS):
        return _numbers(control)
    if isinstance(control, RANGES):
        numbers = _numbers(control)
        return [(number, control.max) for number in numbers] + [(control.min, number) for number in numbers]
    return TYPED if isinstance(control, ipywidgets.Text | ipywidgets.Textarea) else []


def _numbers(control):
    steps = round((control.max - control.min) / (control.step or 1))
    stride = max(1, -(-steps // MOST_VALUES))
    return [control.min + k * (control.step or 1) for k in (*range(0, steps, stride), steps)]
