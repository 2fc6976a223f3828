"""Lesson 10, transformer: the encoder–decoder of 2017, how it is trained, and how it looks for what to say."""
from dataclasses import replace
from functools import partial

import torch
import torch.nn.functional as F

from ..cases import built, given, made, normal, scaled, shapes
from ..specification import Choice, Exercise, Expected, Lesson, Option, Prediction, Term, edit
from ..worker import Case
from .lesson_04 import speaker
from .lesson_09 import N_HEADS, attend, block_weights, encoder_block, matrices, neurons, through

# DecoderBlock --------------------------------------------------------------------------------------------


def _decoder_weights(generator, d_model, d_ff, dtype):
    return block_weights(generator, d_model, d_ff, dtype, ("attention", "across"), ("1", "across", "2"))


def _decoder_cases(generator):
    def drawn(B, T_q, T_k, d_head, d_ff, mask="causal", memory_mask="texts", dtype=torch.float32, gradient=False,
              norm_first=True):
        d_model = N_HEADS * d_head
        x, memory = (1.4 * normal(generator, B, T, d_model, dtype=dtype) + 0.5 for T in (T_q, T_k))
        may = {"causal": torch.ones(T_q, T_q, dtype=torch.bool).tril(), "none": None,
               "texts": torch.arange(T_k) <= torch.randint(T_k, (B, 1, 1, 1), generator=generator),
               "pairs": (torch.rand(B, N_HEADS, T_q, T_k, generator=generator) < 0.7) | (torch.arange(T_k) == 0)}
        if isinstance(memory_mask, str):
            memory_mask = may[memory_mask]
        return Case({"x": x, "memory": memory, "mask": may[mask], "memory_mask": memory_mask}, gradient=gradient,
                    weights=_decoder_weights(generator, d_model, d_ff, dtype),
                    init={"d_model": d_model, "n_heads": N_HEADS, "d_ff": d_ff, "norm_first": norm_first})

    nowhere = torch.tensor([[True, False, True, True], [False] * 4, [False, True, True, False]])
    return [case for placed in (partial(drawn, norm_first=first) for first in (False, True)) for case in (
        placed(1, 2, 3, 1, 2, "none", "none"), placed(1, 3, 2, 1, 2), placed(2, 3, 3, 1, 3), placed(2, 3, 5, 2, 4),
        placed(2, 3, 4, 2, 6, "none"), placed(2, 4, 3, 2, 5, memory_mask="none"), placed(2, 3, 4, 2, 9, "none", "pairs"),
        placed(2, 3, 4, 2, 7, "causal", nowhere), placed(2, 3, 4, 2, 5, memory_mask=nowhere, gradient=True),
        placed(3, 3, 3, 3, 6), scaled(placed(2, 3, 4, 2, 6), x=6), scaled(placed(2, 3, 4, 2, 6), memory=30),
        scaled(placed(2, 4, 3, 2, 5, dtype=torch.float64), x=150), *shapes(placed, 2, 4, 5, 3, 6))]


def _decoder_block(of, x, memory, mask, memory_mask, norm_first):
    """What a decoder block with these weights makes of x and of what was read."""
    layers = {"1": lambda x: attend(x, x, mask, *matrices(of, "attention")),
              "across": lambda x: attend(x, memory, memory_mask, *matrices(of, "across")), "2": neurons(of)}
    return through(x, layers, of, norm_first)


OWN = "x + self.attention(layer_norm(x, self.gain_1, self.bias_1), mask)[0]"
ACROSS = "x + self.across(layer_norm(x, self.gain_across, self.bias_across), memory_mask, memory)[0]"
THOUGHT = "x + feed_forward(rows, self.W_1, self.b_1, self.W_2, self.b_2)"
OWN_LAST = "layer_norm(x + self.attention(x, mask)[0], self.gain_1, self.bias_1)"
ACROSS_LAST = "layer_norm(x + self.across(x, memory_mask, memory)[0], self.gain_across, self.bias_across)"
THOUGHT_LAST = "layer_norm(x + feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2), self.gain_2, self.bias_2)"


def _everywhere(*pairs):
    """An edit of each of these lines: the text, and a pair of what is replaced in it."""
    return [(line, line.replace(old, new)) for line, old, new in pairs]


