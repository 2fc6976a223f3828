"""Lesson 08, word order: whether a layer knows any, and four ways to tell it."""
import torch

from utils.widgets import WordOrder

from ..cases import built, given, made, normal, scaled, shapes
from ..specification import Choice, Exercise, Expected, Exploration, Lesson, NearMiss, Option, Prediction, Term, edit
from ..worker import Case

# is_permutation_equivariant ------------------------------------------------------------------------------


def _layer(how, by):
    """A layer that knows no order, or some, if only a little. by: (d_in, d_out)."""
    def place(x):
        return torch.arange(x.shape[1], dtype=x.dtype)[:, None]

    return {
        "neurons": lambda x: torch.tanh(x @ by),
        "attention": lambda x: (x @ x.mT / x.shape[-1] ** 0.5).softmax(-1) @ x @ by,
        "sums": lambda x: x @ by + x.sum(1, keepdim=True) @ by,
        "largest": lambda x: x.amax(1, keepdim=True) - x,
        "texts": lambda x: x @ by + x.flip(0) @ by,
        "thousand": lambda x: torch.tanh(1000 * (x - 1000)) @ by,
        "nothing": lambda x: 0 * x @ by,
        "causal": lambda x: x.cumsum(1) @ by / (1 + place(x)),
        "marked": lambda x: x @ by + place(x),
        "little": lambda x: x @ by + 1e-3 * place(x).clamp(max=1),
        "marks alone": lambda x: 0 * x @ by + place(x),
        "first": lambda x: (x + x[:, :1]) @ by,
        "last": lambda x: (x + x[:, -1:]) @ by,
        "third on": lambda x: x @ by + (place(x) - 1).clamp(min=0),
        "neighbours": lambda x: (F.pad(x, (0, 0, 1, 1))[:, :-2] + F.pad(x, (0, 0, 1, 1))[:, 2:]) @ by,
        "round": lambda x: (x + x.roll(1, 1)) @ by,
        "negative": lambda x: (x + x.clamp(max=0) * place(x)) @ by,
        "large": lambda x: x @ by + (x[..., :1].abs() > 100) * place(x),
    }[how]


def _order_cases(generator):
    def drawn(B, T, d_in, how="sums", dtype=torch.float32):
        x, by = (normal(generator, *shape, dtype=dtype) for shape in ((B, T, d_in), (d_in, 2 + d_in % 2)))
        return Case({"layer": built(_layer, how=how, by=by), "x": x})

    def by_hand(how):
        return Case({"layer": built(_layer, how=how, by=torch.ones(1, 1)), "x": torch.tensor([[[0.5], [-1.0], [2.0]]])})

    lifted, square = drawn(2, 4, 3, "thousand", dtype=torch.float64), drawn(1, 3, 3, "large")
    lifted.inputs["x"] = 1000 + lifted.inputs["x"] / 1000
    square.inputs["x"][0, 0, 2] = 300
    return [
        by_hand("marked"), by_hand("sums"), lifted, square,
        *[drawn(3, 4, 2, how) for how in ("neurons", "attention", "sums", "largest", "texts", "nothing")],
        drawn(2, 9, 3, "attention"), drawn(1, 2, 5, "attention", torch.float64),
        *[drawn(*shape, how) for shape in ((2, 4, 3), (3, 9, 2), (1, 3, 1)) for how in (
            "causal", "marked", "little", "marks alone", "first", "last", "third on", "neighbours", "round")],
        *[drawn(2, 2, 3, how) for how in ("causal", "marked", "first", "negative")],
        *shapes(drawn, 2, 5, 3, gradient=False), drawn(2, 70, 3, "last"), drawn(2, 70, 40, "sums"),
        *[scaled(drawn(2, 6, 3, how), x=by) for how in ("sums", "round", "causal") for by in (1e-7, 1e4)],
        scaled(drawn(2, 6, 3, "large"), x=200),
    ]


def _same_in_any_order(case):
    """By other orders than the swaps of neighbours: turned round, moved on by one, and some by chance."""
    x = case.inputs["x"]
    layer, T, generator = made(case.inputs["layer"]), x.shape[1], torch.Generator().manual_seed(0)
    answer = layer(x)
    orders = [torch.arange(T).flip(0), torch.arange(T).roll(1),
              *(torch.randperm(T, generator=generator) for _ in range(50))]
    return all((layer(x[:, order]) - answer[:, order]).abs().max().item() <= 1e-5 * answer.abs().max().item()
               for order in orders)


