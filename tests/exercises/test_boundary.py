"""The process that runs an answer is hostile: what it writes, withholds and holds on to hurts and gains nothing."""
import json
import math
import os
import signal
import sys
import tracemalloc
from pathlib import Path

import pytest
import torch

from utils.exercises import InProcess, Separate, cells, evaluate, evaluation, runners, specifications, worker
from utils.exercises.differences import difference
from utils.exercises.words import ROOM, kind_of, shapes_of, show
from utils.exercises.worker import Reply, Raised, decode, encode, pack, to_message, to_reply, unpack

pytestmark = pytest.mark.thorough
RIGHT = "def neuron(x, weights, bias): return torch.relu(x @ weights + bias)"
PADDED = f"def neuron(x, weights, bias):\n    '{'x' * 300_000}'\n    return torch.relu(x @ weights + bias)"
FIRST = specifications["neuron"].cases(torch.Generator().manual_seed(0))[0]

# A worker that knows no torch: it comes up, takes the answer, and then does what a test says.
FORGED = """
import json, os, sys, time
PLAIN = {"value": None, "gradients": None, "raised": None, "timeout": False, "changed": {"dict": []},
         "left": {"list": []}, "printed": ""}

def read():
    global token
    text, data = map(int, sys.stdin.buffer.readline().split())
    message = json.loads(sys.stdin.buffer.read(text))
    sys.stdin.buffer.read(data)
    token = message["token"]
    return message

def write(text, data=b"", lengths=None):
    lengths = lengths or b"%d %d\\n" % (len(text), len(data))
    sys.stdout.buffer.write(lengths + text + data)
    sys.stdout.buffer.flush()

def reply(data=b"", **changes):
    write(json.dumps({**PLAIN, **changes, "token": token}).encode(), data)

def with_value(text):
    write(json.dumps({**PLAIN, "value": "HERE", "token": token}).replace('"HERE"', text).encode())

read(); reply()
"""
LOADED = FORGED + "read(); reply()\nread()\n"
# The real one, whose replies are changed on the way.
CHANGED = f"""
import runpy, sys
worker = runpy.run_path({str(worker.__file__)!r})
write = worker["to_message"]
worker["main"].__globals__["to_message"] = lambda thing: change(write(thing), thing)
def change(message, thing):
    return message
"""


@pytest.fixture(autouse=True)
def watchdog(monkeypatch, hurry):
    """A parent that hangs is a failure, after a time that no honest run comes near."""
    hurry("neuron")
    monkeypatch.setattr(runners, "GRACE", 2.0)

    def bark(*_):
        raise AssertionError("the parent hangs")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def forged(program, answer=RIGHT, **budget):
    with Separate((sys.executable, "-I", "-c", program), **budget) as runner:
        return evaluate("neuron", answer, runner=runner)


def refused(outcome):
    return outcome.status == "raised" and outcome.error.startswith("WorkerDied") and outcome.points == 0


# What is gained


def test_the_right_value_of_one_example_gains_nothing():
    value = torch.relu(FIRST.inputs["x"] @ FIRST.inputs["weights"] + FIRST.inputs["bias"])
    name, shape, data = encode(value)["tensor"]
    tensor = {"tensor": [name, shape, {"bytes": len(data)}]}
    one = f"DATA, VALUE = {data!r}, {tensor!r}\n"
    assert forged(LOADED + one + "reply(DATA, value=VALUE); read(); reply()").status == "wrong"  # it is right
    assert refused(forged(LOADED + one + "reply(DATA, value=VALUE, died=True)"))
    assert refused(forged(LOADED + one + "reply(DATA, value=VALUE)"))
    assert forged(LOADED + one + "reply(DATA, value=VALUE, timeout=True)").status == "timeout"


def test_passed_takes_as_many_right_replies_as_there_were_cases():
    class Ends(InProcess):
        """As a runner would that lost its process without a word of what was raised."""

        def call(self, case, seconds):
            reply = super().call(case, seconds)
            return Reply(reply.value, reply.gradients, died=True)

    assert evaluate("neuron", RIGHT, runner=Ends()).points == 0


# What is refused

