"""Lesson 04, the bottleneck: the edit distance, texts of unequal lengths read and paid for, and greedy decoding."""
import functools
from dataclasses import replace

import torch
import torch.nn.functional as F

from ..cases import built, given, made, normal, scaled, shapes
from ..models import counted_step
from ..specification import Choice, Exercise, Expected, Lesson, Mistake, Option, Prediction, Term, edit
from ..worker import Case

# edit_distance -------------------------------------------------------------------------------------------


def _edit_cases(generator):
    def drawn(n_a, n_b, n_symbols, text=False):
        rows = [torch.randint(n_symbols, (n,), generator=generator).tolist() for n in (n_a, n_b)]
        return Case(dict(zip("ab", ["".join(map(chr, [97 + i for i in row])) for row in rows] if text else rows)))

    def said(a, b):
        return Case({"a": a.split(), "b": b.split()})

    return [
        Case({"a": "cat", "b": "cut"}), Case({"a": "cat", "b": "at"}), Case({"a": "at", "b": "cat"}),
        Case({"a": "", "b": ""}), Case({"a": "", "b": "ox"}), Case({"a": "ox", "b": ""}), Case({"a": "ox", "b": "ox"}),
        Case({"a": "ab", "b": "ba"}), said("F OW N", "P HH OW N"), said("T AH M EY T OW", "T AH M AA T OW"),
        Case({"a": "kitten", "b": "sitting"}), Case({"a": "aaa", "b": "a"}),
        Case({"a": [1, 2, 3, 4], "b": [2, 3, 4, 5]}),
        Case({"a": [300, 400, 500], "b": [500, 300, 400]}),
        drawn(5, 5, 2), drawn(9, 4, 3), drawn(4, 9, 3, text=True),
        drawn(12, 11, 4), drawn(40, 35, 5), drawn(1, 6, 2), drawn(6, 1, 2), drawn(20, 20, 26, text=True),
        drawn(70, 3, 9), drawn(9, 5, 3), drawn(9, 9, 3),
    ]


def _edit_oracle(case):
    """By the definition, from the ends of both."""
    a, b = case.inputs.values()

    @functools.cache
    def distance(i, j):
        if i == 0 or j == 0:
            return i + j
        return min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + int(a[i - 1] != b[j - 1]))

    return distance(len(a), len(b))


def _place_by_place(a, b):
    return sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))


SET_AGAINST = "above[j - 1] + (x != y)"

EDIT_DISTANCE = Exercise(
    id="edit_distance", title="How many moves apart", points=3, minutes=15, difficulty=3,
    hints=("Keep one row of the table at a time. The first is `list(range(len(b) + 1))`: from nothing to the first j "
           "symbols of b it takes j insertions.",
           "For each symbol x of a begin a new row, `above, row = row, [i]`, where i counts from 1. Then append a "
           "number for each symbol y of b.",
           "That number is the least of three: `above[j] + 1` (x is left out), `row[j - 1] + 1` (y is put in) and "
           "`above[j - 1] + (x != y)` (y stands for x). What is asked for is the last number of the last row."),
    cases=_edit_cases, oracle=_edit_oracle,
    mistakes=(
        edit((SET_AGAINST, "above[j - 1] + 1"), sentence="A symbol that stands for itself costs a move here. It costs "
             "nothing where the two are the same: `above[j - 1] + (x != y)`."),
        edit((SET_AGAINST, ("above[j - 1] + 2 * (x != y)", "above[j - 1] if x == y else len(a) + len(b)")),
             sentence="To replace a symbol costs two moves here, to leave one out and put one in. It is one move."),
        edit((", row[j - 1] + 1", ""), sentence="Nothing can be put in but at the beginning: `row[j - 1] + 1` is "
             "missing."),
        edit(("above[j] + 1, ", ""), sentence="Nothing can be left out but at the beginning: `above[j] + 1` is "
             "missing."),
        edit((SET_AGAINST, "above[j - 1] + (x == y)"), sentence="The comparison is the wrong way round: equal symbols "
             "cost a move, different ones none."),
        edit(("list(range(len(b) + 1))", "[0] * (len(b) + 1)"), sentence="The first row is all zeros, so that what b "
             "has before a begins costs nothing. From nothing to j symbols it takes j moves."),
        edit(("row, [i]", "row, [0]"), sentence="Each row begins with 0, so that what a has before b begins costs "
             "nothing. From i symbols to nothing it takes i moves."),
        edit(("row[-1]", "min(row)"), sentence="It returns the least number of the last row, so that the rest of b is "
             "free. All of b counts: the last number of that row."),
        edit(("row[-1]", "row[-1] / max(len(a), len(b), 1)"), sentence="It is divided by a length. Return the number "
             "of moves; a rate is made of it later."),
        edit(("row[-1]", "float(row[-1])"), sentence="It returns a number with a point. Moves are counted: return an "
             "int."),
        edit(("above[j] + 1, row[j - 1] + 1", "above[j], row[j - 1]"), sentence="Only what is replaced is counted. "
             "To put in or to leave out is a move as well."),
        edit(("enumerate(b, start=1)", "enumerate(b)"), sentence="`enumerate(b)` counts from 0, so that each number "
             "looks one place too far back: `start=1`."),
        edit(("enumerate(a, start=1)", "enumerate(a)"), sentence="`enumerate(a)` counts from 0, so that each row "
             "begins with one move too few: `start=1`."),
        Mistake(_place_by_place, "It compares place by place. One symbol more at the beginning then makes all the "
                "others wrong. Fill the table, and let symbols be put in and left out."),
    ),
)

