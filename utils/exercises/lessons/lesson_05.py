"""Lesson 05, looking back: scores, weights and a blend, and the alignment of sounds with letters."""
import torch

from utils.widgets import Alignment
from utils.widgets.numbers import fixed, softmax

from ..cases import given, normal, scaled, shapes
from ..specification import (
    Choice, Exercise, Expected, Exploration, Lesson, NearMiss, Option, Prediction, Term, edit,
)
from ..worker import Case

# additive_scores -----------------------------------------------------------------------------------------


def _score_cases(generator):
    def drawn(B, T_q, T_k, d_q, d_k, d_a, dtype=torch.float32, gradient=False):
        def some(*shape):
            return normal(generator, *shape, scale=0.6, dtype=dtype)  # small enough that the tanh does not saturate

        return Case({"query": some(B, T_q, d_q), "keys": some(B, T_k, d_k), "W_q": some(d_q, d_a),
                     "W_k": some(d_k, d_a), "v": some(d_a)}, gradient=gradient)

    def pulled(by):
        """Large queries and keys and small weights, or the other way round, and the same sums."""
        return scaled(drawn(2, 3, 2, 3, 4, 5, torch.float64), query=by, keys=by, W_q=1 / by, W_k=1 / by)

    def lifted(by):
        """A large part of the query that a part of every key takes away again, but for digits float32 does not have."""
        case = drawn(2, 3, 2, 3, 4, 5, torch.float64)
        query, keys, W_q, W_k, _ = case.inputs.values()
        query[..., 0], keys[..., 0], W_q[0], W_k[0] = 1, 1, W_q[0] + by, W_k[0] - by
        return case

    return [given(query=[[[1.0], [-0.5]]], keys=[[[0.8], [0.2], [-1.0]]], W_q=[[0.5, -1.0]], W_k=[[1.0, 0.6]],
                  v=[1.0, -2.0]),
            *shapes(drawn, 2, 3, 4, 5, 6, 7), drawn(2, 3, 3, 4, 4, 4), pulled(2000), pulled(1 / 2000), lifted(300),
            *[scaled(drawn(2, 3, 4, 2, 3, 4, torch.float64), v=by) for by in (300, 1e-9)],
            *[scaled(drawn(1, 2, 3, 2, 2, 2), query=by, v=2) for by in (0, 300)]]


SUM = "torch.tanh(asked + offered)"