FIELDS = {
    "no dict": [], "a field of ours": {"died": True}, "a field more": {"points": 3},
    "flags of text": {"timeout": "yes"},
    "flags of numbers": {"timeout": 1}, "no flag": {"timeout": None},
    "changed is a number": {"changed": 5}, "changed is a list": {"changed": {"list": ["x"]}},
    "changed what it was not given": {"changed": {"dict": [["y", 1]]}},
    "changed by a long name": {"changed": {"dict": [["x" * 10**5, 1]]}},
    "changed by something that changes": {"changed": {"dict": [[{"list": []}, 1]]}},
    "printed is a number": {"printed": 3}, "printed too much": {"printed": "x" * 10**5},
    "printed half a character": {"printed": "\ud800"},
    "gradients are a number": {"gradients": 3}, "gradients are numbers": {"gradients": {"list": [1.0]}},
    "gradients are text": {"gradients": {"list": ["x"]}},
    "gradients are words": {"gradients": {"list": [{"foreign": "a"}]}},
    "left by another name": {"left": {"list": ["all of it"]}},
    "left is a list of lists": {"left": {"list": [{"list": []}]}},
    "left is text": {"left": "torch's seed"}, "left over and over": {"left": {"list": ["torch's seed"] * 2}},
    "raised is a number": {"raised": 3}, "raised is empty": {"raised": {}}, "raised is false": {"raised": False},
    **{f"raised, {name} {text!r:.20}": {"raised": {"type": "E", "message": "", "number": 1, "source": "", name: text}}
       for name in ("type", "message", "source") for text in ([1], None, "x" * 10**5, "\udfff")},
    **{f"raised at {number!r:.20}": {"raised": {"type": "E", "message": "", "number": number, "source": ""}}
       for number in ("1", 1.5, True, 10**4000)},
    "raised, one thing more": {"raised": {"type": "E", "message": "", "number": 1, "source": "", "more": 1}},
}


def written(**changes):
    return {**to_message(Reply()), **changes}


def test_what_this_worker_writes_is_a_reply():
    assert to_reply(written()) == Reply()
    full = Reply(changed={"x": torch.ones(2)}, left=["torch's seed"], printed="x", raised=Raised("E", "m", 3, "s"))
    again = to_reply(unpack(*parts(pack(to_message(full)))), {"x"})
    assert str(again) == str(full)


def parts(packed):
    head, _, rest = packed.partition(b"\n")
    text, data = map(int, head.split())
    assert len(rest) == text + data
    return rest[:text], bytearray(rest[text:])


@pytest.mark.parametrize("name", FIELDS)
def test_a_forged_field_is_refused(name):
    fields = FIELDS[name]
    with pytest.raises(ValueError):
        to_reply(written(**fields) if isinstance(fields, dict) else fields, {"x"})


def test_a_reply_that_lacks_a_field_is_refused():
    for name in written():
        with pytest.raises(ValueError):
            to_reply({other: value for other, value in written().items() if other != name})


def nested(depth):
    value = 1
    for _ in range(depth):
        value = {"list": [value]}
    return value


VALUES = {
    "no kind": {}, "two kinds": {"list": [], "tuple": []}, "a list by itself": [1], "a pickle": {"pickle": "gASV"},
    "a list that is none": {"list": 3}, "a list that is text": {"list": "abc"}, "a dict of halves": {"dict": [[1]]},
    "a dict of text": {"dict": ["ab"]}, "a dict by lists": {"dict": [[{"list": []}, 1]]},
    "a function": {"built": ["def f(): pass", "f", {"dict": []}]}, "a function of numbers": {"built": [1, 2, 3]},
    "nine deep": nested(9), "hundreds deep": nested(400),
    "too many": {"list": [0] * 10_001}, "too many in all": {"list": [{"list": [0] * 200}] * 100},
    "a large integer": 2**63, "an integer of 4,000 digits": 10**4000, "a small integer": -(2**63),
    "too long": "x" * 100_001, "too long in all": {"list": ["x" * 60_000] * 2},
    "half a character": "\ud800", "half a character, deep": {"dict": [["\udc00", 1]]},
    "a kind too long": {"foreign": "x" * 201}, "a kind that is none": {"foreign": 3},
    "half a kind": {"foreign": "\ud800"},
    "bytes": b"abc",
    "a tensor of a number": {"tensor": 3}, "a tensor of too little": {"tensor": ["float32", [1]]},
    "of text": {"tensor": ["float32", [1], "AAAA"]}, "of another type": {"tensor": ["quint8", [4], bytes(4)]},
    "of a function": {"tensor": ["load", [], bytes(4)]}, "of a type of lists": {"tensor": [["float32"], [1], bytes(4)]},
    "too few bytes": {"tensor": ["float32", [3], b""]}, "too many bytes": {"tensor": ["float32", [], bytes(8)]},
    "of more than there is": {"tensor": ["float32", [10**18], bytes(4)]},
    "negative": {"tensor": ["float32", [-1], b""]}, "negative twice": {"tensor": ["float32", [-1, -1], bytes(4)]},
    "of a length of text": {"tensor": ["float32", ["1"], bytes(4)]},
    "of a flag": {"tensor": ["float32", [True], bytes(4)]},
    "of one half": {"tensor": ["float32", [1.0], bytes(4)]}, "of no list": {"tensor": ["float32", 1, bytes(4)]},
    "17 axes": {"tensor": ["float32", [1] * 17, bytes(4)]},
    "100,000 axes": {"tensor": ["float32", [1] * 100_000, bytes(4)]},
    "rows of no columns": {"tensor": ["float32", [10**9, 0], b""]},
    "none of many": {"tensor": ["float32", [0, 2**70], b""]},
    "rows of no columns, again and again": {"list": [{"tensor": ["float32", [6000, 0], b""]}] * 2},
    "too many bytes in all": {"list": [{"tensor": ["uint8", [2**24], bytes(2**24)]}] * 3},
}


