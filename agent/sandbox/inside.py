"""Runs inside the sandbox, in the candidate's process: takes calls, gives back values as plain data.

Imports nothing of ours: its text is handed to the interpreter. It knows no expected answer and gives no verdict, so
code that rewrites it can only make its own answers wrong. Frames: 8 bytes of length, then data.
"""

# pyright: reportOptionalCall=false, reportMissingImports=false
import base64
import gc
import itertools
import json
import linecache
import marshal
import os
import sys
import types

MOST_ITEMS = 2_000_000


def confine(limits):
    """Give up what root has, then set the limits; from here on nothing can be taken back."""
    import resource

    if limits["uid"] is not None:
        os.setgroups([])
        os.setresgid(limits["uid"], limits["uid"], limits["uid"])
        os.setresuid(limits["uid"], limits["uid"], limits["uid"])
        import ctypes

        if ctypes.CDLL(None).prctl(1, 9):  # the kernel forgot, with the old user id, to end us with our parent
            raise OSError("cannot be tied to the parent's life")
    for name, value in limits["rlimits"].items():
        kind = getattr(resource, name, None)
        if kind is not None:
            hard = resource.getrlimit(kind)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))


def read_exactly(fd, size):
    parts = []
    while size:
        part = os.read(fd, min(size, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def opened(value):
    """Undo what the outside did to values that marshal does not know; tags are tuples that start with an Ellipsis."""
    kind = type(value)
    if kind is tuple and value[:1] == (...,):
        if value[1] == "stream":
            return iter(opened(value[2]))
        import numpy

        array = numpy.frombuffer(value[4], dtype=value[2]).reshape(value[3]).copy()
        if value[1] == "array":
            return array
        import torch

        return torch.from_numpy(array)
    if kind in (list, tuple) and set(map(type, value)) & {list, tuple, dict}:
        return kind(opened(one) for one in value)
    if kind is dict:
        return {key: opened(one) for key, one in value.items()}
    return value


PLAIN = {type(None), bool, int, float, str}


def closed(value, depth=0):
    """A value as JSON: lists and scalars as they are, everything else as an object with one tag."""
    if depth > 60:
        return {"opaque": "something nested too deeply"}
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is list:
        return value if set(map(type, value)) <= PLAIN else [closed(one, depth + 1) for one in value]
    if kind in (tuple, set, frozenset):
        return {"set" if kind is not tuple else "tuple": [closed(one, depth + 1) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[closed(key, depth + 1), closed(one, depth + 1)] for key, one in value.items()]}
    if kind in (bytes, bytearray):
        return {"bytes": base64.b64encode(value).decode()}
    module = kind.__module__.partition(".")[0]
    if module == "torch" and hasattr(value, "detach"):
        value = value.detach().cpu().numpy()
        module = "numpy"
    if module == "numpy":
        if getattr(value, "ndim", 1) == 0 and hasattr(value, "item"):
            return closed(value.item(), depth + 1)
        if value.dtype.kind in "biufc":
            import numpy

            data = numpy.ascontiguousarray(value)
            return {"array": [data.dtype.str, list(data.shape), base64.b64encode(data.tobytes()).decode()]}
    for base, tag in ((bool, bool), (int, int), (float, float), (str, str)):
        if isinstance(value, base):
            return tag(value)
    if isinstance(value, (list, tuple)):
        return closed(list(value), depth + 1)
    if hasattr(value, "__next__"):
        return closed(list(itertools.islice(value, MOST_ITEMS)), depth + 1)
    return {"opaque": kind.__name__}


class TooMany(BaseException):
    pass


class counter:
    steps = 0


def noting(base, names):
    """`base`, adding one to the counter at each of these operations: what C code does to the data shows too."""

    def note(original):
        def operation(*given):
            counter.steps += 1
            result = original(*given)
            return NOTING[type(result)](result) if type(result) in (int, float) else result

        return operation

    noted = {name: note(getattr(base, name)) for name in names if hasattr(base, name)}
    return type(base.__name__, (base,), {**noted, "__hash__": base.__hash__})


_SEEN = ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__")
_SUMS = (
    "__neg__",
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__mod__",
    "__floordiv__",
    "__truediv__",
)
NOTING = {int: noting(int, _SEEN + _SUMS), float: noting(float, _SEEN + _SUMS), str: noting(str, _SEEN)}


def opened_steps(steps):
    """The calls of a script with their arguments as the candidate's code takes them; None where there are none."""
    return None if steps is None else [(name, opened(given)) for name, given in steps]


def counted(value):
    kind = type(value)
    if kind in NOTING:
        return NOTING[kind](value)
    if kind in (list, tuple, set, frozenset):
        return kind(counted(one) for one in value)
    if kind is dict:
        return {counted(key): counted(one) for key, one in value.items()}
    if hasattr(value, "__next__"):
        return (counted(one) for one in value)
    return value


class Submission:
    """The candidate's module, one call prepared at a time."""

    def __init__(self):
        self.target = self.run = self.steps = self.result = None
        self.batch = []

    def load(self, code, entry, support):
        if support:
            module = types.ModuleType("support")
            sys.modules["support"] = module
            exec(compile(support, "support.py", "exec"), module.__dict__)
            self.run = module.__dict__.get("run")
        module = types.ModuleType("solution")
        sys.modules["solution"] = module
        linecache.cache["solution.py"] = (len(code), None, code.splitlines(True), "solution.py")
        exec(compile(code, "solution.py", "exec"), module.__dict__)
        self.target = module.__dict__.get(entry)
        return {"value": callable(self.target)}

    def prepare(self, args, steps, copies=1):
        """Arguments ready to be used: as many fresh copies as there will be calls that change them."""
        self.batch, self.result = [], None
        sealed = marshal.dumps(args, 2)
        self.batch = [opened(marshal.loads(sealed)) for _ in range(copies)]
        self.steps = opened_steps(steps)
        gc.collect()
        return {"value": None}

    def go(self, times=1):
        """The garbage collector rests: when it runs would depend on what was measured before."""
        gc.disable()
        try:
            for turn in range(times):
                self.result = self.perform(self.batch[turn % len(self.batch)], self.steps)
        finally:
            gc.enable()
        return {"value": None}

    def perform(self, args, steps):
        if steps is None:
            return self.run(self.target, *args) if self.run else self.target(*args)
        made = self.target(*args)
        return [getattr(made, name)(*given) for name, given in steps]

    def changes(self, args, steps):
        """Whether a call uses its arguments up, so that a second call would have less to do."""
        mine = opened(args)
        if any(hasattr(one, "__next__") for one in mine):
            return {"value": True}
        before = json.dumps(closed(list(mine)))
        self.perform(mine, opened_steps(steps))
        return {"value": json.dumps(closed(list(mine))) != before}

    def count(self, args, steps, most):
        """Steps of the interpreter in the candidate's code, and operations on the data, for one call; None above `most`."""

        def step(frame, event, _):
            if event == "call":
                if frame.f_code.co_filename != "solution.py":
                    return None
                frame.f_trace_opcodes, frame.f_trace_lines = True, False
            counter.steps += 1
            if counter.steps > most:
                raise TooMany
            return step

        mine = counted(opened(args))
        steps = opened_steps(steps)
        steps = None if steps is None else [(name, counted(given)) for name, given in steps]
        counter.steps = 0
        sys.settrace(step)
        try:
            self.perform(mine, steps)
        except TooMany:
            return {"value": None}
        finally:
            sys.settrace(None)
        return {"value": counter.steps}

    def give(self):
        result, self.result = self.result, None
        return {"value": closed(result)}

    def call(self, args, steps):
        self.result = self.perform(opened(args), opened_steps(steps))
        return self.give()


def told(error):
    """An exception as data, short whatever it says."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "solution.py":
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == "solution.py":
        line = error.lineno
    try:
        message = str(error)[:300]
    except BaseException:
        message = ""
    return {"raised": str(type(error).__name__)[:80], "message": message, "line": line}


def serve(inward, outward):
    submission = Submission()
    while True:
        size = int.from_bytes(read_exactly(inward, 8), "big")
        name, given = marshal.loads(read_exactly(inward, size))
        try:
            reply = getattr(submission, name)(*given)
            data = json.dumps(reply).encode()
        except BaseException as error:
            try:
                data = json.dumps(told(error)).encode()
            except BaseException:
                data = b'{"raised": "Exception", "message": "", "line": null}'
        submission.result = None if name in ("call", "give") else submission.result
        frame = len(data).to_bytes(8, "big") + data
        while frame:
            frame = frame[os.write(outward, frame) :]


def main():
    inward, outward = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    size = int.from_bytes(read_exactly(inward, 8), "big")
    setup = marshal.loads(read_exactly(inward, size))
    confine(setup)
    sys.path[:] = [*setup["path"], *(entry for entry in sys.path if entry)]
    sys.setrecursionlimit(setup["recursion"])
    sys.argv = ["solution.py"]
    for name in setup["preload"]:
        __import__(name)
    hello = json.dumps({"value": [sys.version_info[0], sys.version_info[1]]}).encode()
    os.write(outward, len(hello).to_bytes(8, "big") + hello)
    serve(inward, outward)


main()