ADDITIVE_SCORES = Exercise(
    id="additive_scores", title="A score for every pair", points=4, minutes=12, difficulty=3,
    hints=("Start with `query @ W_q` and `keys @ W_k`: rows of d_a numbers, one for each query and for each key. "
           "They are as long as each other, so they can be added.",
           "Every query meets every key. Give the queries' rows a place for the keys, `[:, :, None]`, and the keys' "
           "rows a place for the queries, `[:, None]`: the sum is (B, T_q, T_k, d_a).",
           "A tanh of the sum, and a product with v, which adds up over d_a: `torch.tanh(…) @ v`."),
    cases=_score_cases,
    oracle=lambda case: _scores_one_by_one(*case.inputs.values()),
    mistakes=(
        edit((SUM, "(asked + offered)"), sentence="The tanh is missing. Without it a query adds the same to "
             "all its scores, and no key gains on another by it."),
        edit(("torch.tanh(", "torch.sigmoid("), sentence="The sum goes through a sigmoid. Here it is a tanh."),
        edit(("torch.tanh(", "torch.relu("), sentence="The sum goes through a rectifier. Here it is a tanh."),
        edit((f"{SUM} @ v", "torch.tanh((asked + offered) @ v)"), sentence="The tanh comes after `@ v`. It "
             "bends each of the d_a numbers of the sum, before v adds them up."),
        edit((SUM, "(torch.tanh(asked) + torch.tanh(offered))"), sentence="Query and key each go through a "
             "tanh of their own. They are added first: only inside the same tanh can they speak to each "
             "other."),
        edit((SUM, "torch.tanh(asked * offered)"), sentence="Query and key are multiplied. These scores are "
             "called additive because the two are added."),
        edit(("asked + offered", "asked - offered"), sentence="The key is taken away from the query. The two "
             "are added."),
        edit((SUM, "(asked * offered)"), sentence="Query and key are multiplied, without a tanh. Here they are "
             "added and go through a tanh."),
        edit((f"{SUM} @ v", f"{SUM}.sum(dim=-1)"), sentence="The d_a numbers are added up without v. It says "
             "how much each of them counts: `@ v`."),
        edit((f"{SUM} @ v", f"({SUM} * v).mean(dim=-1)"), sentence="The d_a numbers are averaged. They are "
             "summed, which `@ v` does."),
        edit(("@ v", "@ v / len(v)**0.5"), sentence="The scores are divided by the root of d_a. Nothing is "
             "divided here."),
        edit(("@ v", "@ v.softmax(dim=0)"), sentence="v goes through a softmax. Its numbers may be negative: "
             "take v as it is."),
        edit((f"{SUM} @ v", f"({SUM} @ v).softmax(dim=-1)"), sentence="These are weights already. Return the "
             "scores: the softmax is an exercise of its own."),
        edit((f"{SUM} @ v", f"({SUM} @ v).mT"), sentence="Queries and keys have changed places in the result. "
             "A row is a query, a column a key: (B, T_q, T_k)."),
        edit(("asked + offered", "asked"), sentence="The keys are not used."),
        edit(("asked + offered", "offered.expand(-1, query.shape[1], -1, -1)"), sentence="The query is not "
             "used: each has the same scores."),
        edit(("[:, :, None]", "[:, :1, None].expand(-1, query.shape[1], -1, -1)"), sentence="Only the first "
             "query asks, and all have its scores."),
        edit(("(query @ W_q)", "(query @ W_q).mean(dim=1, keepdim=True).expand(-1, query.shape[1], -1)"),
             sentence="All queries are averaged into one. Each has scores of its own."),
        edit(("    return", "    offered = offered[:1].expand(len(keys), -1, -1, -1)\n    return"),
             sentence="All queries meet the keys of the first text. Each text has its own, along axis 0."),
        edit(("(keys @ W_k)", "(keys @ W_k).detach()"), sentence="The value is right, but `detach` cuts off "
             "the keys: the encoder could not learn what to offer."),
        edit(("(query @ W_q)", "(query @ W_q).detach()"), sentence="The value is right, but `detach` cuts off "
             "the query: the decoder could not learn what to ask."),
    ),
)


def _scores_one_by_one(query, keys, W_q, W_k, v):
    """The same as a sum over what is written out: the tanh of a sum by the tanhs of its parts."""
    asked, offered = torch.einsum("bqi,ij->bqj", query, W_q), torch.einsum("bki,ij->bkj", keys, W_k)
    rows = [(torch.tanh(asked + offered[:, k, None]) * v).sum(-1) for k in range(keys.shape[1])]
    return torch.stack(rows, -1)


# masked_softmax ------------------------------------------------------------------------------------------


def _mask_cases(generator):
    def drawn(*shape, mask=None, dtype=torch.float32, gradient=False, scale=1.5):
        mask = mask or shape
        may = torch.rand(mask, generator=generator) < 0.6
        return Case({"scores": normal(generator, *shape, scale=scale, dtype=dtype), "mask": may}, gradient=gradient)

    def lifted(by, gradient=False):
        """All scores higher, or lower, which changes no weight."""
        case = drawn(2, 3, 5, dtype=torch.float64, gradient=gradient)
        case.inputs["scores"] += by
        return case

    def hidden(by):
        """What may not be attended to has by far the highest scores."""
        case = drawn(3, 4, 6)
        case.inputs["scores"] += by * ~case.inputs["mask"]
        return case

    some, none = [[True, False, True], [False, False, False]], [[False, True]]
    return [
        given(scores=[[1.0, 3.0, 2.0]], mask=[[True, False, True]]),
        given(scores=[[1.0, 2.0, 0.5], [0.3, -1.0, 2.0]], mask=some),
        given(gradient=True, scores=[[1.0, 2.0, 0.5], [0.3, -1.0, 2.0]], mask=some),
        given(scores=[[0.5, -0.5], [2.0, 1.0], [0.0, 1.0]], mask=[[True, True]]), given(scores=[[3.0, 1.0]], mask=none),
        given(scores=[[200.0, 198.0, 500.0]], mask=[[True, True, False]]),
        given(scores=[[-300.0, -301.0, 1.0]], mask=[[True, True, False]]),
        given(scores=[[-2e9, -2e9, 1.0], [3e10, 3e10, 0.0]], mask=[[True, True, False]] * 2),
        given(gradient=True, scores=[[200.0, 198.0, 500.0], [-300.0, -301.0, 1.0]], mask=[[True, True, False]] * 2),
        drawn(4), *shapes(drawn, 3, 5), *shapes(drawn, 2, 3, 5), drawn(2, 2, 3, 5), drawn(2, 1, 4, 3, 2),
        drawn(4, 4, mask=(4,)), drawn(2, 3, 5, mask=(5,)), drawn(2, 3, 5, mask=(3, 5)), drawn(2, 3, 5, mask=(2, 1, 5)),
        drawn(2, 3, 5, mask=(3, 1)), drawn(2, 4, 3, 5, mask=(2, 1, 1, 5)), drawn(2, 4, 3, 5, mask=(2, 1, 3, 5)),
        drawn(2, 4, 3, 5, mask=(2, 1, 1, 5), gradient=True), drawn(2, 3, 5, mask=(), gradient=True),
        lifted(400), lifted(-1200), lifted(300, gradient=True), hidden(80), hidden(300), drawn(2, 3, 5, scale=120.0),
    ]