@pytest.mark.parametrize("name", VALUES)
def test_a_forged_value_is_refused(name):
    with pytest.raises(ValueError):
        decode(VALUES[name])


def test_what_is_just_within_the_bounds_is_taken():
    assert decode({"tensor": ["float32", [1] * 16, bytes(4)]}).dim() == 16
    assert decode({"tensor": ["float32", [9000, 0], b""]}).shape == (9000, 0)
    assert decode(nested(8)) and decode({"list": [0] * 9_999}) and decode("x" * 100_000)
    assert decode(2**63 - 1) and math.isnan(decode(math.nan)) and decode(-math.inf) == -math.inf


WRITES = {  # after the answer has been loaded, in place of the first reply
    "an integer of 4,000 digits": "with_value('1' * 4000)",
    "an integer of 5,000 digits": "with_value('1' * 5000)",
    "lists in lists": "with_value('[' * 100_000 + ']' * 100_000)",
    "values in values": "with_value('{\"list\":[' * 400 + '1' + ']}' * 400)",
    "a function": "reply(value={'built': ['def f(): pass', 'f', {'dict': []}]})",
    "a tensor of 100,000 axes": "reply(bytes(4), value={'tensor': ['float32', [1] * 100_000, {'bytes': 4}]})",
    "rows of no columns": "reply(value={'tensor': ['float32', [10**9, 0], {'bytes': 0}]})",
    "more bytes than it sends": "reply(value={'tensor': ['float32', [1], {'bytes': 4}]})",
    "bytes below zero": "reply(bytes(4), value={'tensor': ['float32', [1], {'bytes': -4}]})",
    "bytes of text": "reply(bytes(4), value={'tensor': ['float32', [1], {'bytes': '4'}]})",
    "half a character": "reply(printed='\\ud800')",
    "not JSON": "write(b'nonsense')",
    "a list": "write(b'[]')",
    "a number": "write(b'3')",
    "bytes in place of a reply": "write(b'{\"bytes\": 0}')",
    "not of this alphabet": "write('{\"é\": 1}'.encode())",
    "another token": "token = '0'; reply()",
    "no token": "write(json.dumps(PLAIN).encode())",
    "two tokens": "token = [token, token]; reply()",
    "a megabyte before the lengths": "write(b'', lengths=b'1' * 10**6)",
    "lengths of terabytes": "write(b'{}', lengths=b'9999999999999 0\\n')",
    "data of terabytes": "write(b'{}', lengths=b'2 9999999999999\\n')",
    "lengths below zero": "write(b'{}', lengths=b'-2 0\\n')",
    "data below zero": "write(b'{}', lengths=b'2 -2\\n')",
    "no lengths": "write(b'{}', lengths=b'\\n')",
    "three lengths": "write(b'{}', lengths=b'2 0 0\\n')",
    "lengths in words": "write(b'{}', lengths=b'two none\\n')",
    "a reply just too long": "write(b' ' * (4 * 2**20) + b'{}')",
    "no end": "os.close(1); os.close(0)",
}