APART = "(layer(x[:, order]) - answer[:, order]).abs().max() > 1e-5 * answer.abs().max()"
SWAP = "        order[t], order[t + 1] = t + 1, t\n"
TRY = "for t in range(T - 1):"

IS_PERMUTATION_EQUIVARIANT = Exercise(
    id="is_permutation_equivariant", title="Does a layer know the order?", points=3, minutes=12, difficulty=2,
    hints=("`x[:, order]` has the rows of x in another order; `order` is a row of the numbers 0 to T − 1, each once. "
           "What should `layer(x[:, order])` be, written with `layer(x)`?",
           "One order may leave alone just the row that counts. Swap two neighbours, at each place in turn: every "
           "other order is made of such swaps.",
           "`(a - b).abs().max() <= 1e-5 * a.abs().max()` says whether a and b agree up to rounding."),
    cases=_order_cases, oracle=_same_in_any_order, seconds=6.0,  # it calls the layer once for each order
    mistakes=(
        edit(("- answer[:, order]", "- answer"), sentence="It asks whether the answer stays as it was. The rows of "
             "the answer should follow those of x: compare with `answer[:, order]`."),
        edit((APART, "not torch.equal(layer(x[:, order]), answer[:, order])"), sentence="It asks for equal numbers "
             "to the last digit. Sums in another order are rounded otherwise: allow 1e-5 of the largest number."),
        edit((APART, tuple(f"not torch.allclose(layer(x[:, order]), answer[:, order]{options})" for options in (
            "", ", atol=0", ", rtol=1e-4, atol=0"))), sentence="Each number is held to its own size, and a small one "
             "may be what is left of large ones, with their rounding. Allow 1e-5 of the largest number of the "
             "answer."),
        edit(("1e-5 * answer.abs().max()", ("1e-3", "1e-4", "1e-5", "1e-6")), sentence="What counts as rounding is a "
             "fixed number. It depends on how large the answer is: 1e-5 times its largest number."),
        edit(("1e-5 *", ("1e-2 *", "1e-3 *")), sentence="Small differences pass for rounding. Rounding is about a "
             "millionth of the largest number: allow 1e-5."),
        edit((SWAP, "        order = order.flip(0)\n"), sentence="The only order that is tried is the reversed one. "
             "A layer that looks at both neighbours alike does not mind it, and knows an order all the same."),
        edit((TRY, "for t in range(T):"), (SWAP, "        order = order.roll(t)\n"), sentence="The rows are only moved "
             "round in a circle, so that all keep their neighbours but two. Try orders in which neighbours change."),
        edit((TRY, "for t in range(min(1, T - 1)):"), sentence="Only the first two rows are ever swapped. A layer "
             "may know the order of the others."),
        edit((TRY, "for t in range(max(T - 2, 0), T - 1):"), sentence="Only the last two rows are ever swapped. A "
             "layer may know the order of the others."),
        edit((SWAP, ""), sentence="The order that it tries is the one that was there: True for every layer. Swap "
             "rows."),
        edit(("x.shape[1]", "x.shape[0]"), ("layer(x[:, order])", "layer(x[order])"),
             ("- answer[:, order]", "- answer[order]"), sentence="It changes the order of the texts in the batch, "
             "axis 0. The places of a text lie along axis 1: `x[:, order]`."),
        edit(("x.shape[1]", "x.shape[2]"), ("layer(x[:, order])", "layer(x[:, :, order])"),
             ("- answer[:, order]", "- answer"), sentence="It changes the order of the numbers in a row, axis 2. The "
             "places of a text lie along axis 1: `x[:, order]`."),
        edit((f"if {APART}", f"if not {APART}"), sentence="It goes on after a difference and says False without one: "
             "the comparison is the wrong way round."),
        edit((SWAP, f"{SWAP}        x[:, [t, t + 1]] = x[:, [t + 1, t]]\n"), sentence="The rows of x itself are "
             "swapped. Whoever gave it still needs it as it was: `x[:, order]` is a copy."),
    ),
)

# sinusoidal_positions ------------------------------------------------------------------------------------


