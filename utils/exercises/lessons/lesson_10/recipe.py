"""The exercises of lesson 10 about training and speaking: the rate, the loss, and how the best answer is looked for."""
from dataclasses import replace

import torch
import torch.nn.functional as F

from ...cases import built, given, made, normal, scaled, shapes
from ...specification import Exercise, edit
from ...worker import Case
from ..lesson_04 import speaker

# warmup_schedule -----------------------------------------------------------------------------------------


def _warmup_cases(generator):
    def at(step, d_model, warmup):
        return Case({"step": step, "d_model": d_model, "warmup": warmup})

    drawn = torch.randint(1, 3000, (6, 3), generator=generator).tolist()
    return [at(1, 4, 9), at(9, 4, 9), at(16, 4, 9), at(1, 1, 1), at(2, 64, 1), at(3, 512, 4000), at(4000, 512, 4000),
            at(4001, 512, 4000), at(3999, 512, 4000), at(100_000, 512, 4000), at(7, 96, 100), at(3000, 1024, 8),
            *(at(*numbers) for numbers in drawn)]


RATE = "d_model**-0.5 * min(step**-0.5, step * warmup**-1.5)"

WARMUP_SCHEDULE = Exercise(
    id="warmup_schedule", title="The rate of 2017", points=2, minutes=6, difficulty=1,
    hints=("There are two numbers, and the lesser of them counts: `min(…, …)`.",
           "One falls with the root of the step, `step**-0.5`, the other rises with the step, `step * warmup**-1.5`. "
           "Both are equal where the step is `warmup`."),
    cases=_warmup_cases,
    oracle=lambda case: _rate(**case.inputs),
    mistakes=(
        edit((RATE, RATE.replace("min", "max")), sentence="The greater of the two counts here, so that it falls first "
             "and then rises without end. Take the lesser one."),
        edit((RATE, RATE.removeprefix("d_model**-0.5 * ")), sentence="The width is not used: multiply by "
             "d_model^(−1/2)."),
        edit((RATE, RATE.replace("d_model**-0.5", "d_model**0.5")), sentence="A wider model gets a higher rate here. "
             "The power of d_model is −1/2."),
        edit((RATE, RATE.replace("-1.5", "-0.5")), sentence="The rise has the power −1/2 of warmup. It is −3/2, so "
             "that both are equal where the step is warmup."),
        edit((RATE, RATE.replace("min(step**-0.5, step", "min((step + 1)**-0.5, (step + 1)")), sentence="The warm-up "
             "is off by one: it counts the steps from 0. The first step is 1 already."),
        edit((f"return {RATE}", f"step = step - 1\n    return {RATE} if step else 0.0"), sentence="The warm-up is off "
             "by one: the first step has the rate nought, and each step the rate of the one before. The first is step "
             "1."),
        edit((RATE, "d_model**-0.5 * step * warmup**-1.5"), sentence="It goes on rising after the warm-up."),
        edit((RATE, "d_model**-0.5 * step**-0.5"), sentence="There is no warm-up: the first steps have the highest "
             "rate."),
        edit((RATE, "d_model**-0.5 * min(warmup**-0.5, step * warmup**-1.5)"), sentence="It stays at its height after "
             "the warm-up. It falls with the root of the step."),
        edit((RATE, "min(1.0, step / warmup)"), sentence="It is a share of the highest rate. The rate itself was asked "
             "for."),
    ),
)


def _rate(step, d_model, warmup):
    rises = step <= warmup
    return (step / warmup if rises else (warmup / step) ** 0.5) / (d_model * warmup) ** 0.5


# smoothed_loss -------------------------------------------------------------------------------------------