@pytest.mark.parametrize("name", WRITES)
def test_what_no_worker_of_ours_writes(name):
    assert refused(forged(LOADED + WRITES[name]))


SWELLS = {  # of text that is just short enough to be read
    "lists": "reply_with = '[],' * (4 * 2**20 // 3 - 200) + '0'",
    "dicts": "reply_with = '{},' * (4 * 2**20 // 3 - 200) + '0'",
    "bytes": "reply_with = '{\"bytes\":0},' * (4 * 2**20 // 12 - 200) + '0'",
    "values": "reply_with = '{\"list\":[]},' * (4 * 2**20 // 12 - 200) + '0'",
    "wide text": "reply_with = '\"' + 'x' * (4 * 2**20 - 1000) + '\\\\ud83d\\\\ude00\"'",
}


@pytest.mark.parametrize("name", ["lists", *(pytest.param(name, marks=pytest.mark.thorough) for name in SWELLS)])
def test_a_reply_does_not_swell(name):
    """What is just short enough to be read takes no more than a hundred times as much of our memory."""
    tracemalloc.start()
    try:
        assert refused(forged(LOADED + SWELLS[name] + "\nwith_value('[' + reply_with + ']')"))
        assert tracemalloc.get_traced_memory()[1] < 400 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("change", "status"), [
    ("message['gradients'] = {'list': ['x', {'foreign': 'a'}, 3]}", "raised"),
    ("message['gradients'] = None", "wrong"),
    ("message['printed'] = '\\x1b[2J'", "passed"),  # whoever shows it makes it harmless
    ("message['changed'] = {'dict': [['x', {'foreign': 'a' * 200}]]}", "wrong"),
])
def test_a_right_reply_with_something_forged(change, status):
    """softmax is differentiated, and the values are right; the comparison must live with what else there is."""
    changed = f"    if thing.value is not None:\n        {change}\n    return"
    program = CHANGED.replace("    return", changed) + "worker['main']()"
    answer = "def softmax(x, dim=-1):\n    e = (x - x.max(dim, True).values).exp()\n    return e / e.sum(dim, True)\n"
    with Separate((sys.executable, "-I", "-c", program)) as runner:
        outcome = evaluate("softmax", answer, runner=runner)
    assert outcome.status == status, outcome


# What is withheld, and what is held on to

STALLS = {
    "it says nothing": "time.sleep(600)",
    "it says a part": "write(b'{', lengths=b'100 0\\n'); time.sleep(600)",
    "it says a part of the lengths": "write(b'', lengths=b'1'); time.sleep(600)",
    "it says less than it has": "write(b'{}', lengths=b'2 100\\n'); time.sleep(600)",
}


@pytest.mark.parametrize("name", STALLS)
def test_who_says_nothing_is_out_of_time(name):
    assert forged(LOADED + STALLS[name]).status == "timeout"


DEAF = {
    "it reads nothing": "",
    "its pipe is small": "import fcntl; fcntl.fcntl(0, 1031, 4096)",
    "its pipe is full": "fd = os.open('/proc/self/fd/0', os.O_WRONLY | os.O_NONBLOCK)\ntry:\n"
                        "    while True: os.write(fd, b'x')\nexcept BlockingIOError: pass",
}


@pytest.mark.parametrize("name", DEAF)
def test_who_does_not_listen_is_out_of_time(name):
    """The answer is longer than a pipe holds."""
    deaf = FORGED.replace("read(); reply()", f"read()\n{DEAF[name]}\nreply()\ntime.sleep(600)")
    assert forged(deaf, PADDED, budget=2.0).status == "timeout"


def test_seconds_to_every_reply_are_one_grace():
    """Each reply, which is right, takes 0.8 seconds more than the worker's patience, and there are two for all."""
    assert forged(slow(1.8)).status == "timeout"


def slow(seconds):
    sleep = f"    import time; time.sleep({seconds} * (thing.value is not None))\n"
    return CHANGED.replace("    return", f"{sleep}    return") + "worker['main']()"


def test_a_budget_for_all_replies():
    outcome = forged(slow(0.4), budget=2.0)
    assert outcome.status == "timeout" and "2 seconds for all answers" in outcome.headline