# encode --------------------------------------------------------------------------------------------------


def _encode_cases(generator):
    def drawn(B, T, d_in, d_h, keep=0.3, dtype=torch.float32, gradient=False, holes=False):
        def some(*shape):
            return normal(generator, *shape, scale=0.6, dtype=dtype)

        lengths = torch.randint(T + 1, (B,), generator=generator)
        present = torch.rand(B, T, generator=generator) < 0.6 if holes else torch.arange(T) < lengths[:, None]
        present[0] |= not holes  # one text is as long as the batch
        weights = {"W_x": some(d_in, d_h), "W_h": some(d_h, d_h) / d_h**0.5, "b": some(d_h)}
        return Case({"inputs": some(B, T, d_in), "present": present, "h": some(B, d_h),
                     "step": built(counted_step, **weights, keep=keep, n_symbols=T)}, gradient=gradient)

    small = drawn(2, 3, 1, 2)
    small.inputs["present"][1] = torch.tensor([True, False, False])
    none = drawn(3, 4, 2, 2)
    none.inputs["present"][1] = False
    return [
        small, none, *shapes(drawn, 3, 4, 2, 5), drawn(4, 5, 2, 4), drawn(5, 6, 3, 2, holes=True), drawn(2, 2, 2, 2),
        drawn(4, 6, 2, 3, gradient=True, holes=True), scaled(drawn(3, 3, 2, 2), inputs=500),
        scaled(drawn(4, 3, 2, 2), h=500), scaled(drawn(4, 3, 2, 2, 0.9, torch.float64), h=1e60), drawn(3, 5, 2, 3, 0.0),
    ]


def _encode_oracle(case):
    """Each text by itself, and only its symbols."""
    inputs, present, h, step = case.inputs.values()
    step, texts = made(replace(step, values={**step.values, "n_symbols": present.numel()})), []
    for symbols, there, state in zip(inputs, present.tolist(), h):
        states = []
        for symbol, is_there in zip(symbols, there):
            state = step(symbol[None], state[None])[0] if is_there else state
            states.append(state)
        texts.append(torch.stack(states))
    return torch.stack(texts)


HELD = "torch.where(present[:, t, None], step(inputs[:, t], h), h)"