def _smoothed_cases(generator):
    def drawn(B, T, V, smoothing=0.1, pad=0, dtype=torch.float32, gradient=False, there=0.6):
        targets = torch.randint(V, (B, T), generator=generator)
        targets[torch.rand(B, T, generator=generator) > there] = pad
        targets[0, 0] = (pad + 1) % V if V > 1 else 0
        return Case({"logits": normal(generator, B, T, V, scale=1.5, dtype=dtype), "targets": targets,
                     "smoothing": smoothing, "pad": pad if V > 1 else 7}, gradient=gradient)

    def small(smoothing, pad, gradient=False, **numbers):
        case = given(gradient=gradient, **numbers)
        return replace(case, inputs={**case.inputs, "smoothing": smoothing, "pad": pad})

    logits = [[[1.0, 0.0, -1.0], [0.0, 2.0, 0.5]], [[0.5, -0.5, 1.0], [1.5, 0.0, 0.2]]]
    wide = drawn(2, 3, 5, dtype=torch.float64)
    wide.inputs["logits"] += 1e5
    return [
        small(0.3, 0, logits=logits, targets=[[2, 1], [1, 0]]), small(0.6, 2, logits=logits, targets=[[0, 1], [1, 2]]),
        small(0.1, 0, logits=logits, targets=[[2, 1], [1, 2]]), small(0.0, 0, logits=logits, targets=[[2, 0], [1, 0]]),
        small(1.0, 0, logits=logits, targets=[[2, 0], [1, 0]]),
        small(0.2, 0, logits=[[[101.0, 100.0, 99.0], [5.0, 0.0, 0.0]]], targets=[[1, 0]]),
        small(0.2, 0, logits=[[[-301.0, -300.0, -302.0]]], targets=[[2]]),
        small(0.4, 9, gradient=True, logits=[[[0.0, 1.0], [20.0, 21.0], [-20.0, -21.0]]], targets=[[0, 0, 1]]),
        wide, *shapes(drawn, 2, 3, 5), drawn(4, 5, 6, 0.2, pad=3), drawn(3, 8, 4, 0.5, there=0.3),
        drawn(3, 3, 6, 0.1, pad=5, gradient=True), drawn(40, 7, 6, there=0.9), scaled(drawn(2, 3, 4), logits=100),
        scaled(drawn(2, 3, 4, gradient=True), logits=20),
    ]


def _smoothed(case):
    logits, targets, smoothing, pad = case.inputs.values()
    return F.cross_entropy(logits.movedim(-1, 1), targets, ignore_index=pad, label_smoothing=smoothing)


SHARED = "(1 - smoothing) * right + smoothing * log_p.mean(dim=-1)"
PAID = "price[targets != pad].mean()"

SMOOTHED_LOSS = Exercise(
    id="smoothed_loss", title="Not quite sure", points=3, minutes=12, difficulty=3,
    hints=("It is `sequence_loss` with another price at each place: two parts, that of the target and that of all "
           "symbols alike.",
           "The first is (1 − smoothing) times −ln p(target). The second is smoothing times the mean of −ln p over all "
           "V symbols: `-log_p.mean(dim=-1)`.",
           "Both have a place for each place of the text, (B, T). Add them, and take the mean over the places where "
           "`targets != pad`."),
    cases=_smoothed_cases, oracle=_smoothed,
    mistakes=(
        edit((PAID, "price.mean()"), sentence="What is filled up has a price too here. Only the places where "
             "`targets != pad` count."),
        edit((SHARED, "(1 - smoothing) * right"), (PAID, "price[targets != pad].mean() - smoothing * log_p.mean()"),
             sentence="The smoothing gives mass to padding: its part is the mean over all places, also those that are "
             "filled up. Both parts count only where `targets != pad`."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * (log_p.sum(dim=-1) - right) / "
              "max(1, log_p.shape[-1] - 1)"),
             sentence="The smoothing is shared out among the other symbols only. All V get the same share of it, the "
             "target too."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * (log_p.sum(dim=-1) - (log_p[..., pad] if pad < "
              "log_p.shape[-1] else 0)) / max(1, log_p.shape[-1] - (pad < log_p.shape[-1]))"), sentence="The symbol "
             "that fills up gets no share of the smoothing here. All V symbols do, as in torch; it is the places that "
             "are filled up which do not count."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * log_p.sum(dim=-1)"), sentence="Each symbol gets all of "
             "the smoothing. They share it: take the mean over the symbols, not the sum."),
        edit((SHARED, "right + smoothing * log_p.mean(dim=-1)"), sentence="The target keeps all of its share, so that "
             "the shares come to more than one. It has 1 − smoothing of its own."),
        edit((SHARED, "smoothing * right + (1 - smoothing) * log_p.mean(dim=-1)"), sentence="The two parts have "
             "changed places: the target has 1 − smoothing."),
        edit((SHARED, "right"), sentence="The smoothing is not used."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * log_p.exp().mean(dim=-1)"), sentence="The part of all "
             "symbols is a mean of their shares p. It is a mean of ln p."),
        edit((PAID, "(price * (targets != pad)).mean()"), sentence="The prices of what is filled up are made zero, "
             "but the mean still divides by all places. Divide by the number of symbols."),
        edit((PAID, "((price * (targets != pad)).sum(1) / (targets != pad).sum(1).clamp(min=1)).mean()"),
             sentence="It takes the mean of each text first, so that a symbol of a short text weighs more. Add up all "
             "symbols of all texts, then divide once."),
        edit((PAID, "price[targets != pad].sum()"), sentence="It adds the prices of "
             "all symbols. Take their mean."),
        edit(("targets != pad", "targets == pad"), sentence="The mask is the wrong way round: only what is filled up "
             "counts here."),
        edit(("targets != pad", "targets != 0"), sentence="It takes 0 for what fills up, whatever `pad` is."),
        edit(("price = -(", "price = ("), sentence="The sign is wrong: a price is minus a log-probability."),
        edit(("logits.log_softmax(dim=-1)", ("logits.softmax(dim=-1).log()", "(logits - logits.exp().sum(-1, "
              "True).log())")), sentence="It is right for small logits. For large ones exponentials overflow or "
             "vanish: `log_softmax` is safe."),
        edit(("logits.log_softmax(dim=-1)", "logits.log_softmax(dim=1)"), sentence="The softmax runs along the text "
             "(axis 1), not over the symbols."),
        edit((PAID, f"{PAID}.item()"), sentence="`.item()` gives a plain number, and training cannot reach back "
             "through it. Return the tensor."),
    ),
)