def _sizes(first, second, *pairs):
    """Cases of two whole numbers, by name."""
    return lambda generator: [Case({first: a, second: b}) for a, b in pairs] + [
        Case({first: a + int(torch.randint(3, (), generator=generator)), second: b}) for a, b in pairs[-2:]]


def _turning(case):
    """The same as the powers of a complex number of each pair: a turn by its angle, once for each place."""
    T, d_model = case.inputs.values()
    angle = 10000.0 ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    turned = torch.polar(torch.ones_like(angle), angle) ** torch.arange(T)[:, None]
    return torch.stack([turned.imag, turned.real], dim=2).reshape(T, d_model).float()


FREQUENCY = "10000.0 ** (-i / d_model)"
WAVES = "torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)"

SINUSOIDAL_POSITIONS = Exercise(
    id="sinusoidal_positions", title="A row of waves for each place", points=3, minutes=12, difficulty=2,
    hints=("There are d_model / 2 waves. Wave number j has the frequency 10000^(−2j / d_model), and its angle at "
           "place t is t times that: a table (T, d_model / 2).",
           "`torch.arange(T)[:, None]` is a column of the places; times a row of the frequencies it is the table.",
           "Sine and cosine of the same wave stand side by side: `torch.stack([…, …], dim=-1).flatten(1)`, or fill "
           "`[:, 0::2]` and `[:, 1::2]` of a table of zeros."),
    cases=_sizes("T", "d_model", (3, 4), (1, 2), (2, 6), (5, 8), (4, 4), (50, 2), (1, 12), (300, 6), (70, 66),
                 (6, 300), (9, 10), (40, 16)),
    oracle=_turning,
    mistakes=(
        edit(("angle.sin(), angle.cos()", "angle.cos(), angle.sin()"), sentence="Sine and cosine have changed "
             "places. The sine stands first: at place 0 the row is 0, 1, 0, 1 …"),
        edit((WAVES, "torch.cat([angle.sin(), angle.cos()], dim=1)"), sentence="All sines stand before all cosines. "
             "In the paper they take turns: sine and cosine of one wave stand side by side."),
        edit(("10000.0", ("1000.0", "100000.0", "math.e")), sentence="The base is another number than 10000."),
        edit((FREQUENCY, "10000.0 ** (i / d_model)"), sentence="The frequencies grow: the exponent is positive. The "
             "angle is the place divided by 10000^(2j / d_model)."),
        edit((FREQUENCY, "10000.0 ** (-2 * i / d_model)"), sentence="The exponent is twice as large as it should be. "
             "If i counts the dimensions 0, 2, 4 …, it is i / d_model already."),
        edit((FREQUENCY, "10000.0 ** (-i / 2 / d_model)"), sentence="The exponent is half as large as it should be: "
             "wave number j has 10000^(−2j / d_model)."),
        edit((FREQUENCY, "10000.0 ** (-i / max(d_model - 2, 1))"), sentence="The exponents run up to a whole 1, as "
             "in some libraries. In the paper wave number j has 2j / d_model, which stays below."),
        edit((FREQUENCY, "1.0"), sentence="All waves have the same frequency."),
        edit((WAVES, "torch.stack([angle.sin(), (places * torch.tensor([10000.0 ** (-i / d_model) for i in "
                     "range(1, d_model, 2)])).cos()], dim=-1).flatten(1)"), sentence="The cosine has a frequency of "
             "its own. The two of a pair share one, so that they are the two sides of one angle."),
        edit(("torch.arange(T)", "torch.arange(1, T + 1)"), sentence="The places are counted from 1, not from 0."),
        edit((WAVES, f"{WAVES}.T"), sentence="The table lies on its side. A place is a row: (T, d_model)."),
        edit(("angle.sin(), angle.cos()", "angle.sin(), angle.sin()"), sentence="The sine stands in both places of a "
             "pair. The second is the cosine."),
    ),
)

# rotate --------------------------------------------------------------------------------------------------