ENCODE = Exercise(
    id="encode", title="Words that end at different places", points=2, minutes=10, difficulty=2,
    hints=("It is `recurrent_unroll` but for one thing: where `present[:, t]` is False, the old state goes on.",
           "`torch.where(condition, new, old)` picks number by number. The condition has to be (B, 1), so that it "
           "holds for the whole state of a text: `present[:, t, None]`.",
           "`h = torch.where(present[:, t, None], step(inputs[:, t], h), h)`, and keep every h in a list for "
           "`torch.stack(states, dim=1)`."),
    cases=_encode_cases, oracle=_encode_oracle,
    mistakes=(
        edit((HELD, "step(inputs[:, t], h)"), sentence="`present` is not used: the state goes on changing where the "
             "text has ended."),
        edit(("step(inputs[:, t], h), h)", "h, step(inputs[:, t], h))"), sentence="The mask is the wrong way round: "
             "the state changes only where nothing is to be read."),
        edit((HELD, "step(inputs[:, t], h) * present[:, t, None]"), sentence="Where a text has ended, its state "
             "becomes zero, and the word is lost. Keep the old state: `torch.where(…, new, h)`."),
        edit((HELD, "step(inputs[:, t] * present[:, t, None], h)"), sentence="The input is made zero where the text "
             "has ended, but the state goes through its weights all the same. Keep the old state as it is."),
        edit(("append(h)", "append(h * present[:, t, None])"), sentence="The states that come back are zero where "
             "the text has ended. They stay as they were: the last place has to hold the word."),
        edit(("    for t", "    first = h\n    for t"), (", h), h)", ", h), first)"), sentence="Where the text has "
             "ended, the state of the start comes back. Keep the last one."),
        edit(("h = torch.where", "new = torch.where"), ("append(h)", "append(new)"), sentence="Every step starts from "
             "the first `h`. Hand on the state that was kept: `h = torch.where(…)`."),
        edit((HELD, "step(inputs[:, t], h) if present[:, t].all() else h"), sentence="As soon as one text has ended, "
             "none is read any more. Each has a state of its own: `torch.where(present[:, t, None], …)`."),
        edit(("present[:, t, None]", "present[:, t]"), sentence="`present[:, t]` is (B,), and is set against the "
             "numbers of a state instead of the texts. `present[:, t, None]` is (B, 1)."),
        edit(("present[:, t, None]", "present[:, -1, None]"), sentence="It looks at the last place of the mask alone."),
        edit(("present[:, t, None]", "present[:, 0, None]"), sentence="It looks at the first place of the mask alone."),
        edit(("present[:, t, None]", "present[0, t]"), sentence="It goes by the first text's mask. Each has its own."),
        edit(("torch.stack(states, dim=1)", "h"), sentence="Only the last state comes back. Keep the state at every "
             "place."),
        edit((", dim=1", ""), sentence="The states are stacked with time first, (T, B, d_h). The batch comes first: "
             "`torch.stack(states, dim=1)`."),
        edit(("step(inputs[:, t], h), h)", "step(inputs[:, t], h.detach()), h)"), sentence="The values are right, "
             "but the state is cut off with `detach`: nothing is learned from what came earlier."),
        edit(("    states = []", "    inputs = torch.where(present[..., None], inputs, 0)\n    states = []"),
             (HELD, "step(inputs[:, t], h)"), ("dim=1)", "dim=1) * present[..., None]"), sentence="It reads zeros "
             "where the text has ended and hides what comes of it. The last place has to hold the state after the "
             "last symbol."),
    ),
)

# sequence_loss -------------------------------------------------------------------------------------------


