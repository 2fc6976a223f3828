"""How a text is written on: what is drawn from, and what is read before the next."""
from functools import partial

import torch

from ...cases import built, made, normal
from ...specification import Exercise, edit
from ...worker import Case

# sample --------------------------------------------------------------------------------------------------


def _darts(u):
    """Draws from shares by darts thrown at a line from 0 to 1, one for each text, on which the shares lie in order."""
    def draw(shares):
        ends = shares.double().cumsum(-1)
        return (ends <= u[:, None] * ends[:, -1:]).sum(-1)
    return draw


def _seeded(seed):
    return torch.Generator().manual_seed(seed)


def _as_they_are(factor):
    """Draws nothing: gives the shares back, multiplied."""
    def draw(shares):
        return factor * shares
    return draw


def _sample_cases(generator):
    def by_generator(V, *how, dtype=torch.float32):
        """One text and a generator that draws for it; two symbols that come as near to being drawn are left out."""
        for _ in range(1000):
            logits, seed = normal(generator, 1, V, dtype=dtype), torch.randint(2**31, (1,), generator=generator).item()
            case = Case({"logits": logits, **dict(zip(("temperature", "top_k", "top_p"), how)),
                         "generator": built(_seeded, seed=seed), "draw": None})
            shares = _shares(case.inputs)
            chances = shares / torch.empty_like(shares).exponential_(1, generator=_seeded(seed))
            first, second = chances.sort(descending=True).values[0, :2]
            if _is_clear(case, torch.zeros(1)) and second < 0.999 * first:
                return case
        raise ValueError("no such logits were found")

    def drawn(B, V, temperature=1.0, top_k=None, top_p=None, dtype=torch.float32, spread=1.5, shift=0.0, darts=False):
        """Logits whose shares, as they come in order, lie apart, and not too near to top_p."""
        for _ in range(1000):
            logits = normal(generator, B, V, scale=spread, dtype=dtype) + shift
            u = torch.rand(B, generator=generator, dtype=torch.float64)
            draw = built(_darts, u=u) if darts else built(_as_they_are, factor=2.0)
            case = Case({"logits": logits, "temperature": temperature, "top_k": top_k, "top_p": top_p,
                         "generator": None, "draw": draw})
            if _is_clear(case, u):
                return case
        raise ValueError("no such logits were found")

    def written(logits, draw=None, temperature=1.0, top_k=None, top_p=None):
        return Case({"logits": torch.tensor(logits), "temperature": temperature, "top_k": top_k, "top_p": top_p,
                     "generator": None, "draw": draw or built(_as_they_are, factor=1.0)})

    few = [[1.0, 3.0, 0.0, 2.0]]
    of_large = [[900.0, -300.0, 899.0, 0.0, 898.0]]
    near = torch.tensor([[7e3, 7e3 + 1e-6, 7e3 - 2e-6]], dtype=torch.float64)
    return [
        written(few), written(few, temperature=0.5), written(few, top_k=2), written(few, top_p=0.7),
        written(few, top_p=0.5), written(few, top_p=0.05), written(few, temperature=2.0, top_k=3, top_p=0.8),
        *[by_generator(6, *how) for how in ((1.0, None, None), (0.7, None, None), (1.3, 4, 0.9), (1.0, None, 0.8))
          for _ in range(3)], by_generator(7, 0.8, 5, 0.9, dtype=torch.float64),
        written([[2.0, 1.0, 2.0, 2.0, 0.0]], top_k=2), written([[1.0, 2.0, 0.0, 1.0, 1.0, 3.0]], top_k=4),
        written([[0.5, 0.0, 0.5, 0.5, 0.5]], top_p=0.3), written(of_large), written(of_large, top_k=3, top_p=0.9),
        Case({"logits": near, "temperature": 1e-6, "top_k": 2, "top_p": None, "generator": None,
              "draw": built(_as_they_are, factor=1.0)}),
        *[part(*lengths) for part in (partial(drawn), partial(drawn, top_k=2), partial(drawn, top_p=0.8),
                                      partial(drawn, temperature=0.7, top_k=3, top_p=0.75, darts=True))
          for lengths in ((3, 6), (4, 4), (1, 5), (70, 6))],
        drawn(2, 1, top_p=0.5), drawn(1, 1, top_k=1), drawn(3, 1, 0.3), drawn(2, 3, top_k=9), drawn(3, 5, top_k=5),
        drawn(3, 5, top_k=1), drawn(3, 8, 1.7, 6, 0.6), drawn(4, 9, 0.6, 7, 0.9), drawn(2, 5, 1.0, 5, 1.0),
        drawn(4, 70, 1.3, 40, 0.9), drawn(2, 300, 0.9, 200, 0.95), drawn(300, 4, 0.8, 3, 0.9, darts=True),
        drawn(1, 40, 0.8), drawn(40, 40, 0.8), drawn(4, 6, 0.8, 4, 0.85, torch.float64),
        drawn(4, 6, 1.4, None, 0.6, torch.float64), drawn(3, 6, spread=300.0, temperature=300.0, top_p=0.9),
        drawn(3, 6, shift=500.0, top_k=3), drawn(3, 6, shift=-500.0, top_p=0.8),
        drawn(6, 7, 1.2, 5, 0.9, darts=True), drawn(6, 7, 0.5, darts=True), drawn(6, 7, top_p=0.8, darts=True),
    ]