# beam_search ---------------------------------------------------------------------------------------------


def _beam_cases(generator):
    def drawn(B, d_h, V=6, longest=9, start=0, end=1, width=3, length_penalty=0.6, dtype=torch.float32, scale=1.0,
              shift=0.0):
        def some(*shape):
            return torch.randn(shape, generator=generator, dtype=dtype)

        step = built(speaker, W=2 * some(V, d_h), among=1.2 * some(d_h, d_h) / d_h**0.5,
                     to_logits=scale * some(d_h, V), shift=shift, longest=100_000)
        return Case({"step": step, "h": normal(generator, B, d_h, dtype=dtype), "start": start, "end": end,
                     "longest": longest, "width": width, "length_penalty": length_penalty})

    *lengths, _ = shapes(drawn, 4, 5, gradient=False)  # of tiny logits a softmax makes equal shares: not that one
    return [
        drawn(1, 2, V=4, width=2, longest=4), drawn(2, 2, V=4), drawn(3, 2, V=3, longest=4), *lengths,
        drawn(4, 5, dtype=torch.float64), drawn(5, 4, longest=1), drawn(6, 4, V=5, longest=2), drawn(5, 6, width=1),
        drawn(7, 6, V=5, longest=20, length_penalty=1.0), drawn(4, 6, start=3, end=0, width=2),
        drawn(5, 6, V=4, start=2, end=3, longest=15, width=8), drawn(5, 6, V=4, start=1, end=1, length_penalty=0.0),
        drawn(8, 3, V=12, longest=20, width=6, length_penalty=1.5), drawn(40, 6, V=8, longest=12, length_penalty=1.0),
        drawn(30, 6, V=5, longest=12, length_penalty=3.0, scale=0.5), drawn(6, 6, V=5, longest=12, length_penalty=-0.5),
        scaled(drawn(5, 4, dtype=torch.float64), h=500), drawn(6, 4, scale=3.0), drawn(6, 4, shift=-50.0),
        drawn(6, 4, dtype=torch.float64, shift=1e7), drawn(3, 5, V=300, longest=6, width=4),
    ]