DECODER_BLOCK = Exercise(
    id="DecoderBlock", title="A block that looks at what was read", points=4, minutes=15, difficulty=3,
    hints=("There are three layers: attention to what has been said, attention to what was read, neurons. Each has its "
           "way past and its norm, as in `EncoderBlock`.",
           "The second one is `self.across(rows, memory_mask, memory)`: x asks, and the memory is read. Its norm has "
           "gain_across and bias_across.",
           "With the norm first a layer is `x = x + layer(layer_norm(x, …))`, else `x = layer_norm(x + layer(x), …)`. "
           "The memory is not normed again."),
    cases=_decoder_cases,
    oracle=lambda case: _decoder_block(case.weights, *case.inputs.values(), case.init["norm_first"]),
    mistakes=(
        edit((OWN, OWN.removeprefix("x + ")), (OWN_LAST, OWN_LAST.replace("x + ", "")), sentence="The way past the "
             "attention to what was said is forgotten: what it reads is added to x."),
        edit((ACROSS, ACROSS.removeprefix("x + ")), (ACROSS_LAST, ACROSS_LAST.replace("x + ", "")), sentence="The way "
             "past the attention to the memory is forgotten: what it reads is added to x."),
        edit((THOUGHT, THOUGHT.removeprefix("x + ")), (THOUGHT_LAST, THOUGHT_LAST.replace("x + ", "")), sentence="The "
             "way past the neurons is forgotten: what they say is added to the row."),
        edit((f"x = {ACROSS}", "pass"), (f"x = {ACROSS_LAST}", "pass"), sentence="What was read is not used: the second "
             "layer looks at the memory, `self.across(…, memory_mask, memory)`."),
        edit((ACROSS, ACROSS.replace("memory_mask, memory", "mask")), (ACROSS_LAST, ACROSS_LAST.replace(
             "memory_mask, memory", "mask")), sentence="The second attention looks at what was said once more. Hand "
             "it the memory, as the third thing: keys and values are made of that."),
        edit(("def forward", """def side(self, q, memory, may):
        keys, values = memory @ self.across.W_k, q @ self.across.W_v
        n = self.across.n_heads
        blends, _ = attention(split_heads(q @ self.across.W_q, n), split_heads(keys, n)[:, :, :q.shape[1]],
                              split_heads(values, n)[:, :, :memory.shape[1]],
                              None if may is None else may[..., :min(q.shape[1], memory.shape[1])])
        return merge_heads(blends) @ self.across.W_o

    def forward"""), (ACROSS, "x + self.side(layer_norm(x, self.gain_across, self.bias_across), memory, memory_mask)"),
             (ACROSS_LAST, "layer_norm(x + self.side(x, memory, memory_mask), self.gain_across, self.bias_across)"),
             sentence="Only the keys are made of the memory, and the values of what was said. Both are made of the "
             "memory."),
        edit(*_everywhere((OWN, "mask)", "None)"), (OWN_LAST, "mask)", "None)")), sentence="The first attention is not "
             "handed its mask, so that it sees what has not been said yet."),
        edit(*_everywhere((ACROSS, "memory_mask", "None"), (ACROSS_LAST, "memory_mask", "None")), sentence="The "
             "attention to the memory is not handed memory_mask, so that it reads what fills up."),
        edit(*_everywhere((OWN, "mask)", "memory_mask if T_q == memory.shape[1] else None)"),
                          (OWN_LAST, "mask)", "memory_mask if T_q == memory.shape[1] else None)"),
                          (ACROSS, "memory_mask", "mask if T_q == memory.shape[1] else None"),
                          (ACROSS_LAST, "memory_mask", "mask if T_q == memory.shape[1] else None")),
             ("if self.norm_first", "T_q = x.shape[1]\n        if self.norm_first"), sentence="The two masks have "
             "changed places: `mask` is for what was said, `memory_mask` for what was read."),
        edit(("if self.norm_first", "if True"), sentence="The norm always comes first. Without norm_first it stands "
             "behind the sum."),
        edit(("if self.norm_first", "if False"), sentence="The norm always stands behind the sum. With norm_first it "
             "is what goes into the layer that is normed."),
        edit(("if self.norm_first", "if not self.norm_first"), sentence="The two places of the norm are exchanged: "
             "norm_first is x + layer(norm(x))."),
        edit((f"{OWN}\n            x = {ACROSS}", f"{ACROSS}\n            x = {OWN}"),
             (f"{OWN_LAST}\n        x = {ACROSS_LAST}", f"{ACROSS_LAST}\n        x = {OWN_LAST}"), sentence="It looks at the "
             "memory before it looks at what was said. The other order was asked for."),
        edit((ACROSS, ACROSS.replace("memory)[0]", "layer_norm(memory, self.gain_across, self.bias_across))[0]")),
             sentence="With norm_first, the memory is normed as well. Only what asks is."),
        edit(*_everywhere((ACROSS, "self.gain_across, self.bias_across", "self.gain_1, self.bias_1"),
                          (ACROSS_LAST, "self.gain_across, self.bias_across", "self.gain_1, self.bias_1")),
             sentence="The second attention uses gain_1 and bias_1. It has a norm of its own, gain_across and "
             "bias_across."),
        edit(("rows = layer_norm(x, self.gain_2, self.bias_2)", "rows = x"), sentence="With norm_first, the neurons "
             "read rows that are not normed. Each layer has its norm."),
        edit((ACROSS, "x + self.across(x, memory_mask, memory)[0]"), sentence="With norm_first, the second attention "
             "asks with rows that are not normed. Each layer has its norm."),
    ),
)