def _is_clear(case, u):
    """Whether neither top_p nor a dart comes so near to a border that rounding would decide."""
    borders = _shares(case.inputs | {"top_p": None}).double().sort(-1, descending=True).values.cumsum(-1)
    ends = _shares(case.inputs).double().cumsum(-1)
    top_p = case.inputs["top_p"] or 2.0
    clear_of_p = top_p == 1.0 or ((borders - top_p).abs() > 1e-5).all()
    return bool(clear_of_p and ((ends - u[:, None]).abs() > 1e-5).all())


def _shares(inputs):
    """Symbol by symbol, text by text."""
    logits, temperature, top_k, top_p, *_ = inputs.values()
    rows = []
    for row in logits.double() / temperature:
        order = sorted(range(len(row)), key=lambda id: (-row[id].item(), id))[:top_k]
        weights = (row[order] - row.max()).exp()
        kept, sum_so_far = [], 0.0
        for id, share in zip(order, (weights / weights.sum()).tolist()):
            if top_p is None or sum_so_far < top_p:
                kept.append((id, share))
            sum_so_far += share
        shares = torch.zeros_like(row)
        for id, share in kept:
            shares[id] = share / sum(share for _, share in kept)
        rows.append(shares)
    return torch.stack(rows).to(logits.dtype)


def _sample_oracle(case):
    shares, draw = _shares(case.inputs), case.inputs["draw"]
    return made(draw)(shares) if draw else torch.multinomial(shares, 1, generator=made(case.inputs["generator"]))[:, 0]


ORDER = "(logits / temperature).sort(dim=-1, descending=True, stable=True)"
CUT, BEFORE = "ordered[:, :top_k], ids[:, :top_k]", "shares.cumsum(dim=-1) - shares"
NUCLEUS = f"shares * ({BEFORE} < top_p)"
SOFTMAX = "softmax(ordered, dim=-1)"
ONE = "shares = shares / shares.sum(dim=-1, keepdim=True)"
BACK = "torch.zeros_like(logits).scatter(-1, ids, shares)"
DRAWN, BY_TORCH = "return draw(shares)", "torch.multinomial(shares, 1, generator=generator)[:, 0]"