def _rotate_cases(generator):
    def drawn(*shape, at=None, base=10000.0, dtype=torch.float32, gradient=False):
        *leading, T, pairs = shape
        places = torch.arange(T) if at is None else at
        return Case({"x": normal(generator, *leading, T, 2 * pairs, dtype=dtype), "positions": places, "base": base},
                    gradient=gradient)

    def by_default(*shape, **options):
        case = drawn(*shape, **options)
        del case.inputs["base"]
        return case

    def somewhere(*shape):
        return torch.randint(-40, 300, shape, generator=generator)

    between = torch.tensor([0.5, -3.25, 12.0])
    return [
        by_default(2, 2, at=torch.tensor([3, 10])), drawn(3, 2, at=torch.tensor([4, -1, 0]), base=50.0),
        drawn(3, 2, at=between), by_default(3, 3, at=between.double()), by_default(2, 4, 3), drawn(4, 2),
        by_default(2, 3, 4, 2, at=somewhere(4)), drawn(2, 2, 3, 5, 1),
        drawn(2, 3, 4, 2, at=somewhere(2, 1, 4)), by_default(2, 4, 2, at=somewhere(2, 4), gradient=True),
        drawn(3, 3, 3, 2, at=somewhere(3, 3), base=500.0), drawn(5, 5, 3, at=somewhere(5)),
        *shapes(drawn, 2, 5, 3), *shapes(by_default, 4, 3), drawn(3, 5, 4, at=somewhere(5), dtype=torch.float64),
        by_default(6, 4, at=1000 * somewhere(6), dtype=torch.float64), scaled(drawn(2, 5, 3), x=200),
        drawn(4, 3, at=between[[0, 1, 2, 0]].double(), base=7.5, dtype=torch.float64, gradient=True),
    ]


def _by_complex_numbers(case):
    x, positions, *base = case.inputs.values()
    frequency = (base[0] if base else 10000.0) ** (-torch.arange(0, x.shape[-1], 2).double() / x.shape[-1])
    angle = positions[..., None].double() * frequency
    pairs = torch.view_as_complex(x.double().unflatten(-1, (-1, 2)).contiguous())
    turned = pairs * torch.polar(torch.ones_like(angle), angle)
    return torch.view_as_real(turned).flatten(-2).to(x.dtype)


TURNED = "torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).flatten(-2)"
PAIRS = "x[..., 0::2], x[..., 1::2]"
HALVES = "x[..., :d // 2], x[..., d // 2:]"
TURN = "base ** (-i / d)"

ROTATE = Exercise(
    id="rotate", title="Turn by the place", points=5, minutes=20, difficulty=4,
    hints=("`x[..., 0::2]` and `x[..., 1::2]` are the first and the second number of every pair. Pair j turns by the "
           "angle position · base^(−2j / d).",
           "The angles are a table (T, d / 2): `positions[..., None]` times d / 2 frequencies, computed in float64.",
           "(a, b) becomes (a cos − b sin, a sin + b cos). `torch.stack([…, …], dim=-1).flatten(-2)` puts the pairs "
           "side by side again."),
    cases=_rotate_cases, oracle=_by_complex_numbers,
    mistakes=(
        edit(("positions[..., None]", "torch.arange(x.shape[-2], device=x.device)[:, None]"), sentence="The given "
             "positions are not used: it counts the places itself, from 0. They may begin elsewhere."),
        edit(("positions[..., None]", "torch.arange(x.shape[0]).reshape(-1, *[1] * (x.dim() - 1))"),
             sentence="The angle goes by the place in the batch, axis 0: each text is turned as a whole. It goes by "
             "the given positions, which lie along the axis before the last."),
        edit((TURNED, "x"), sentence="Nothing is turned."),
        edit((TURNED, TURNED.replace("cos - b", "cos + b").replace("a * sin + b", "-a * sin + b")), sentence="It "
             "turns the other way. A pair (a, b) becomes (a cos − b sin, a sin + b cos)."),
        edit((TURNED, TURNED.replace("cos - b", "cos + b")), sentence="A sign is wrong, so that lengths change: the "
             "first number is a cos − b sin."),
        edit((PAIRS, HALVES), (TURNED, TURNED.replace("stack", "cat").replace(".flatten(-2)", "")), sentence="It "
             "pairs dimension i with i + d/2, as some published models do. Here, as in the paper, neighbours are a "
             "pair: 2i and 2i + 1."),
        edit((PAIRS, HALVES), sentence="It takes the pairs from the two halves and puts them back as neighbours. "
             "They are neighbours on both sides: `x[..., 0::2]` and `x[..., 1::2]`."),
        edit((TURNED, TURNED.replace("stack", "cat").replace(".flatten(-2)", "")), sentence="The turned pairs come "
             "back as two halves. Put them side by side again: `torch.stack([…, …], dim=-1).flatten(-2)`."),
        edit((TURN, "10000.0 ** (-i / d)"), sentence="The base is always 10000. Use `base`."),
        edit(("base=10000.0", ("base=1000.0", "base=100000.0", "base=100.0")), sentence="Where no base is given it "
             "is 10000: it stands so in the head of the function."),
        edit((TURN, "base ** (i / d)"), sentence="The frequencies grow: the exponent is positive. Pair j turns by "
             "base^(−2j / d) a place."),
        edit((TURN, "base ** (-2 * i / d)"), sentence="The exponent is twice as large as it should be. If i counts "
             "0, 2, 4 …, it is −i / d already."),
        edit((TURN, "base ** (-i / 2 / d)"), sentence="The exponent is half as large as it should be: −2j / d."),
        edit((TURN, "1.0"), sentence="All pairs turn by the same angle. Pair j turns by base^(−2j / d) a place."),
        edit(("dtype=torch.float64, ", ""), sentence="The angles are computed in float32. In float64 their digits "
             "are missing, the more so the farther the place: use `dtype=torch.float64`."),
        edit(("positions[..., None]", "positions[..., None].abs()"), sentence="Negative positions turn the same way "
             "as positive ones. They turn back."),
        edit(("positions[..., None]", "positions[..., None].long()"), sentence="Positions are cut to whole numbers. "
             "They may lie between two places."),
        edit(("sin = angle.cos().to(x.dtype), angle.sin()", "sin = angle.sin().to(x.dtype), angle.cos()"),
             sentence="Sine and cosine have changed places: at position 0 nothing should turn."),
        edit((".flatten(-2)", ".flatten(-2).detach()"), sentence="The value is right, but `detach` cuts off x."),
    ),
)