def _loss_cases(generator):
    def drawn(B, T, V, dtype=torch.float32, pad=0, gradient=False, some=0.6):
        targets = torch.randint(V, (B, T), generator=generator)
        targets[torch.rand(B, T, generator=generator) > some] = pad
        targets[0, 0] = (pad + 1) % V if V > 1 else targets[0, 0]
        return Case({"logits": normal(generator, B, T, V, scale=1.5, dtype=dtype), "targets": targets,
                     "pad": pad if V > 1 else 7}, gradient=gradient)

    def small(pad, gradient=False, **numbers):
        case = given(gradient=gradient, **numbers)
        return replace(case, inputs={**case.inputs, "pad": pad})

    logits = [[[1.0, 0.0, -1.0], [0.0, 2.0, 0.5]], [[0.5, -0.5, 1.0], [1.5, 0.0, 0.2]]]
    wide = drawn(2, 3, 5, torch.float64)
    wide.inputs["logits"] += 1e5
    return [
        small(0, logits=logits, targets=[[2, 1], [1, 0]]), small(2, logits=logits, targets=[[0, 1], [1, 2]]),
        small(0, logits=logits, targets=[[2, 1], [1, 2]]),  # nothing is filled up
        small(0, logits=[[[101.0, 100.0, 99.0], [5.0, 0.0, 0.0]]], targets=[[1, 0]]),
        small(0, logits=[[[-301.0, -300.0, -302.0]]], targets=[[2]]),
        small(0, logits=[[[0.0, 120.0, -60.0], [1.0, 0.0, 2.0]]], targets=[[2, 0]]),
        small(1, logits=[[[300.0, 299.0, 298.0], [-20.0, -21.0, -19.0]]], targets=[[0, 2]]),
        small(9, gradient=True, logits=[[[0.0, 1.0], [20.0, 21.0], [-20.0, -21.0]]], targets=[[0, 0, 1]]),
        wide, *shapes(drawn, 2, 3, 5), drawn(4, 5, 6, pad=3), drawn(3, 8, 4, some=0.3),
        drawn(3, 3, 6, pad=5, gradient=True), drawn(40, 7, 6, some=0.9), scaled(drawn(2, 3, 4), logits=100),
        scaled(drawn(2, 3, 4, gradient=True), logits=100),
    ]


def _loss_oracle(case):
    logits, targets, pad = case.inputs.values()
    return F.cross_entropy(logits.movedim(-1, 1), targets, ignore_index=pad)


PAID = "price[targets != pad].mean()"
LOG_P = "logits.log_softmax(dim=-1)"

SEQUENCE_LOSS = Exercise(
    id="sequence_loss", title="No price for what is not there", points=3, minutes=10, difficulty=2,
    hints=("It is `next_symbol_loss` of lesson 01, but over some places only: those where `targets != pad`.",
           "First the price at every place, (B, T): `-logits.log_softmax(-1).gather(-1, targets[..., None])[..., 0]`.",
           "A mask picks: `price[targets != pad]` is one long row of what counts, and its mean is asked for."),
    cases=_loss_cases, oracle=_loss_oracle,
    mistakes=(
        edit((PAID, "price.mean()"), sentence="What is filled up has a price too here. Only the places where "
             "`targets != pad` count."),
        edit((PAID, "(price * (targets != pad)).mean()"), sentence="The prices of what is filled up are made zero, "
             "but the mean still divides by all places. Divide by the number of symbols."),
        edit((PAID, "((price * (targets != pad)).sum(1) / (targets != pad).sum(1).clamp(min=1)).mean()"),
             sentence="It takes the mean of each text first, so that a symbol of a short text weighs more. Add up all "
             "symbols of all texts, then divide once."),
        edit((PAID, "(price * (targets != pad)).sum() / len(targets)"), sentence="It divides by the number of texts. "
             "Divide by the number of symbols, so that texts of any length compare."),
        edit(("[targets != pad].mean()", "[targets != pad].sum()"), sentence="It adds the prices of all symbols. Take "
             "their mean."),
        edit(("targets != pad", "targets == pad"), sentence="The mask is the wrong way round: only what is filled up "
             "counts here."),
        edit(("targets != pad", "targets != 0"), sentence="It takes 0 for what fills up, whatever `pad` is."),
        edit(("targets != pad", "targets > pad"), sentence="Integers below `pad` are left out as well. Only `pad` "
             "itself fills up: `targets != pad`."),
        edit(("targets != pad", "logits.argmax(-1) != pad"), sentence="It leaves out the places where the model says "
             "`pad`. What counts is where the target is a symbol."),
        edit(("targets != pad", "(targets != pad).all(0).expand_as(targets)"), sentence="A place is left out of all "
             "texts where one of them has ended. Each text counts up to its own end."),
        edit((LOG_P, "logits[:, :-1].log_softmax(dim=-1)"), ("price = -log_p", "targets = targets[:, 1:]\n    price "
             "= -log_p"),
             sentence="The targets are shifted once more. They are what should be said already, place by place."),
        edit(("log_softmax", "softmax"), sentence="The logarithm is missing: it is a mean of probabilities."),
        edit((LOG_P, "logits"), sentence="The logits are taken for log-probabilities. Use `log_softmax(-1)`."),
        edit(("dim=-1", "dim=1"), sentence="The softmax runs along the text (axis 1), not over the symbols."),
        edit(("-log_p", "log_p"), sentence="The sign is wrong: a loss is minus a log-probability."),
        edit((LOG_P, ("logits.softmax(dim=-1).log()", "(logits - logits.exp().sum(-1, True).log())")),
             sentence="It is right for small logits. For large ones exponentials overflow or vanish: `log_softmax` "
             "is safe."),
        edit((".mean()", ".mean().item()"), sentence="`.item()` gives a plain number, and training cannot reach back "
             "through it. Return the tensor."),
        edit((".mean()", ".mean() / math.log(2)"), sentence="This is right in bits. The course counts in nats."),
    ),
)