SAMPLE = Exercise(
    id="sample", title="Draw, but not just anything", points=4, minutes=20, difficulty=4,
    hints=("Divide the logits by the temperature, then sort them: `values, ids = ….sort(dim=-1, descending=True, "
           "stable=True)`. The first `top_k` columns are what top-k keeps; `[:, :None]` keeps all.",
           "Of the softmax of what is left, `shares.cumsum(dim=-1) - shares` is what the likelier ones have together. "
           "top-p keeps a symbol where that is below top_p, so the likeliest always stays.",
           "Divide by what is left so that the shares are one together, put them back at their ids, "
           "`torch.zeros_like(logits).scatter(-1, ids, shares)`, and hand that to `draw`, or to `torch.multinomial` "
           "where there is none."),
    cases=_sample_cases, oracle=_sample_oracle,
    mistakes=(
        edit(("(logits / temperature)", "logits"), sentence="The temperature is not used. The logits are divided by "
             "it."),
        edit(("(logits / temperature)", "(logits * temperature)"), sentence="The logits are multiplied by the "
             "temperature. Divide by it: a low one makes the likely likelier."),
        edit(("(logits / temperature)", "logits"), ("softmax(ordered, dim=-1)", "softmax(ordered, dim=-1) / "
             "temperature"), sentence="The temperature divides the shares, after the softmax. There it goes out again, "
             "or changes what top-p keeps. Divide the logits."),
        edit((CUT, "ordered[:, :top_k and top_k + 1], ids[:, :top_k and top_k + 1]"), sentence="top-k keeps one more "
             "than top_k."),
        edit((CUT, "ordered[:, :top_k and max(1, top_k - 1)], ids[:, :top_k and max(1, top_k - 1)]"),
             sentence="top-k keeps one less than top_k."),
        edit((CUT, "(ordered if top_k is None else ordered.masked_fill(ordered < ordered[:, min(top_k, ids.shape[1]) - "
              "1, None], -math.inf)), ids"), sentence="Where logits are equal, more than top_k are kept. Of equal ones "
             "the one with the smaller id comes first."),
        edit((CUT, "ordered, ids"), sentence="top_k is not used."),
        edit((CUT, "ordered[:, top_k and -top_k:], ids[:, top_k and -top_k:]"), sentence="top-k keeps the least likely "
             "ones. Sort from the largest to the smallest."),
        edit((f"({BEFORE} < top_p)", ("(shares.cumsum(dim=-1) < top_p)", "(shares.cumsum(dim=-1) <= top_p)")),
             sentence="top-p drops the symbol with which the sum reaches top_p. It belongs to those that are kept; "
             "else nothing is left where the likeliest has more than top_p."),
        edit((f"({BEFORE} < top_p)", "((shares.cumsum(dim=-1) < top_p) | (torch.arange(shares.shape[-1]) == 0))"),
             sentence="top-p drops the symbol with which the sum reaches top_p, if it is not the first. It belongs to "
             "those that are kept."),
        edit((NUCLEUS, f"shares * F.pad({BEFORE} < top_p, (1, 0), value=True)[:, :-1]"), sentence="top-p keeps one "
             "symbol more than it needs: those that are kept have a share of top_p together without the last of them."),
        edit((CUT, "ordered, ids[:, :top_k]"), (SOFTMAX, f"{SOFTMAX}[:, :top_k]"), (f"    {ONE}", ONE),
             sentence="top-p goes by the shares among all symbols. top-k comes first: what it keeps is one together "
             "again before top-p looks at it."),
        edit((NUCLEUS, "shares * (shares >= 1 - top_p)"), sentence="Each share is compared with a limit. top-p goes by "
             "the sum of the shares of all likelier symbols."),
        edit((NUCLEUS, "shares"), sentence="top_p is not used."),
        edit((NUCLEUS, f"shares * ({BEFORE} >= top_p)"), sentence="top-p drops what it should keep, and keeps the "
             "rest."),
        edit((ONE, "pass"), sentence="What top-p leaves is not brought to a sum of one again before it is drawn from."),
        edit((BACK, "shares"), sentence="The shares are handed to `draw` as they were sorted. Put each back at the id "
             "of its symbol."),
        edit((DRAWN, "return shares.argmax(dim=-1)"), (f"return {BY_TORCH}", "return shares.argmax(dim=-1)"),
             sentence="It always takes the likeliest. Let `draw` say which it is."),
        edit((DRAWN, f"return {BY_TORCH}"), sentence="It draws by itself. "
             "Hand the shares to `draw`, and return what that returns."),
        edit((BY_TORCH, "torch.multinomial(shares, 1)[:, 0]"), sentence="The generator is not used. Hand it to "
             "torch.multinomial, so that the same seed draws the same again."),
        edit((DRAWN, "return draw(shares.log())"), sentence="`draw` is handed logarithms. It takes the shares."),
    ),
)