def _beam(case):
    """Text by text, in lists."""
    step, h, start, end, longest, width, length_penalty = case.inputs.values()
    step, answers = made(step), []
    for state in h[:, None]:
        living, done = [(0.0, [start], state)], []
        for length in range(1, longest + 1):
            further = []
            for total, said, state in living:
                logits, state = step(torch.tensor(said[-1:]), state)
                further += [(total + price, [*said, symbol], state)
                            for symbol, price in enumerate(logits[0].double().log_softmax(0).tolist())]
            kept = sorted(further, key=lambda one: -one[0])[:width]
            living = [one for one in kept if one[1][-1] != end]
            finished = kept if length == longest else [one for one in kept if one[1][-1] == end]
            done += [(total / ((5 + length) / 6) ** length_penalty, said[1:]) for total, said, _ in finished]
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(map(len, answers))
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])


SCORE = "total / ((5 + length) / 6) ** length_penalty"

BEAM_SEARCH = Exercise(
    id="beam_search", title="Several at once", points=5, minutes=35, difficulty=5,
    hints=("Take one text first: a list of what lives, each with its total of ln p, what it has said, and its state. "
           "In each step extend all by every symbol, keep the `width` best, and move those that end to another list.",
           "At the end the finished are compared by total / ((5 + length) / 6)^length_penalty, where length counts the "
           "end sign. What still lives after `longest` symbols counts as finished.",
           "For all texts at once, keep totals (B, width) that begin with 0 and −∞, and let `topk` choose among "
           "(B, width · V): `place // V` says whose extension it is, `place % V` which symbol. States and what was "
           "said must follow whose extension it is."),
    cases=_beam_cases, oracle=_beam, seconds=10.0,
    mistakes=(
        edit((SCORE, "total"), sentence="What has ended is compared by its total, unnormalised, so that the short "
             "wins. Divide by the length penalty first."),
        edit((SCORE, "total / length**length_penalty"), sentence="It divides by the length to the power. Wu's penalty "
             "is ((5 + length) / 6) to the power."),
        edit((SCORE, "total / length"), sentence="It divides by the length. Divide by ((5 + length) / "
             "6)^length_penalty."),
        edit((SCORE, "total * ((5 + length) / 6) ** length_penalty"), sentence="It multiplies by the penalty, so that "
             "what is long loses. Totals are negative: divide."),
        edit((SCORE, "total / ((4 + length) / 6) ** length_penalty"), sentence="The length is counted without the end "
             "sign. That is a symbol too."),
        edit(("if total.isneginf().all():", "if ended.any():"), sentence="It stops at the first end. Something longer "
             "may still turn out better: go on while anything lives."),
        edit(("total = total.masked_fill(ended, -torch.inf)", "pass"), sentence="What has ended goes on living. It "
             "leaves the beam once it is finished."),
        edit(("h = h[rows]", "pass"), sentence="The states are not put in order: each hypothesis goes on with the "
             "state of the one whose extension it is."),
        edit(("said = torch.cat([said.flatten(0, 1)[rows], symbols[:, None]], dim=1).unflatten(0, (B, width))",
              "said = torch.cat([said.flatten(0, 1), symbols[:, None]], dim=1).unflatten(0, (B, width))"),
             sentence="What was said before is not put in order: it goes with the hypothesis whose extension it is."),
        edit((".log_softmax(dim=-1)", ""), sentence="The logits are added up as they are. Add ln p: "
             "`log_softmax(-1)`."),
        edit((".log_softmax(dim=-1)", ".softmax(dim=-1)"), sentence="Shares are added up. Those of a whole text "
             "multiply, so add their logarithms: `log_softmax(-1)`."),
        edit(("total[:, 1:] = -torch.inf", "pass"), sentence="It says what `greedy_decode` says: either it keeps one, "
             "or all begin alive and alike and go on saying the same. Begin with one hypothesis, and keep `width`."),
        edit(("(total[..., None] + log_p)", "torch.where(total[..., None].isneginf(), -torch.inf, log_p)"),
             sentence="Only the last symbol counts. Add its ln p to the total."),
        edit(("score if length == longest else score", "score"), sentence="What has not ended after `longest` symbols "
             "is thrown away. It counts as it is."),
        edit(("better = value > best", "better = (value > best) & best.isneginf()"), sentence="What ends first is "
             "answered. Keep the one with the highest score of all that end."),
        edit(("range(1, longest + 1)", "range(1, longest)"), sentence="It stops one symbol early: `longest` may be "
             "said."),
    ),
)