def _shared_among_some(case):
    """torch's softmax of rows that have something to share; the others are left as they are, and then emptied."""
    scores, mask = case.inputs["scores"], case.inputs["mask"].expand_as(case.inputs["scores"])
    shared = torch.where(mask | ~mask.any(-1, keepdim=True), scores, -torch.inf)
    return torch.where(mask, shared.softmax(-1), 0)


FILL = "masked_fill(~mask, lowest)"
WEIGHTS = f"scores.{FILL}.softmax(dim=-1)"
LOWEST = "torch.finfo(scores.dtype).min"
ZEROS = "weights.masked_fill(~mask, 0)"
SHARED = "weights / weights.sum(dim=-1, keepdim=True).clamp(min=1e-30)"

MASKED_SOFTMAX = Exercise(
    id="masked_softmax", title="Weights, among what may be read", points=4, minutes=15, difficulty=3,
    hints=("Without a mask it is `scores.softmax(dim=-1)`, a row for each query. What score would give a key no weight "
           "at all?",
           "`scores.masked_fill(~mask, -torch.inf)` puts it where the mask is False. The exponential of −∞ is 0, and "
           "the rest share out one whole.",
           "A row of nothing but −∞ divides 0 by 0. Look at what comes out there, and put zeros in its place with "
           "`masked_fill(~mask, 0)` once more."),
    cases=_mask_cases, oracle=_shared_among_some,
    mistakes=(
        edit((FILL + ".", ""), sentence="The mask comes after the softmax, so what it hides has already taken "
             "its share: the weights left no longer sum to one. It belongs before, on the scores."),
        edit((ZEROS, "weights"), sentence="A query that may attend nowhere gets equal weights on everything it "
             "may not read. It gets zeros."),
        edit((FILL, "masked_fill(~mask, -torch.inf)"), (ZEROS, "weights"), sentence="A query that may attend "
             "nowhere gets `nan`: its exponentials are all 0, and so is their sum. It gets zeros."),
        edit((FILL + ".", ""), (ZEROS, "weights"), sentence="The mask is not used."),
        edit((FILL, "masked_fill(mask, lowest)"), ("masked_fill(~mask, 0)", "masked_fill(mask, 0)"),
             sentence="The mask is the wrong way round. True means that a query may attend."),
        edit((WEIGHTS, "(scores * mask).softmax(dim=-1)"), sentence="What may not be read has the score 0, and "
             "e⁰ is 1: it still takes a share. A score of −∞ takes none."),
        edit((WEIGHTS, "(scores * mask).softmax(dim=-1)"), (ZEROS, "weights"), sentence="What may not be read "
             "is scored 0, and so keeps a weight. Its score should be −∞."),
        edit(("lowest).softmax(dim=-1)", "lowest).softmax(dim=max(-2, -scores.dim()))"),
             sentence="The softmax runs over the queries: columns sum to one. Each query shares out one whole "
             "among the keys, `dim=-1`."),
        edit((WEIGHTS, "scores.masked_fill(~mask, lowest).flatten().softmax(dim=0).view_as(scores)"),
             sentence="One whole is shared out among all rows together. Each query has one of its own: "
             "`dim=-1`."),
        edit((WEIGHTS, ("scores.exp() * mask", "scores.exp().masked_fill(~mask, 0)")), (ZEROS, SHARED),
             sentence="It is right for small scores. The exponential of a large one overflows, and of a very "
             "negative one nothing is left: `softmax` takes the highest score of a row away first."),
        edit((WEIGHTS, ("scores.softmax(dim=-1) * mask", *(f"(scores - scores.amax(dim=-1, keepdim=True)).exp(){hide}"
                        for hide in (" * mask", ".masked_fill(~mask, 0)")))), (ZEROS, SHARED),
             sentence="Masked keys are still there when the exponentials are taken, and are taken away only then. "
             "Beside one whose score is by far the highest, nothing is left of the others: put −∞ in before."),
        edit((LOWEST, tuple(f"-1e{n}" for n in (3, 4, 6, 8, 9))), sentence="Scores can lie below the number "
             "that was filled in, and then what is masked takes their share. −∞ lies below all."),
        edit((LOWEST, ("-1e3", "-1e4", "-1e6", "-1e9")), (ZEROS, "weights"), sentence="What is masked has a "
             "score that is only low. Scores may lie below it; and where all are masked, the row is shared out "
             "among them in spite of the mask."),
        edit((WEIGHTS, "(scores + torch.zeros_like(scores).masked_fill(~mask, -torch.inf)).softmax(dim=-1)"),
             (ZEROS, "weights.nan_to_num(0)"), sentence="The weights are right. But in a row that may attend "
             "nowhere the softmax has made `nan`, and its gradient is `nan` too: putting 0 in place of it "
             "afterwards comes too late. `masked_fill` on the scores stops it on its way back."),
        edit((WEIGHTS, "torch.where(mask, torch.sigmoid(scores), 0)"), sentence="Each weight is a sigmoid, so "
             "a row does not sum to one. Keys compete: a softmax."),
        edit((WEIGHTS, f"F.one_hot(scores.{FILL}.argmax(dim=-1), scores.shape[-1]).to(scores.dtype)"),
             sentence="All weight goes to the best key. A softmax gives the others a share, and only through "
             "shares can training tell whether more of one would be better."),
        edit((WEIGHTS, "scores.masked_fill(~mask, lowest).log_softmax(dim=-1)"), sentence="These are the "
             "logarithms of the weights."),
        edit((WEIGHTS, "scores.masked_fill(~mask, 0)"), (ZEROS, "weights / weights.sum(dim=-1, keepdim=True)"),
             sentence="Scores are divided by their sum. They may be negative, or add up to nothing: take "
             "exponentials."),
        edit((f"scores.{FILL}", "scores.masked_fill_(~mask, lowest)"), sentence="The result is right, but "
             "`masked_fill_` writes into the given scores. Without the underline it makes new ones."),
        edit((f"scores.{FILL}", "scores.detach().masked_fill(~mask, lowest)"), sentence="The value is right, "
             "but `detach` cuts off the scores: nothing could learn where to look."),
    ),
)