# greedy_decode -------------------------------------------------------------------------------------------


def speaker(W, among, to_logits, shift, longest):
    """A step that says something after each symbol, and does not let itself be called oftener than `longest`."""
    calls = []

    def step(symbols, h):
        calls.append(symbols)
        if len(calls) > longest:
            raise RuntimeError(f"step was called more than {longest} times to say at most {longest} symbols")
        h = torch.sin(W[symbols] + h @ among)
        return h @ to_logits + shift, h
    return step


def _greedy_cases(generator):
    def drawn(B, d_h, V=6, longest=9, start=0, end=1, dtype=torch.float32, scale=1.0, shift=0.0):
        def some(*shape):
            return torch.randn(shape, generator=generator, dtype=dtype)

        step = built(speaker, W=2 * some(V, d_h), among=1.2 * some(d_h, d_h) / d_h**0.5,
                     to_logits=scale * some(d_h, V), shift=shift, longest=longest)
        return Case({"step": step, "h": normal(generator, B, d_h, dtype=dtype), "start": start, "end": end,
                     "longest": longest})

    *lengths, _ = shapes(drawn, 4, 5, gradient=False)  # of tiny logits a softmax makes equal shares: not that one
    return [
        drawn(1, 2, V=4), drawn(2, 2, V=4), drawn(3, 2, V=3, longest=4), *lengths, drawn(4, 5, dtype=torch.float64),
        drawn(5, 4, longest=1), drawn(6, 4, V=5, longest=2), drawn(7, 6, V=5, longest=30), drawn(4, 6, start=3, end=0),
        drawn(5, 6, V=4, start=2, end=3, longest=25), drawn(5, 6, V=4, start=1, end=1), drawn(8, 3, V=12, longest=40),
        drawn(40, 6, V=40, longest=12), drawn(3, 5, V=300, longest=12), drawn(6, 6, V=5, longest=20),
        scaled(drawn(5, 4, dtype=torch.float64), h=500), drawn(6, 4, scale=300.0), drawn(6, 4, shift=-50.0),
        drawn(6, 4, shift=50.0), drawn(6, 4, dtype=torch.float64, shift=1e9), drawn(7, 5, V=5, longest=20),
    ]


def _greedy_oracle(case):
    """Text by text, in lists."""
    step, h, start, end, longest = case.inputs.values()
    step, texts = made(replace(step, values={**step.values, "longest": len(h) * longest})), []
    for state in h[:, None]:
        said = [start]
        while len(said) <= longest and end not in said[1:]:
            logits, state = step(torch.tensor(said[-1:]), state)
            said.append(max(range(logits.shape[1]), key=logits[0].tolist().__getitem__))
        texts.append(said[1:])
    most = max(map(len, texts))
    return torch.tensor([text + [end] * (most - len(text)) for text in texts])


