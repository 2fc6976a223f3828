"""The exercises of lesson 10 that build: the decoder block and the whole of the encoder–decoder."""
from dataclasses import replace
from functools import partial

import torch
import torch.nn.functional as F

from ...cases import normal, scaled, shapes
from ...specification import Exercise, edit
from ...worker import Case
from ..lesson_09 import N_HEADS, attend, block_weights, encoder_block, matrices, neurons, through

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
        placed(2, 3, 4, 2, 6, "none"), placed(2, 4, 3, 2, 5, memory_mask="none"),
        placed(2, 3, 4, 2, 9, "none", "pairs"), placed(2, 3, 4, 2, 7, "causal", nowhere),
        placed(2, 3, 4, 2, 5, memory_mask=nowhere, gradient=True),
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
        edit((f"x = {ACROSS}", "pass"), (f"x = {ACROSS_LAST}", "pass"), sentence="What was read is not used: the "
             "second layer looks at the memory, `self.across(…, memory_mask, memory)`."),
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
             (f"{OWN_LAST}\n        x = {ACROSS_LAST}", f"{ACROSS_LAST}\n        x = {OWN_LAST}"), sentence="It looks "
             "at the memory before it looks at what was said. The other order was asked for."),
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
        ends[-1] = T_k
        read = torch.randint(1, n_read, (B, T_k), generator=generator) * (torch.arange(T_k) < ends)
        init = {"n_read": n_read, "n_said": n_said, "d_model": d_model, "n_heads": N_HEADS, "d_ff": d_ff,
                "depths": depths, "norm_first": norm_first}
        return Case({"read": read, "said": torch.randint(1, n_said, (B, T_q), generator=generator)}, init, weights)

    def surer(case, name, by):
        """The same case with the queries of an attention multiplied, so that exponentials of its scores overflow."""
        return replace(case, weights={**case.weights, name: by * case.weights[name]})

    return [drawn(2, 3, 2, 1, 2), drawn(1, 2, 3, 1, 2), drawn(2, 3, 3), drawn(2, 3, 3, norm_first=True),
            *(replace(drawn(2, 3, 4, norm_first=first), gradient=True) for first in (False, True)),
            drawn(3, 5, 4, 2, 3),
            drawn(3, 4, 6, 2, 3, norm_first=True), drawn(4, 5, 3, 3, 4, depths=(2, 3)), drawn(4, 3, 5, 2, 5, (3, 2)),
            drawn(4, 6, 5, 3, 4, (2, 2), norm_first=True), drawn(2, 3, 4, dtype=torch.float64),
            drawn(3, 4, 3, 4, 3, (2, 2), 30, 40, dtype=torch.float64), *shapes(drawn, 3, 5, 4, gradient=False),
            *shapes(partial(drawn, norm_first=True), 3, 4, 5, gradient=False), drawn(5, 4, 4, 2, 3, (1, 2)),
            *(surer(drawn(2, 3, 4, dtype=torch.float64), f"{name}.W_q", 1e4)
              for name in ("encoder.0.attention", "decoder.0.across"))]


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