# generate ------------------------------------------------------------------------------------------------


def _short_sighted(table, by_place, longest, shift):
    """A model that reads at most `longest` characters at once; what it says goes by all of them, by their order too."""
    def model(ids):
        T = ids.shape[1]
        if not 1 <= T <= longest:
            raise RuntimeError(f"the model was given {T} characters, and reads 1 to {longest}")
        rows = table[ids]  # (B, T, V)
        carried = [rows[:, 0] + by_place[0]]
        for t in range(1, T):
            carried.append(torch.sin(2.3 * carried[-1]).roll(1, dims=-1) + rows[:, t] + by_place[t])
        return torch.stack(carried, dim=1) + shift
    return model


def _second_largest():
    """Picks the second largest logit, so that the largest is not what is wanted."""
    def pick(logits):
        return logits.topk(min(2, logits.shape[-1]), dim=-1).indices[:, -1]
    return pick


def _nearest(to):
    """Picks the logit nearest to a number, so that what goes by order alone does not pass for the logits."""
    def pick(logits):
        return (logits - to).abs().argmin(dim=-1)
    return pick


def _generate_cases(generator):
    def drawn(B, T, n_new, context_length, V=6, dtype=torch.float32, shift=0.0, pick=built(_second_largest)):
        table = 2 * torch.randn(V, V, generator=generator, dtype=dtype)
        by_place = torch.randn(max(context_length, 1), V, generator=generator, dtype=dtype)
        model = built(_short_sighted, table=table, by_place=by_place, longest=context_length, shift=shift)
        return Case({"model": model, "ids": torch.randint(V, (B, T), generator=generator), "n_new": n_new,
                     "context_length": context_length, "pick": pick})

    return [
        drawn(1, 2, 1, 4, pick=None), drawn(1, 2, 3, 8), drawn(2, 3, 5, 4, pick=None), drawn(3, 4, 6, 3, shift=-50.0),
        *[drawn(4, 3, 6, 5, shift=shift, pick=None) for shift in (-50.0, 50.0)],
        *[drawn(4, 3, 8, 5, dtype=torch.float64, shift=1e9, pick=pick) for pick in (None, built(_second_largest))],
        *[drawn(3, 3, 6, 5, pick=built(_nearest, to=to)) for to in (-0.7, 0.4)],
        drawn(2, 3, 4, 3), drawn(2, 3, 3, 5), drawn(2, 6, 3, 4), drawn(1, 1, 5, 2), drawn(3, 2, 6, 1),
        drawn(2, 4, 0, 4), drawn(4, 4, 4, 4), drawn(3, 5, 12, 7), drawn(2, 9, 1, 3), drawn(3, 3, 3, 9),
        drawn(40, 3, 4, 5), drawn(300, 2, 2, 3), drawn(2, 40, 3, 50), drawn(2, 300, 2, 9), drawn(3, 4, 40, 6),
        drawn(2, 3, 4, 5, V=300), drawn(2, 3, 4, 5, V=2), drawn(2, 4, 8, 5, dtype=torch.float64), drawn(40, 40, 2, 38),
        drawn(3, 1, 4, 6), drawn(1, 40, 3, 20), drawn(1, 1, 1, 1),
    ]