def test_a_budget_that_is_spent_starts_nothing_more():
    with Separate((sys.executable, "-I", "-c", LOADED + "time.sleep(600)"), budget=0.5) as runner:
        for _ in range(3):
            assert evaluate("neuron", RIGHT, runner=runner).status == "timeout"
            assert runner.process is None


HOLDERS = {
    "holds the pipe": "time.sleep(600)",
    "writes to the pipe": "\n".join([
        "while True:", "    for fd in range(1, 20):", "        try: os.write(fd, b'{}\\n')",
        "        except OSError: pass", "    time.sleep(0.001)"]),
}


@pytest.mark.parametrize("name", HOLDERS)
def test_a_child_in_a_session_of_its_own(name, tmp_path, hurry):
    """It outlives its process group; nobody waits for it, and what it writes is no reply."""
    hurry("neuron", 1.0)
    child = "\n".join("        " + line for line in HOLDERS[name].split("\n"))
    pid = tmp_path / "pid"
    answer = (f"import os, time\ndef neuron(x, weights, bias):\n    if not os.fork():\n        os.setsid()\n"
              f"        open({str(pid)!r}, 'a').write(str(os.getpid()) + chr(10))\n{child}\n"
              f"    while not os.path.exists({str(pid)!r}): pass\n    os._exit(0)\n")
    try:
        with Separate() as runner:
            outcome = evaluate("neuron", answer, runner=runner)
            assert refused(outcome) or outcome.status == "timeout"  # the end of a pipe that is held does not come
            assert evaluate("neuron", RIGHT, runner=runner).status == "passed"
    finally:
        for each in pid.read_text().split():  # it is called more than once
            os.kill(int(each), signal.SIGKILL)


def test_a_worker_that_does_not_come_up_is_no_answers_fault():
    outcome = forged("pass")
    assert outcome.status == "crashed" and "does not come up" in outcome.error