# Transformer ---------------------------------------------------------------------------------------------

PARTS = {"encoder": block_weights, "decoder": _decoder_weights}


def _transformer_cases(generator):
    def drawn(B, T_k, T_q, d_head=2, d_ff=3, depths=(1, 1), n_read=5, n_said=6, norm_first=False, dtype=torch.float32):
        d_model = N_HEADS * d_head
        weights = {f"{part}.{i}.{name}": value for part, depth in zip(PARTS, depths) for i in range(depth)
                   for name, value in PARTS[part](generator, d_model, d_ff, dtype).items()}

        def some(*shape, scale=1.0):
            return normal(generator, *shape, scale=scale, dtype=dtype)

        if norm_first:
            weights |= {f"{part}_norm.{name}": some(d_model, scale=0.5) + (name == "weight")
                        for part in PARTS for name in ("weight", "bias")}
        weights |= {"read_embedding.weight": some(n_read, d_model, scale=0.7),
                    "said_embedding.weight": some(n_said, d_model, scale=0.7),
                    "to_logits.weight": some(n_said, d_model), "to_logits.bias": some(n_said)}
        ends = torch.randint(1, T_k + 1, (B, 1), generator=generator)
        ends[0] = T_k
        read = torch.randint(1, n_read, (B, T_k), generator=generator) * (torch.arange(T_k) < ends)
        init = {"n_read": n_read, "n_said": n_said, "d_model": d_model, "n_heads": N_HEADS, "d_ff": d_ff,
                "depths": depths, "norm_first": norm_first}
        return Case({"read": read, "said": torch.randint(1, n_said, (B, T_q), generator=generator)}, init, weights)

    return [drawn(2, 3, 2, 1, 2), drawn(1, 2, 3, 1, 2), drawn(2, 3, 3), drawn(2, 3, 3, norm_first=True), drawn(3, 5, 4, 2, 3),
            drawn(3, 4, 6, 2, 3, norm_first=True), drawn(4, 5, 3, 3, 4, depths=(2, 3)), drawn(4, 3, 5, 2, 5, (3, 2)),
            drawn(4, 6, 5, 3, 4, (2, 2), norm_first=True), drawn(2, 3, 4, dtype=torch.float64),
            drawn(3, 4, 3, 4, 3, (2, 2), 30, 40, dtype=torch.float64), *shapes(drawn, 3, 5, 4, gradient=False),
            *shapes(partial(drawn, norm_first=True), 3, 4, 5, gradient=False), drawn(5, 4, 4, 2, 3, (1, 2))]


def _transformer(case):
    (read, said), of, init = case.inputs.values(), case.weights, case.init
    d_model, first = init["d_model"], init["norm_first"]

    def embedded(ids, name):
        angle = torch.arange(ids.shape[1])[:, None] * torch.tensor(
            [10000.0 ** (-i / d_model) for i in range(0, d_model, 2)])
        places = torch.stack((angle.sin(), angle.cos()), 2).reshape(ids.shape[1], d_model)
        return F.embedding(ids, of[f"{name}_embedding.weight"]) * d_model**0.5 + places

    def normed(x, part):
        return F.layer_norm(x, (d_model,), of[f"{part}_norm.weight"], of[f"{part}_norm.bias"]) if first else x

    def block(part, i):
        return {name.split(".", 2)[2]: value for name, value in of.items() if name.startswith(f"{part}.{i}.")}

    may_read = (read > 0)[:, None, None]
    memory, x = embedded(read, "read"), embedded(said, "said")
    for i in range(init["depths"][0]):
        memory = encoder_block(block("encoder", i), memory, may_read, first)
    memory = normed(memory, "encoder")
    earlier = torch.ones(said.shape[1], said.shape[1]).tril().bool()
    for i in range(init["depths"][1]):
        x = _decoder_block(block("decoder", i), x, memory, earlier, may_read, first)
    return F.linear(normed(x, "decoder"), of["to_logits.weight"], of["to_logits.bias"])