# blend ---------------------------------------------------------------------------------------------------


def _blend_cases(generator):
    def drawn(T_q, T_k, d_v, *before, dtype=torch.float32, gradient=False):
        weights = normal(generator, *before, T_q, T_k, dtype=dtype).softmax(-1)
        values = normal(generator, *before, T_k, d_v, dtype=dtype)
        return Case({"weights": weights, "values": values}, gradient=gradient)

    def before(*axes):
        return lambda T_q, T_k, d_v, **kind: drawn(T_q, T_k, d_v, *axes, **kind)

    def lifted(by):
        """Values far from zero, and weights that sum to nothing: the digits that are left float32 does not have."""
        case = drawn(2, 4, 3, 2, dtype=torch.float64)
        weights, values = case.inputs.values()
        weights -= weights.mean(-1, keepdim=True)
        values += by
        return case

    return [
        given(weights=[[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]], values=[[1.0, 0.0], [0.0, 4.0], [-2.0, 2.0]]),
        given(weights=[[0.0, 0.0], [0.3, 0.7]], values=[[5.0, 1.0], [3.0, -2.0]]),
        given(weights=[[0.5, 1.5, -0.5]], values=[[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]),
        *shapes(drawn, 3, 4, 2), *shapes(before(2), 3, 4, 5), drawn(3, 4, 5, 2, 3), drawn(2, 3, 4, 2, 1, 3),
        drawn(2, 3, 4, 2, gradient=True), scaled(drawn(3, 4, 2, 2), values=500), scaled(drawn(3, 4, 2, 2), weights=300),
        *[scaled(drawn(3, 4, 2, 2, dtype=torch.float64), values=by) for by in (-1000, 1e-9)], lifted(3000),
    ]


BLENDED = "weights @ values"

BLEND = Exercise(
    id="blend", title="A blend of what was read", points=2, minutes=6, difficulty=1,
    hints=("For one query it is a sum over the keys: weight of the key times its row of values.",
           "That is what a product of matrices does: a row of weights times the rows of the values.",
           "`@` multiplies the last two axes, whatever stands before them."),
    cases=_blend_cases,
    oracle=lambda case: torch.einsum("...qk,...kv->...qv", *case.inputs.values()),
    mistakes=(
        edit((BLENDED, "values.sum(dim=-2, keepdim=True).expand(*weights.shape[:-1], -1)"),
             sentence="The values are added up without their weights."),
        edit((BLENDED, "values.mean(dim=-2, keepdim=True).expand(*weights.shape[:-1], -1)"),
             sentence="Every query gets the mean of all values. What sets one apart is its weights."),
        edit((BLENDED, f"{BLENDED} / weights.shape[-1]"), sentence="The sum is divided by the number of keys. "
             "The weights are shares already."),
        edit((BLENDED, "weights / weights.sum(dim=-1, keepdim=True) @ values"), sentence="The weights are made "
             "to sum to one. A query that may attend nowhere has zeros, which no division makes whole: take "
             "them as they are."),
        edit((BLENDED, "weights.softmax(dim=-1) @ values"), sentence="The weights go through a softmax, as if "
             "they were scores. They are weights already."),
        edit(
             (BLENDED, "values.gather(-2, weights.argmax(dim=-1)[..., None].expand(*weights.shape[:-1], "
              "values.shape[-1]))"),
             sentence="Each query gets the value of its heaviest key alone. A blend has all of them in it, by "
             "their weights."),
        edit((BLENDED, "weights.mT @ values"), sentence="The weights are transposed: each key reads the "
             "queries. Rows are queries."),
        edit((BLENDED, "(weights > 0).to(values.dtype) @ values"), sentence="The values that have any weight "
             "are added up in full. Each counts by its weight."),
        edit((BLENDED, "weights.abs() @ values"), sentence="Signs are dropped. Take the weights as they are."),
        edit((BLENDED, f"({BLENDED}).sum(dim=-2)"), sentence="The blends of all queries are added up. Each "
             "query has one of its own: (…, T_q, d_v)."),
        edit((BLENDED, "weights[..., None] * values[..., None, :, :]"), sentence="Each value is multiplied by "
             "its weight, and the sum over the keys is missing."),
        edit((BLENDED, f"({BLENDED}).mT"), sentence="The result is transposed. Queries come first: (…, T_q, "
             "d_v)."),
        edit((BLENDED, "weights @ values.detach()"), sentence="The value is right, but `detach` cuts off the "
             "values."),
        edit((BLENDED, "weights.detach() @ values"), sentence="The value is right, but `detach` cuts off the "
             "weights: nothing could learn where to look."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

WITHOUT_TANH = Choice(
    id="without_tanh", prompt="Suppose it were left out: score = v · (query W_q + key W_k). Another query comes to the "
                              "same keys. What happens to the weights, after the softmax?",
    options=(
        Option("follow", "They follow the query, a little more evenly than with the tanh.", "Multiply it out. Which "
               "part of the score holds both the query and the key?"),
        Option("same", "They stay the same, whatever the query is.", "The score is v · query W_q plus v · key W_k. "
               "The query adds one number, the same for every key, and that a softmax does not see. Inside the tanh "
               "the two meet.", right=True),
        Option("equal", "They become equal.", "The keys still differ: what does v · key W_k add to each score?"),
        Option("one", "The key with the highest score takes everything.", "How large a score becomes is a matter of "
               "v and the matrices, with the tanh or without it."),
    ),
)

WITH_A_LOOK = Prediction(
    id="with_a_look", prompt="The errors of the one vector stand above. The same encoder and decoder learn from the "
                             "same words, in as many steps, but the decoder may look. What share of the sounds will "
                             "be wrong (its PER)?",
    low=0, high=50, unit="percent",
    says="{value:.1f} % of the sounds are wrong.",
    expected=Expected("attention, wrong sounds", above=8, below=19, unit="percent"),
)

OTHER_LETTER = Prediction(
    id="other_letter", prompt="Each sound reads the letter of the next sound, and the decoder is where it was. How "
                              "many of them come out as the next sound?",
    low=0, high=100, unit="percent", digits=2,
    says="{value:.0f} % come out as the next sound: the sound follows the letter that is read.",
    expected=Expected("sounds that follow the letter", above=70, unit="percent"),
)

# mend_alignment ------------------------------------------------------------------------------------------

PHONE, SOUNDS = "phone", ("F", "OW", "N")
OWN = {"F": (0, 1), "OW": (2,), "N": (3,)}  # the letters that spell each sound


def _mended(answer):
    if [len(row) for row in answer["scores"]] != [len(PHONE)] * len(SOUNDS):
        return "This is about another word: `phone` has three sounds and five letters."
    weights = [softmax(row) for row in answer["scores"]]
    shares = [round(sum(row[place] for place in OWN[sound]), 2) for sound, row in zip(SOUNDS, weights)]
    if min(shares) >= 0.8:
        return ""
    if max(max(row) - min(row) for row in weights) < 0.15:
        return ("No row chooses: each reads a little of every letter, so that all three get nearly the same "
                "vector. Raise the letter that spells the sound.")
    reads = [_read(row) for row in weights]
    if None not in reads and len(set(reads)) == 1:
        return (f"All three rows read {PHONE[reads[0]]} most, so that there is one vector for three sounds. Each "
                f"sound reads letters of its own.")
    if reads[1:] == [1, 2]:
        return ("OW still reads h and N still reads o, a letter a sound, in step. p and h are one sound together: "
                "after them every letter stands one place further on.")
    row = next(row for row, share in enumerate(shares) if share < 0.8)
    return _off(SOUNDS[row], weights[row], row) if row else _not_ph(shares[0])


def _read(weights):
    """The letter that has more than half of a row, in the figure's two decimals; None where none has."""
    return weights.index(max(weights)) if round(max(weights), 2) > 0.5 else None


def _off(sound, weights, diagonal):
    """What is wrong with the row of a sound whose letter has too little of its weight."""
    (own,), read = OWN[sound], _read(weights)
    if read is None:
        return (f"No letter has more than half of the row of {sound}. Raise the one that you hear as {sound}, or "
                "lower the others.")
    if read == own:
        other = max(set(range(len(PHONE))) - {own}, key=weights.__getitem__)
        return (f"{sound} reads {PHONE[read]} most, and {PHONE[other]} still has {fixed(weights[other])} of the "
                f"weight. A row shares out one whole: lower {PHONE[other]}, or raise {PHONE[read]} further, until "
                f"{PHONE[read]} has 0.80.")
    if PHONE[read] == "e":
        return f"{sound} reads e, which is silent here. The last letter need not belong to any sound."
    where = ", on the diagonal" if read == diagonal else ""
    return f"{sound} reads {PHONE[read]}{where}. Which letter do you hear as {sound}?"


def _not_ph(share):
    return (f"The row of F has {fixed(share)} of its weight on p and h together. These two spell it, and should have "
            "0.80 between them.")


def _answer(*scores):
    return {"row": 1, "column": 1, "scores": [list(row) for row in scores]}


MEND_ALIGNMENT = Exploration(
    id="mend_alignment", prompt="The word is `phone`, said F OW N; OW is the sound of its o. We have pushed the "
                                "rows of OW and N onto the diagonal: the second sound reads the second letter, "
                                "the third the third. Edit their scores until each sound has at least 0.80 of its "
                                "weight on the letter that spells it, F on its two letters together, and see how "
                                "the word is said then.",
    figure=Alignment, given={}, judge=_mended,
    shows="F reads the ph, OW the o, N the n, and no sound needs the e. Each row has weights "
          "of its own and a vector of its own, and they need not keep step.",
    right=(
        _answer([8.8, 1.9, -3.4, -6.2, -9.6], [-3.9, -5.4, -0.4, -5.9, -7.5], [-5.2, -4.5, -5, 0, -5.5]),
        _answer([9, 6, 0, 0, 0], [0, 2.6, 6, 0, 0], [0, 0, 3, 20, 0]),
    ),
    near=(
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, 2.6, -0.4, -6, -7], [-5, -4.5, 3, 0, -5.5]),
                 "OW still reads h and N still reads o, a letter a sound, in step. p and h are one sound "
                 "together: after them every letter stands one place further on."),
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, -5, -0.4, -6, -7], [-5, -4.5, 3, 0, -5.5]),
                 "N reads o, on the diagonal. Which letter do you hear as N?"),
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, -5, -0.4, -6, -7], [-5, -4.5, 3, 0, 8]),
                 "N reads e, which is silent here. The last letter need not belong to any sound."),
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, 2.6, 3.2, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "OW reads o most, and h still has 0.35 of the weight. A row shares out one whole: lower h, or "
                 "raise o further, until o has 0.80."),
        NearMiss(_answer([9, 2, -3, -6, -9], [0] * 5, [-5, -4.5, -5, 0, -5.5]),
                 "No letter has more than half of the row of OW. Raise the one that you hear as OW, or lower the "
                 "others."),
        NearMiss(_answer([9, 2, -3, -6, -9], [-9, 2.6, 2.6, -9, -9], [-5, -4.5, -5, 0, -5.5]),
                 "No letter has more than half of the row of OW. Raise the one that you hear as OW, or lower the "
                 "others."),
        NearMiss(_answer([0] * 5, [0] * 5, [0] * 5),
                 "No row chooses: each reads a little of every letter, so that all three get nearly the same "
                 "vector. Raise the letter that spells the sound."),
        NearMiss(_answer([0, 0, 9, 0, 0], [-4, -5, 9, -6, -7], [-5, -4.5, 9, 0, -5.5]),
                 "All three rows read o most, so that there is one vector for three sounds. Each sound reads "
                 "letters of its own."),
        NearMiss(_answer([9, 2, -3, -6, 15], [-4, -5, -0.4, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "The row of F has 0.00 of its weight on p and h together. These two spell it, and should have 0.80 "
                 "between them."),
        NearMiss(_answer([1, 0, 1, -9, -9], [-4, -5, 0, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "The row of F has 0.58 of its weight on p and h together. These two spell it, and should have 0.80 "
                 "between them."),
    ),
)

TERMS = (
    Term("attention", "A blend of all places, in which each has a share by how well it answers what is asked.",
         "Bahdanau, Cho and Bengio 2014"),
    Term("attention weights", "The shares of the places in such a blend, none negative and together one.",
         "Bahdanau, Cho and Bengio 2014"),
    Term("query", "What asks: a row of numbers to which every key is compared.", "Vaswani et al. 2017"),
    Term("key", "That by which a place is found when something asks.", "Miller et al. 2016"),
    Term("value", "That which is read of a place when it is found.", "Miller et al. 2016"),
    Term("additive attention", "Attention whose score comes from a small network over the sum of query and key.",
         "Bahdanau, Cho and Bengio 2014; the name is of Vaswani et al. 2017"),
    Term("mask", "Says for each query and each key whether the one may attend to the other.", "Vaswani et al. 2017"),
    Term("alignment", "Which part of what is said belongs to which part of what was read.", "Brown et al. 1993"),
)

LESSON = Lesson("05", "looking_back", "What if the decoder could look again?",
                (WITHOUT_TANH, ADDITIVE_SCORES, BLEND, MASKED_SOFTMAX, WITH_A_LOOK, MEND_ALIGNMENT, OTHER_LETTER),
                TERMS)