# alibi_bias ----------------------------------------------------------------------------------------------


def _alibi_one_by_one(case):
    n_heads, T = case.inputs.values()
    bias = torch.zeros(n_heads, T, T)
    for query in range(T):
        for key in range(T):
            bias[:, query, key] = -abs(query - key)
    return bias * 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)[:, None, None]


SLOPE = "2.0 ** (-8 * i / n_heads)"
BIAS = "-slopes[:, None, None] * distance"
DISTANCE = "(places[:, None] - places).abs()"

ALIBI_BIAS = Exercise(
    id="alibi_bias", title="Take away for the distance", points=3, minutes=10, difficulty=2,
    hints=("`places[:, None] - places` says how far each key stands from each query, with a sign that does not matter.",
           "The slopes are n_heads numbers: 2^(−8/n), 2^(−16/n) … down to 2^(−8), where n is n_heads.",
           "`slopes[:, None, None]` has the shape (n_heads, 1, 1): times the table it is (n_heads, T, T). What is far "
           "loses, so it is negative."),
    cases=_sizes("n_heads", "T", (2, 3), (1, 1), (1, 4), (8, 2), (4, 4), (3, 5), (12, 7), (2, 70), (66, 5), (16, 9),
                 (6, 11), (5, 6)),
    oracle=_alibi_one_by_one,
    mistakes=(
        edit((BIAS, "slopes[:, None, None] * distance"), sentence="The sign is turned round: what is far wins. The "
             "bias is negative, and zero where a word looks at itself."),
        edit((DISTANCE, "(places[:, None] - places)"), sentence="The distance has a sign, so keys after the query "
             "win. Take how far away they are, `abs()`."),
        edit((DISTANCE, "(places - places[:, None])"), sentence="The distance has a sign, so keys before the query "
             "win, the farther the more. Take how far away they are, `abs()`."),
        edit((DISTANCE, "(places[:, None] - places).clamp(min=0)"), sentence="Keys after the query cost nothing. "
             "What may not be seen is the mask's business: here both sides count alike."),
        edit((BIAS, f"({BIAS}).masked_fill(places[:, None] < places, -math.inf)"), sentence="What comes later gets "
             "−∞. What may not be seen is the mask's business: here both sides count alike."),
        edit((DISTANCE, "(places[:, None] - places).abs() ** 2"), sentence="The distance is squared. The bias falls "
             "in proportion to it."),
        edit((SLOPE, ("2.0 ** -i", "2.0 ** (-8 * i / 8)")), sentence="Each slope is half the one before, for any "
             "number of heads. The factor between them is 2^(−8 / n_heads)."),
        edit((SLOPE, "2.0 ** (-8 * (i - 1) / n_heads)"), sentence="The slopes begin at 1. The first is 2^(−8 / "
             "n_heads), and the last 2^(−8)."),
        edit((SLOPE, "2.0 ** (-8 * (n_heads + 1 - i) / n_heads)"), sentence="The heads are in reverse: the first "
             "head has the steepest slope, 2^(−8 / n_heads)."),
        edit((SLOPE, "1 / n_heads"), sentence="All heads have the same slope. Head i has 2^(−8 · i / n_heads)."),
        edit((BIAS, f"({BIAS}).permute(1, 2, 0)"), sentence="The heads lie along the last axis. They come first: "
             "(n_heads, T, T)."),
        edit((BIAS, f"({BIAS}).exp()"), sentence="It goes through an exponential already. It is added to the scores, "
             "and the softmax takes the exponential."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

MAN_BITES_DOG = Choice(
    id="man_bites_dog", prompt="The first and the last word change places. What does “bites” get now?",
    options=(
        Option("same", "The same numbers as before.", "The same three words are compared, and the same three rows are "
               "added. A sum does not know in which order.", right=True),
        Option("turned", "The same numbers, in reverse.", "The words have changed places, their numbers have not."),
        Option("other", "Other numbers: another one bites.", "Which of the scores would be another? Each is made of "
               "two words, and of nothing else."),
    ),
)

WHICH_KNOW = Choice(
    id="which_know", kind="many", prompt="We shuffle the rows that go in. Of which of these do the same rows come out, "
                                         "shuffled in the same way? Choose all.",
    options=(
        Option("plain", "Self-attention, as in lesson 06.", "It compares and adds, and asks nowhere who came first.",
               right=True),
        Option("heads", "Attention with four heads.", "Each head is blind to the order, and so are four, side by side.",
               right=True),
        Option("neurons", "A layer of neurons, the same at each place.", "Each row is worked on alone, and takes its "
               "answer along.", right=True),
        Option("masked", "Self-attention with a causal mask.", "What may a word see that has moved to the front?"),
        Option("recurrent", "A recurrent layer.", "What does its state hold when the second row comes?"),
    ),
)

ORDER_BY_MASK = Prediction(
    id="order_by_mask", prompt="A model of attention has a causal mask and nothing else that speaks of order. How "
                               "often will it say right what came k places before?",
    low=0, high=100, unit="percent", digits=2,
    says="It is right in {value:.0f} %. It was told no places; the mask lets a word see how many stand before it.",
    expected=Expected("a causal mask alone, right at the trained length", above=35, unit="percent"),
)

FARTHEST = Choice(
    id="farthest", prompt="At the end of a text of 256 symbols, which one is right most often?",
    expected=Expected("ALiBi, beside rotary, at eight times the length", above=3, unit="times as often right"),
    options=(
        Option("none", "No positions, and nothing that could be strange.", "The shares by which a mask tells the "
               "places are smaller, and nearer to each other, than they ever were in training."),
        Option("sinusoids", "Waves, which go on for ever.", "They go on to sums that never came in training."),
        Option("learned", "The learned table.", "Of its rows, only 33 were ever trained."),
        Option("rotary", "Rotary: one place back is one place back, anywhere.", "So it is, and that it still "
               "does. What else is there in a long text that there was not in a short one?"),
        Option("ALiBi", "ALiBi: what is far has hardly a say.", "A long text is a short one to most of its heads, with "
               "something faint behind it.", right=True),
    ),
)

# Explorations --------------------------------------------------------------------------------------------


def _relative(answer):
    order, moved = answer["order"], answer["moved"]
    if sorted(order) != list(range(len(order))):
        return "This is no order of the words: each of their numbers, from 0, stands in it once."
    swapped = order != sorted(order)
    if answer["positions"] == "none":
        if not swapped:
            return "There are no positions yet, and the words stand as they stood. Swap two, and see what moves."
        return "Without positions the order matters to no weight: attention alone sees a set of words."
    if answer["positions"] == "added" and moved >= 20:
        return "With sinusoids added, moving the sentence on changes the weights: a word is marked with its " \
               "place, not with how far it is from the others."
    if not swapped:
        return "The words stand in their original order. Swap two, to show that the order matters."
    if answer["positions"] == "added":
        return "The order matters now. Move the sentence on by 20 places, and see whether the weights stay."
    if moved < 20:
        far = f"by {moved} only" if moved else "by no place"
        return f"The order matters, but the sentence moves on {far}. Move it by 20 places, to show that this " \
               "changes no weight."
    return ""


def _ordered(order, positions, moved):
    return {"order": order, "positions": positions, "moved": moved}


ORDER_FROM_WHERE = Exploration(
    id="order_from_where", prompt="Find the kind of positions with which the order of the words matters, yet "
                                  "moving the whole sentence on by 20 places changes no weight. Show both: swap "
                                  "two words, and move the sentence.",
    figure=WordOrder, given={}, judge=_relative,
    shows="Rotated queries and keys meet at the angle between their places: how far apart two words stand "
          "matters, and where the sentence stands does not.",
    right=(_ordered([1, 0, 2, 3, 4], "rotated", 20), _ordered([4, 3, 2, 1, 0], "rotated", 40)),
    near=(
        NearMiss(_ordered([1, 0, 2, 3, 4], "added", 20),
                 "With sinusoids added, moving the sentence on changes the weights: a word is marked with its "
                 "place, not with how far it is from the others."),
        NearMiss(_ordered([1, 0, 2, 3, 4], "none", 20),
                 "Without positions the order matters to no weight: attention alone sees a set of words."),
        NearMiss(_ordered([1, 0, 0], "rotated", 20),
                 "This is no order of the words: each of their numbers, from 0, stands in it once."),
        NearMiss(_ordered([0, 1, 2, 3, 4], "none", 20),
                 "There are no positions yet, and the words stand as they stood. Swap two, and see what moves."),
        NearMiss(_ordered([0, 1, 2, 3, 4], "rotated", 20),
                 "The words stand in their original order. Swap two, to show that the order matters."),
        NearMiss(_ordered([0, 1, 2, 4, 3], "rotated", 0),
                 "The order matters, but the sentence moves on by no place. Move it by 20 places, to show that "
                 "this changes no weight."),
        NearMiss(_ordered([0, 1, 2, 4, 3], "rotated", 19),
                 "The order matters, but the sentence moves on by 19 only. Move it by 20 places, to show that "
                 "this changes no weight."),
        NearMiss(_ordered([0, 1, 2, 4, 3], "added", 0),
                 "The order matters now. Move the sentence on by 20 places, and see whether the weights stay."),
    ),
)

TERMS = (
    Term("permutation equivariant", "Of a layer: shuffled rows in, the same rows shuffled out.", "Zaheer et al. 2017"),
    Term("positional encoding", "A row of numbers that depends on the place alone, added to a word's.",
         "Vaswani et al. 2017"),
    Term("sinusoids", "Sines and cosines of falling frequency, as a row for each place.", "Vaswani et al. 2017"),
    Term("learned positions", "A table with a row for each place, trained with the rest.", "Gehring et al. 2017"),
    Term("relative positions", "Whatever depends on how far apart two words stand, not on where.", "Shaw et al. 2018"),
    Term("rotary positions", "Queries and keys turned, the further on the place the more; RoPE.", "Su et al. 2021"),
    Term("ALiBi", "Attention with linear biases: each head's scores fall with the distance.", "Press et al. 2021"),
    Term("length extrapolation", "To do well on texts that are longer than any in training.", "Press et al. 2021"),
    Term("context window", "The longest text that a model can take in, by its positions or by its bill.",
         "Radford et al. 2019"),
)

LESSON = Lesson("08", "word_order", "How does it know who came first?",
                (IS_PERMUTATION_EQUIVARIANT, SINUSOIDAL_POSITIONS, ROTATE, ALIBI_BIAS, MAN_BITES_DOG, WHICH_KNOW,
                 ORDER_BY_MASK, ORDER_FROM_WHERE, FARTHEST), TERMS)