ENDED = ".masked_fill(ended, end)"

GREEDY_DECODE = Exercise(
    id="greedy_decode", title="Say the likeliest", points=2, minutes=12, difficulty=3,
    hints=("Begin with `torch.full((len(h),), start)`. In a loop: `logits, h = step(symbols, h)`, then "
           "`symbols = logits.argmax(-1)`, kept in a list; these symbols are what the next step reads.",
           "Keep which texts have ended, (B,) bool: `ended = ended | (symbols == end)`. What a text says after that is "
           "replaced by `end`: `masked_fill(ended, end)`.",
           "The loop goes on while `len(said) < longest and not ended.all()`. `torch.stack(said, dim=1)` makes (B, "
           "T) of the list."),
    cases=_greedy_cases, oracle=_greedy_oracle,
    mistakes=(
        edit((ENDED, ""), sentence="After its end a text goes on talking while others are not done. From the first "
             "`end` on, all its symbols are `end`."),
        edit((" and not ended.all()", ""), sentence="It goes on to `longest` although all texts have ended. Stop as "
             "soon as they have."),
        edit(("ended.all()", "ended.any()"), sentence="It stops as soon as one text has ended, and cuts off the "
             "others."),
        edit(("argmax", "argmin"), sentence="It says the least likely symbol. The highest logit is the likeliest."),
        edit(("argmax(dim=-1)", "argmax(dim=0)"), sentence="`argmax(0)` runs over the batch. The symbols are on the "
             "last axis: `argmax(-1)`."),
        edit(("logits, h = step(symbols, h)", "logits, _ = step(symbols, h)"), sentence="Every step starts from the "
             "first state. Hand on what `step` returns: `logits, h = step(symbols, h)`."),
        edit(("symbols = logits", "spoken = logits"), ("(symbols == end)", "(spoken == end)"), ("append(symbols)",
             "append(spoken)"), sentence="It reads the start sign again and again. What was said is read next."),
        edit(("torch.full((len(h),), start)", "torch.zeros(len(h), dtype=torch.long)"), sentence="It begins with 0, "
             "whatever `start` is."),
        edit(("len(said) < longest", "len(said) < longest - 1"), sentence="It stops one symbol early: `longest` may "
             "be said."),
        edit(("len(said) < longest", "len(said) <= longest"), sentence="It says one symbol more than `longest`."),
        edit(("said = []", "said = [symbols]"), ("len(said) <", "len(said) - 1 <"), sentence="The start sign is "
             "among what was said. Give only what comes after it."),
        edit(("stack(said, dim=1)", "stack(said)"), sentence="The symbols are stacked with time first, (T, B). The "
             "batch comes first: `torch.stack(said, dim=1)`."),
        edit(("stack(said, dim=1)", "stack(said, dim=1)[:, :-1]"), sentence="The last column is cut off. The end "
             "sign stays, and a text that was stopped at `longest` has none."),
        edit(("masked_fill(ended, end)", "masked_fill(ended, start)"), sentence="After its end a text is filled up "
             "with the start sign. Fill it up with `end`."),
        edit(("masked_fill(ended, end)", "masked_fill(ended, 0)"), sentence="After its end a text is filled up with "
             "0. Fill it up with `end`."),
        edit(("ended = ended | (symbols == end)", "ended = symbols == end"), (ENDED, ""), sentence="A text that has "
             "ended is taken up again when it says something else later. What has ended stays ended: `ended | "
             "(symbols == end)`."),
        edit(("torch.stack(said, dim=1)", "torch.stack(said, dim=1).tolist()"), sentence="It returns lists. Return the "
             "tensor (B, T)."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

FILLED_UP = Choice(
    id="filled_up", prompt="`recurrent_unroll` reads “ox” alone, and in a batch with “phone”. Is the last state the "
    "same?",
    options=(
        Option("same", "The same: 0 stands for no letter.", "An embedding has a row for 0 as for every other number. "
               "What does a step do with it?"),
        Option("another", "Another one: in the batch it has taken three steps more.", "A step is a step, whatever it "
               "reads: even a row of zeros leaves the weights of the old state and the bias at work.", right=True),
        Option("noise", "The same but for rounding.", "How many steps does the network take in the batch before its "
               "last state, and how many alone?"),
    ),
)

LONG_WORDS = Prediction(
    id="long_words", prompt="Letter by letter, a sound of a long word is wrong about as often as a sound of a short "
                            "one. How many of the sounds does the network get wrong in words of 12 letters and more?",
    low=0, high=100, unit="percent", digits=2,
    says="In long words {value:.0f} % of the sounds are wrong: there are more of them to keep, in no more room.",
    expected=Expected("sounds wrong in words of 12 letters and more", above=27, below=45, unit="percent"),
)

WHERE_WRONG = Choice(
    id="where_wrong", prompt="And where in a long word is a sound wrong most often?",
    options=(
        Option("beginning", "At its beginning, which was read first.", "One half of the vector reads from the right. "
               "What does that half read last?"),
        Option("middle", "In its middle.", "Each half of the vector has read one end of the word last, and has that "
               "end freshest. The middle is far from both.", right=True),
        Option("end", "At its end, which is said last.", "It is said last, and an error before it does harm. But what "
               "has the half that reads from the left read last?"),
        Option("alike", "Everywhere alike.", "Lesson 02 has measured what becomes of what was read long ago. For which "
               "letters is it long ago both ways?"),
    ),
)

FORCED_WORDS = Choice(
    id="forced_words", prompt="Left alone, the network gets so many whole words right. Now a teacher puts the right "
                              "sound before each. How many words have no wrong sound then?",
    options=(
        Option("more", "More: it is helped all along.", "Take a word that it gets wrong alone. Up to its first wrong "
               "sound, what has the teacher told it that it did not say itself?"),
        Option("same", "The same number.", "As long as nothing is wrong, teacher and network say the same, so the "
               "first wrong sound comes at the same place with both, or with neither.", right=True),
        Option("fewer", "Fewer: it stumbles over words that are not its own.", "What does the teacher say as long as "
               "the network is right?"),
    ),
)

TERMS = (
    Term("phoneme", "A sound by which words of a language are told apart.", "Baudouin de Courtenay 1895"),
    Term("edit distance", "The fewest insertions, deletions and substitutions that make one row of another; also "
         "Levenshtein distance.", "Levenshtein 1965"),
    Term("phoneme error rate", "Edit distance in percent of the phonemes wanted, over all words together; short: PER.",
         "Bisani and Ney 2008"),
    Term("word error rate", "Here the share of words with any error; short: WER.", "Bisani and Ney 2008"),
    Term("encoder", "The network that reads, and makes numbers of what it has read.", "Cho et al. 2014"),
    Term("decoder", "The network that says something, one symbol after another, from such numbers.", "Cho et al. 2014"),
    Term("sequence-to-sequence", "From one row of symbols to another, of another length.", "Sutskever et al. 2014"),
    Term("padding", "What fills up the shorter rows of a batch.", "Collobert et al. 2011"),
    Term("bidirectional", "Read from both ends, with weights of its own for each way.", "Schuster and Paliwal 1997"),
    Term("context vector", "The numbers about the input that a decoder is given.", "Cho et al. 2014"),
    Term("teacher forcing", "In training, the right symbol stands before each, whatever the network said.",
         "Williams and Zipser 1989"),
    Term("greedy decoding", "Say the likeliest symbol each time, and take nothing back.", "Germann et al. 2001"),
    Term("exposure bias", "A network that never met its own mistakes in training meets them when it is left alone.",
         "Ranzato et al. 2015"),
    Term("bottleneck", "The one place of a fixed size that all must go through.", "Tishby et al. 1999"),
)

LESSON = Lesson("04", "bottleneck", "Can one vector hold a word?",
                (EDIT_DISTANCE, FILLED_UP, ENCODE, SEQUENCE_LOSS, GREEDY_DECODE, LONG_WORDS, WHERE_WRONG, FORCED_WORDS),
                TERMS)