def test_what_the_desk_itself_stumbles_over_is_this_row_only(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(evaluation, "difference", lambda *_: 1 / 0)
        outcome = evaluate("neuron", RIGHT, runner=InProcess())
    assert (outcome.status, outcome.points) == ("crashed", 0)
    assert "ZeroDivisionError" in outcome.error
    assert evaluate("neuron", RIGHT, runner=InProcess()).status == "passed"


# What an answer returns, in the notebook too

VAST = {
    "torch.zeros([1] * 1_000)": "a tensor of 1,000 axes",
    "torch.zeros([1] * 100_000)": "a tensor of 100,000 axes",
    "torch.zeros(10**9, 0)": "too large",
    "torch.zeros(20_000, 0)": "10,000 values",
    "[torch.zeros(4_000_000)] * 1_000": "bytes of numbers",
    "['x' * 10**6] * 1_000": "100,000 characters",
    "'x' * 10**6": "100,000 characters",
    "list(range(10**6))": "10,000 values",
    "dict.fromkeys(range(10**6))": "10,000 values",
    "[[[[0] * 100] * 100] * 100] * 100": "10,000 values",
    "10**5000": "64 bits",
    "type('x' * 10**6, (), {})()": "returns a xxx",
    "type('', (), {})()": "returns a .",
}


@pytest.mark.parametrize("text", VAST)
@pytest.mark.parametrize("run", ["here", "apart"])
def test_a_vast_result_is_told_in_words(text, run, separate):
    answer = f"def neuron(x, weights, bias): return {text}"
    outcome = evaluate("neuron", answer, runner=separate if run == "apart" else InProcess())
    assert outcome.status == "wrong"
    assert VAST[text] in outcome.diagnosis
    assert len(outcome.diagnosis) < 400 and len(outcome.example["got"]["value"]) <= ROOM + 2


def test_a_vast_result_that_asks_for_gradients_is_told_in_words():
    vast = "def softmax(x, dim=-1): return x.sum().expand(10**11)"
    assert "too large" in evaluate("softmax", vast, runner=InProcess()).diagnosis


ODD_TEXTS = {
    "half a character printed": "    print('\\ud800')\n    return 0",
    "half a character returned": "    return '\\ud800'",
    "half a character raised": "    raise ValueError('\\ud800')",
    "a gigabyte printed": "    import io, sys\n    io.StringIO.write(sys.stdout, 'x' * 10**7)\n    return 0",
    "a long line": "    raise ValueError('" + "x" * 50_000 + "')",
    "a line that is none": "    error = SyntaxError('x')\n    error.lineno = 'x'\n    raise error",
    "an input that cannot be compared": "    x.resize_([1] * 30)\n    return 0",
}


@pytest.mark.parametrize("name", ODD_TEXTS)
@pytest.mark.parametrize("run", ["here", "apart"])
def test_every_text_of_an_outcome_can_be_written(name, run, separate):
    answer = f"def neuron(x, weights, bias):\n{ODD_TEXTS[name]}"
    outcome = evaluate("neuron", answer, runner=separate if run == "apart" else InProcess())
    assert outcome.status == ("raised" if "raise" in ODD_TEXTS[name] else "wrong")
    assert not outcome.error.startswith("WorkerDied")
    assert len(json.dumps(vars(outcome), ensure_ascii=False).encode()) < 30_000


def test_words_are_few_whatever_the_value():
    many = [torch.ones(2)] * 9_000
    assert len(shapes_of(many)) <= ROOM + 2
    for value in (many, {k: torch.ones(2) for k in range(9_000)}, torch.zeros(10**6, 0), torch.zeros([1] * 1_000),
                  [[[0] * 20] * 20] * 20, "x" * 10**6):
        assert len(show(value)) <= ROOM + 2
        assert len(kind_of(value)) <= 100


def test_dicts_are_compared_by_their_parts():
    ours = {"a": 1, "b": [2.0]}
    assert difference({"b": [2.0], "a": 1}, ours) == ""
    assert difference({"a": torch.tensor([1, 1]), "b": [2.0]}, ours)
    assert difference({"a": 1}, ours) and difference({"a": 1, "b": [2.5]}, ours)


# What an answer's text does to us before it is run

HOSTILE = {
    "half a character": "def neuron(x, weights, bias): return '\ud800'",
    "a null byte": RIGHT + "\0",
    "attributes of attributes": RIGHT + "\nx = a" + ".b" * 100_000,
    "not not not": "def neuron(x, weights, bias): return " + "not " * 100_000 + "x",
    "sums of sums": "def neuron(x, weights, bias): return 1" + " + 1" * 900,
    "brackets": RIGHT + "\nx = " + "(" * 10**5,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_a_status(name, separate):
    assert evaluate("neuron", HOSTILE[name], runner=separate).status in ("raised", "wrong", "crashed")
    assert evaluate("neuron", RIGHT, runner=separate).status == "passed"


def test_a_chain_of_names_is_followed_link_by_link():
    """Each needs the one below it: a pass over all for each of them would take hours."""
    chain = "\n".join(f"a{k} = a{k + 1}" for k in range(3_000)) + "\na3000 = 0\n"
    text = f"{chain}def neuron(x, weights, bias): return torch.relu(x @ weights + bias + a0)"
    assert "a1500 = a1501" in cells.definition_in(text, "neuron")


# The seed


@pytest.mark.parametrize("bit", range(32))
def test_every_bit_of_a_seed_counts(bit):
    cases = specifications["softmax"].cases
    one, other = (cases(torch.Generator().manual_seed(seed)) for seed in (0, 1 << bit))
    assert any(encode(a.inputs) != encode(b.inputs) for a, b in zip(one, other))


@pytest.mark.parametrize("seed", [-1, 2**32 - 1, 2**32, 2**64])
def test_a_seed_of_which_not_every_bit_counts_is_refused(seed):
    with pytest.raises(ValueError, match="a seed is a number"):
        evaluate("neuron", RIGHT, seed=seed)


def test_the_seed_does_not_reach_the_worker(monkeypatch):
    seed, sent = 3_735_928_559, []

    class Listening(runners.Channel):
        def ask(self, message, deadline):
            sent.append(pack(message))
            return super().ask(message, deadline)

    monkeypatch.setattr(runners, "Channel", Listening)
    with Separate() as runner:
        assert evaluate("neuron", RIGHT, seed=seed, runner=runner).status == "passed"
        sent += [Path(f"/proc/{runner.process.pid}/{name}").read_bytes() for name in ("cmdline", "environ")]
    for form in (str(seed).encode(), b"%x" % seed, seed.to_bytes(4, "little"), seed.to_bytes(4, "big")):
        assert not any(form in each for each in sent)