def _generate_oracle(case):
    """Text by text."""
    model, ids, n_new, context_length, pick = case.inputs.values()
    model, texts = made(model), []
    pick = made(pick) if pick else lambda logits: logits.max(-1).indices
    for text in ids:
        for _ in range(n_new):
            text = torch.cat([text, pick(model(text[None, -context_length:])[:, -1])])
        texts.append(text)
    return torch.stack(texts)


WINDOW = "ids[:, -context_length:]"

GENERATE = Exercise(
    id="generate", title="Write on", points=3, minutes=10, difficulty=2,
    hints=("In a loop of n_new steps: take of `model(…)` the logits of the last place, `[:, -1]`, and let `pick` say "
           "the next character, or `argmax` where pick is None.",
           "The model is given the last `context_length` characters: `ids[:, -context_length:]`, which is all of them "
           "where there are fewer.",
           "`torch.cat([ids, new[:, None]], dim=1)` is the longer text, and the next step reads that."),
    cases=_generate_cases, oracle=_generate_oracle,
    mistakes=(
        edit((WINDOW, "ids[:, :context_length]"), sentence="It reads the first characters of the text. The last ones "
             "are what comes before the next."),
        edit((WINDOW, "ids"), sentence="The whole text is read, and the model reads no more than context_length. Give "
             "it the last ones: `ids[:, -context_length:]`."),
        edit((WINDOW, ("ids[:, -max(context_length - 1, 1):]", "ids[:, max(0, ids.shape[1] - context_length + 1):]")),
             sentence="The window is one character too short."),
        edit((WINDOW, "ids[:, -context_length - 1:]"), sentence="The window is one character too long."),
        edit((WINDOW, "ids[:, -1:]"), sentence="Only the last character is read. The model may look at context_length "
             "of them."),
        edit((")[:, -1]", ")[:, 0]"), sentence="These are the logits of the first place, which has seen one character. "
             "Take those of the last place."),
        edit((")[:, -1]", ")[:, -2 if ids.shape[1] > 1 < context_length else -1]"), sentence="These are the logits of "
             "the place before the last: they guess the last character, which is there already."),
        edit((")[:, -1]", ")[:, :].mean(1)"), sentence="It takes the mean over the places. The last place says what "
             "comes next."),
        edit(("pick is None", "True"), sentence="It always takes the likeliest. Where there is a `pick`, let it say "
             "which character it is."),
        edit(("pick(logits)", ("pick(logits.softmax(dim=-1))", "pick(logits.exp())")), sentence="`pick` is handed "
             "shares. It takes the logits as they are."),
        edit(("pick(logits)", "pick(logits.log_softmax(dim=-1))"), sentence="`pick` is handed logarithms of shares. It "
             "takes the logits as they are."),
        edit(("logits.argmax(dim=-1)", "logits.argmin(dim=-1)"), sentence="Without `pick` it takes the least likely. "
             "Take the likeliest: `argmax`."),
        edit(("return ids", "return ids[:, ids.shape[1] - n_new:]"), sentence="Only what is new comes back. Return the "
             "text with it."),
        edit(("range(n_new)", "range(n_new + 1)"), sentence="It writes one character more than n_new."),
        edit(("range(n_new)", "range(n_new - 1)"), sentence="It writes one character less than n_new."),
        edit(("range(n_new)", "range(n_new - ids.shape[1])"), sentence="n_new is taken as the length in the end. It is "
             "how many characters are added."),
        edit(("[ids, new[:, None]]", "[new[:, None], ids]"), sentence="The new character is put before the text."),
        edit(("ids = torch.cat([ids, new[:, None]], dim=1)", "ids[:, -1] = new"), sentence="The new character takes "
             "the place of the last one. Add it behind: `torch.cat`."),
    ),
)
