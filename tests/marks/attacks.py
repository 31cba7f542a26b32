"""What answers may do besides answering: end, block or flood their process, or forge a mark."""

#: Bodies of an answer; {name} and {arguments} are its own.
HOSTILE = {
    "endless loop": "while True: pass",
    "os._exit": "import os; os._exit(0)",
    "exit": "raise SystemExit",
    "crash": "import ctypes; ctypes.string_at(0)",
    "flood": "while True: print('x' * 10**6)",
    "flood and a result": "print('x' * 10**8)\nreturn 1",
    "memory": "return np.ones(10**12)",
    "list without end": "return [0] * 10**11",
    "killed": "import os; os.kill(os.getpid(), 9)",
    "sleep": "import time; time.sleep(999)",
    "recursion": "return {name}({arguments})",
    "thread": "import threading; threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()",
}
#: Code above an answer, which may define ``forged`` for it to call; it harms no machine.
FORGED = {
    "another check": "import helpers\nhelpers.check = check = lambda *_: type('Kind', (), {'score': 1.0})()",
    "the package from elsewhere": "import helpers.exercises.references as r",
    "no modules": "import sys\nsys.modules.clear()",
    "other modules": "import sys\nsys.modules['numpy.testing'] = sys.modules['helpers'] = None",
    "frames": """\
import sys
frame = sys._getframe()
while frame:
    frame.f_globals["agrees"] = lambda *_: True
    frame = frame.f_back""",
    "a file": "open('marks.csv', 'a').write('forged,07,softmax,1')",
    "exit hook": "import atexit, os\natexit.register(lambda: os.write(1, b'1.0'))",
    "formulas": "from helpers import dot, stable\nforged = lambda *given: dot.softmax_forward(*given)",
    "patched NumPy": "np.allclose = np.array_equal = np.isclose = lambda *_, **__: True",
    "builtins": "import builtins\nbuiltins.float = builtins.max = builtins.all = lambda *_: 1",
    "unpickling": """\
class Kind:
    def __reduce__(self):
        return exec, ("import os; os._exit(0)",)
forged = lambda *_: np.array([Kind()], dtype=object)""",
    "equal to all": """\
class Equal(np.ndarray):
    __eq__ = lambda *_: True
forged = lambda *_: np.ones(3).view(Equal)""",
    "pipes": """\
import os
for pipe in range(3, 40):
    try:
        os.write(pipe, b"1.0" * 99)
    except OSError:
        pass""",
}


def forged(arguments):
    """Return the body of an answer that is what stands above it says, else wrong.

    It is read at the call, so that a search for what would mend it has little to change.
    """
    return f"""return eval("forged({arguments}) if 'forged' in globals() else print('1.0') or 1.0")"""


def hostile(code, name, arguments):
    """Return a body of ``HOSTILE`` for one answer."""
    return code.replace("{name}", name).replace("{arguments}", arguments)