READ = "self.read_embedding(read) * self.d_model**0.5 + sinusoidal_positions(read.shape[1], self.d_model)"
SAID = "self.said_embedding(said) * self.d_model**0.5 + sinusoidal_positions(said.shape[1], self.d_model)"
MAY_READ = "(read != 0)[:, None, None]"
INTO_DECODER = "block(x, memory, causal_mask(said.shape[1]), self.may_read(read))"
INTO_ENCODER = "block(x, self.may_read(read))"

TRANSFORMER = Exercise(
    id="Transformer", title="The whole", points=5, minutes=25, difficulty=4,
    hints=("Two methods are yours. Both begin alike: the embeddings of the ids, times √d_model, plus "
           "`sinusoidal_positions(T, d_model)`.",
           "`encode` goes through the blocks of `self.encoder` with the mask `self.may_read(read)`, and last through "
           "`self.encoder_norm`.",
           "`decode` goes through the blocks of `self.decoder`, each called with x, the memory, the causal mask of "
           "T_q places and `self.may_read(read)`, then through `self.decoder_norm` and `self.to_logits`."),
    cases=_transformer_cases, oracle=_transformer, seconds=5.0,
    mistakes=(
        edit((READ, READ.partition(" + ")[0]), sentence="What is read has no positions: the encoder does not know the "
             "order of the letters."),
        edit((SAID, SAID.partition(" + ")[0]), sentence="What is said has no positions."),
        edit((READ, READ.partition(" + ")[0]), (SAID, SAID.partition(" + ")[0]), sentence="There are no positions. "
             "`sinusoidal_positions(T, d_model)` is added to the embeddings on both sides."),
        edit((READ, READ.replace(" * self.d_model**0.5", "")), (SAID, SAID.replace(" * self.d_model**0.5", "")),
             sentence="The embeddings are not multiplied by √d_model."),
        edit((READ, READ.replace("**0.5", "")), (SAID, SAID.replace("**0.5", "")), sentence="The embeddings are "
             "multiplied by d_model. Multiply by its root."),
        edit((READ, READ.replace("+ sin", "+ self.d_model**0.5 * sin")), (SAID, SAID.replace(
             "+ sin", "+ self.d_model**0.5 * sin")), sentence="The positions are multiplied by √d_model, too. Only the "
             "embeddings are."),
        edit((INTO_DECODER, INTO_DECODER.replace("causal_mask(said.shape[1])", "None")), sentence="The decoder sees "
             "what comes later: its blocks are not handed the causal mask."),
        edit((INTO_DECODER, INTO_DECODER.replace("causal_mask(said.shape[1])", "causal_mask(said.shape[1]).T")),
             sentence="The causal mask is turned round: each place sees itself and what comes later, and not what came "
             "before."),
        edit((INTO_DECODER, INTO_DECODER.replace("causal_mask(said.shape[1])",
                                                 "causal_mask(said.shape[1]).tril(-1)")),
             sentence="A place of what was said does not see itself. The last symbol said stands there; the causal "
             "mask lets it."),
        edit((INTO_DECODER, INTO_DECODER.replace("self.may_read(read)", "None")), sentence="The decoder reads what "
             "fills up: its blocks are not handed the padding mask."),
        edit((INTO_ENCODER, "block(x)"), sentence="The encoder reads what fills up: its blocks are not handed the "
             "padding mask."),
        edit((INTO_ENCODER, "block(x)"), (INTO_DECODER, INTO_DECODER.replace("self.may_read(read)", "None")),
             sentence="What fills up is read by both stacks: the padding mask is not used."),
        edit((INTO_ENCODER, "block(x, causal_mask(read.shape[1]))"), (INTO_DECODER, INTO_DECODER.replace(
             "causal_mask(said.shape[1])", "None")), sentence="The masks have changed places: the encoder is not to "
             "see what comes later, and the decoder may. It is the other way round, and the encoder has the padding "
             "mask."),
        edit((INTO_ENCODER, "block(x, self.may_read(read) & causal_mask(read.shape[1]))"), sentence="The encoder does "
             "not see what comes later. It may read the whole text; only what fills up is hidden."),
        edit((INTO_DECODER, INTO_DECODER.replace("memory,", "memory * 0,")), sentence="What was read is not used: hand "
             "the memory to each block of the decoder."),
        edit((INTO_DECODER, INTO_DECODER.replace("memory,", "self.read_embedding(read) * self.d_model**0.5 + "
                                                 "sinusoidal_positions(read.shape[1], self.d_model),")),
             sentence="The decoder looks at the embeddings of what was read, past the encoder's blocks. Hand it the "
             "memory."),
        edit(("in self.encoder:", "in self.encoder[:1]:"), sentence="Only the first block of the encoder is used."),
        edit(("in self.decoder:", "in self.decoder[:1]:"), sentence="Only the first block of the decoder is used."),
        edit(("self.encoder_norm(x)", "x"), sentence="With norm_first, the memory is not normed: `self.encoder_norm` "
             "is missing."),
        edit(("self.decoder_norm(x)", "x"), sentence="With norm_first, what goes to the logits is not normed: "
             "`self.decoder_norm` is missing."),
        edit(("self.to_logits(self.decoder_norm(x))", "self.to_logits(self.decoder_norm(x)).softmax(-1)"),
             sentence="It returns shares. Logits are asked for: no softmax at the end."),
    ),
)

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
        edit((RATE, RATE.replace("min(step**-0.5, step", "min((step + 1)**-0.5, (step + 1)")), sentence="The warm-up is "
             "off by one: it counts the steps from 0. The first step is 1 already."),
        edit((f"return {RATE}", f"step = step - 1\n    return {RATE} if step else 0.0"), sentence="The warm-up is off by "
             "one: the first step has the rate nought, and each step the rate of the one before. The first is step 1."),
        edit((RATE, "d_model**-0.5 * step * warmup**-1.5"), sentence="It goes on rising after the warm-up."),
        edit((RATE, "d_model**-0.5 * step**-0.5"), sentence="There is no warm-up: the first steps have the highest "
             "rate."),
        edit((RATE, "d_model**-0.5 * min(warmup**-0.5, step * warmup**-1.5)"), sentence="It stays at its height after "
             "the warm-up. It falls with the root of the step."),
        edit((RATE, "min(1, step / warmup)"), sentence="It is a share of the highest rate. The rate itself was asked "
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
           "The first is (1 − smoothing) times −ln p(target). The second is smoothing times the mean of −ln p over all V "
           "symbols: `-log_p.mean(dim=-1)`.",
           "Both have a place for each place of the text, (B, T). Add them, and take the mean over the places where "
           "`targets != pad`."),
    cases=_smoothed_cases, oracle=_smoothed,
    mistakes=(
        edit((PAID, "price.mean()"), sentence="What is filled up has a price too here. Only the places where "
             "`targets != pad` count."),
        edit((SHARED, "(1 - smoothing) * right"), (PAID, "price[targets != pad].mean() - smoothing * log_p.mean()"),
             sentence="The smoothing gives mass to padding: its part is the mean over all places, also those that are "
             "filled up. Both parts count only where `targets != pad`."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * (log_p.sum(dim=-1) - right) / max(1, log_p.shape[-1] - 1)"),
             sentence="The smoothing is shared out among the other symbols only. All V get the same share of it, the "
             "target too."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * (log_p.sum(dim=-1) - (log_p[..., pad] if pad < "
              "log_p.shape[-1] else 0)) / max(1, log_p.shape[-1] - (pad < log_p.shape[-1]))"), sentence="The symbol "
             "that fills up gets no share of the smoothing here. All V symbols do, as in torch; it is the places that "
             "are filled up which do not count."),
        edit((SHARED, "(1 - smoothing) * right + smoothing * log_p.sum(dim=-1)"), sentence="Each symbol gets all of the "
             "smoothing. They share it: take the mean over the symbols, not the sum."),
        edit((SHARED, "right + smoothing * log_p.mean(dim=-1)"), sentence="The target keeps all of its share, so that "
             "the shares come to more than one. It has 1 − smoothing of its own."),
        edit((SHARED, "smoothing * right + (1 - smoothing) * log_p.mean(dim=-1)"), sentence="The two parts have changed "
             "places: the target has 1 − smoothing."),
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
              "True).log())")), sentence="It is right for small logits. For large ones exponentials overflow or vanish: "
             "`log_softmax` is safe."),
        edit(("logits.log_softmax(dim=-1)", "logits.log_softmax(dim=1)"), sentence="The softmax runs along the text "
             "(axis 1), not over the symbols."),
        edit((PAID, f"{PAID}.item()"), sentence="`.item()` gives a plain number, and training cannot reach back through "
             "it. Return the tensor."),
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
        drawn(6, 4, dtype=torch.float64, shift=1e5), drawn(3, 5, V=300, longest=6, width=4),
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
    hints=("Take one text first: a list of what lives, each with its total of ln p, what it has said, and its state. In "
           "each step extend all by every symbol, keep the `width` best, and move those that end to another list.",
           "At the end the finished are compared by total / ((5 + length) / 6)^length_penalty, where length counts the "
           "end sign. What still lives after `longest` symbols counts as finished.",
           "For all texts at once, keep totals (B, width) that begin with 0 and −∞, and let `topk` choose among "
           "(B, width · V): `place // V` says whose extension it is, `place % V` which symbol. States and what was said "
           "must follow whose extension it is."),
    cases=_beam_cases, oracle=_beam, seconds=10.0,
    mistakes=(
        edit((SCORE, "total"), sentence="What has ended is compared by its total, unnormalised, so that the short wins. "
             "Divide by the length penalty first."),
        edit((SCORE, "total / length**length_penalty"), sentence="It divides by the length to the power. Wu's penalty is "
             "((5 + length) / 6) to the power."),
        edit((SCORE, "total / length"), sentence="It divides by the length. Divide by ((5 + length) / 6)^length_penalty."),
        edit((SCORE, "total * ((5 + length) / 6) ** length_penalty"), sentence="It multiplies by the penalty, so that "
             "what is long loses. Totals are negative: divide."),
        edit((SCORE, "total / ((4 + length) / 6) ** length_penalty"), sentence="The length is counted without the end "
             "sign. That is a symbol too."),
        edit(("if total.isneginf().all():", "if ended.any():"), sentence="It stops at the first end. Something longer "
             "may still turn out better: go on while anything lives."),
        edit(("total = total.masked_fill(ended, -torch.inf)", "pass"), sentence="What has ended goes on living. It leaves "
             "the beam once it is finished."),
        edit(("h = h[rows]", "pass"), sentence="The states are not put in order: each hypothesis goes on with the state "
             "of the one whose extension it is."),
        edit(("said = torch.cat([said.flatten(0, 1)[rows], symbols[:, None]], dim=1).unflatten(0, (B, width))",
              "said = torch.cat([said.flatten(0, 1), symbols[:, None]], dim=1).unflatten(0, (B, width))"),
             sentence="What was said before is not put in order: it goes with the hypothesis whose extension it is."),
        edit((".log_softmax(dim=-1)", ""), sentence="The logits are added up as they are. Add ln p: `log_softmax(-1)`."),
        edit((".log_softmax(dim=-1)", ".softmax(dim=-1)"), sentence="Shares are added up. Those of a whole text multiply, "
             "so add their logarithms: `log_softmax(-1)`."),
        edit(("total[:, 1:] = -torch.inf", "pass"), sentence="It says what `greedy_decode` says: either it keeps one, or all "
             "begin alive and alike and go on saying the same. Begin with one hypothesis, and keep `width`."),
        edit(("(total[..., None] + log_p)", "log_p"), sentence="Only the last symbol counts. Add its ln p to the total."),
        edit(("score if length == longest else score", "score"), sentence="What has not ended after `longest` symbols is "
             "thrown away. It counts as it is."),
        edit(("better = value > best", "better = (value > best) & best.isneginf()"), sentence="What ends first is "
             "answered. Keep the one with the highest score of all that end."),
        edit(("range(1, longest + 1)", "range(1, longest)"), sentence="It stops one symbol early: `longest` may be said."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

TERMS = (
    Term("padding mask", "Hides what fills up the shorter texts of a batch.", "Vaswani et al. 2017"),
    Term("memory", "The rows that come out of the encoder, which the decoder looks at.", "Sukhbaatar et al. 2015"),
    Term("decoder block", "Attention to what was said, attention to what was read, and neurons.",
         "Vaswani et al. 2017"),
    Term("label smoothing", "A part of the target's share is given to all symbols alike.", "Szegedy et al. 2016"),
)

LESSON = Lesson("10", "transformer", "Attention is all you need?",
                (DECODER_BLOCK, TRANSFORMER, WARMUP_SCHEDULE, SMOOTHED_LOSS, BEAM_SEARCH), TERMS)
