"""The decoder alone."""
import torch
import torch.nn.functional as F

from ...cases import normal
from ...specification import Exercise, edit
from ...worker import Case

N_HEADS, V = 2, 7


def _gpt_cases(generator):
    def drawn(B, T, d_head=2, n_layers=2, spare=3, dtype=torch.float32, steep=1.0, quiet=1.0, gradient=False):
        d_model, context = N_HEADS * d_head, T + spare

        def some(*shape, scale=1.0):
            return normal(generator, *shape, scale=scale, dtype=dtype)

        weights = {"embedding": some(V, d_model), "places": some(context, d_model),
                   "gain": some(d_model, scale=0.5) + 1, "bias": some(d_model, scale=0.5),
                   "W_out": quiet * some(d_model, V, scale=d_model**-0.5)}
        for block in (f"blocks.{i}." for i in range(n_layers)):
            weights |= {f"{block}attention.{name}": some(d_model, d_model, scale=d_model**-0.5 * (
                steep if name == "W_q" else 1.0)) for name in ("W_q", "W_k", "W_v", "W_o")}
            weights |= {f"{block}W_1": some(d_model, 4 * d_model, scale=d_model**-0.5),
                        f"{block}b_1": some(4 * d_model),
                        f"{block}W_2": some(4 * d_model, d_model, scale=(4 * d_model)**-0.5),
                        f"{block}b_2": some(d_model)}
            weights |= {f"{block}{name}_{i}": some(d_model, scale=0.5) + (name == "gain") for i in (1, 2)
                        for name in ("gain", "bias")}
        return Case({"ids": torch.randint(V, (B, T), generator=generator)}, weights=weights,
                    init={"n_symbols": V, "d_model": d_model, "n_heads": N_HEADS, "n_layers": n_layers,
                          "context_length": context}, gradient=gradient)

    return [
        drawn(1, 2, 1, 1, 0), drawn(2, 3, 1, 1), drawn(2, 4), drawn(3, 5, 3, 3), drawn(2, 4, 2, 2, 0), drawn(4, 4),
        drawn(2, 6, 4, 1, 9), drawn(2, 5, dtype=torch.float64), drawn(3, 3, dtype=torch.float64),
        drawn(2, 3, gradient=True), drawn(3, 4, dtype=torch.float64, gradient=True),
        drawn(2, 4, dtype=torch.float64, quiet=1e-9), drawn(2, 5, steep=100.0),
        *[drawn(*lengths) for lengths in ((3, 1), (1, 5), (1, 1), (40, 3), (3, 40), (300, 2), (40, 40))],
    ]


def _gpt(case):
    """The same of torch's own functions."""
    of, ids = case.weights, case.inputs["ids"]
    d_model, n_layers = case.init["d_model"], case.init["n_layers"]
    T = ids.shape[1]
    x = F.embedding(ids, of["embedding"]) + of["places"].narrow(0, 0, T)
    for i in range(n_layers):
        mine = {name.removeprefix(f"blocks.{i}."): weights for name, weights in of.items()
                if name.startswith(f"blocks.{i}.")}
        rows = F.layer_norm(x, (d_model,), mine["gain_1"], mine["bias_1"])
        q, k, v = (torch.stack((rows @ mine[f"attention.{name}"]).chunk(N_HEADS, -1), 1)
                   for name in ("W_q", "W_k", "W_v"))
        read = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + torch.cat(read.unbind(1), -1) @ mine["attention.W_o"]
        rows = F.layer_norm(x, (d_model,), mine["gain_2"], mine["bias_2"])
        x = x + F.linear(F.relu(F.linear(rows, mine["W_1"].mT, mine["b_1"])), mine["W_2"].mT, mine["b_2"])
    return F.layer_norm(x, (d_model,), of["gain"], of["bias"]) @ of["W_out"]


SUM, MASK, NORM = "self.embedding[ids] + self.places[:T]", "causal_mask(T)", "layer_norm(x, self.gain, self.bias)"
THROUGH = f"x = block(x, {MASK}.to(ids.device))"

GPT = Exercise(
    id="GPT", title="A decoder alone", points=5, minutes=15, difficulty=3,
    hints=("`self.embedding[ids]` picks the row of each character, (B, T, d_model). The rows of the first T places, "
           "`self.places[:T]`, are added to every text.",
           "Each block is called as `block(x, mask)` and gives the rows for the next. The mask is `causal_mask(T)`, "
           "the same for all blocks.",
           "After the last block comes `layer_norm` with `self.gain` and `self.bias`, then the matrix `self.W_out`."),
    cases=_gpt_cases, oracle=_gpt,
    mistakes=(
        edit((THROUGH, "x = block(x)"), sentence="There is no mask: each place reads the character that it is to "
             "guess. Give every block `causal_mask(T)`."),
        edit((MASK, f"{MASK}.T"), sentence="The mask is turned round: each place sees only itself and what comes after "
             "it. True stands where the key is not after the query."),
        edit((MASK, f"(~{MASK})"), sentence="The mask is inverted: True means that a query may attend to a key."),
        edit((MASK, f"{MASK}.tril(-1)"), sentence="The mask shuts out the place itself. It may be seen: what is to be "
             "guessed is the next one."),
        edit((THROUGH, f"x = block(x, {MASK}.to(ids.device) if block is self.blocks[0] else None)"), sentence="Only "
             "the first block has the mask. Through any other, each place still reads what comes after it."),
        edit((SUM, "self.embedding[ids]"), sentence="The places are missing: add `self.places[:T]`."),
        edit((SUM, "self.embedding[ids] + self.places[-T:]"), sentence="The rows of the last places are added. A text "
             "begins at place 0: `self.places[:T]`."),
        edit((SUM, "self.embedding[ids] + self.places[ids.clamp(max=len(self.places) - 1)]"), sentence="The row of "
             "places is picked by the character. It goes by where the character stands."),
        edit((SUM, "self.embedding[ids] + self.places[:1]"), sentence="Every place gets the row of place 0."),
        edit((SUM, f"({SUM}) * self.embedding.shape[1] ** 0.5"), sentence="The rows are multiplied by √d_model. Here "
             "they go in as they are."),
        edit((f"{NORM} @", "x @"), sentence="The last norm is missing: with the norm first, nothing has brought what "
             "leaves the last block to a size."),
        edit((f"{NORM} @ self.W_out", f"({NORM} @ self.W_out).log_softmax(-1)"), sentence="These are logarithms of "
             "shares. Return the logits as they are; the loss takes the softmax."),
        edit((f"{NORM} @ self.W_out", f"({NORM} @ self.W_out).softmax(-1)"), sentence="These are shares. Return the "
             "logits as they are; the loss takes the softmax."),
        edit((f"{NORM} @ self.W_out", f"({NORM} @ self.W_out)[:, -1]"), sentence="These are the logits of the last "
             "place. Return those of all places: each guesses its next character."),
        edit((THROUGH, f"x = block(x, {MASK}.to(ids.device) if block is self.blocks[-1] else None)"), sentence="Only "
             "the last block has the mask. Through any other, each place still reads what comes after it."),
        edit((SUM, SUM.removesuffix(" + self.places[:T]")), (THROUGH, THROUGH.replace("block(x,", "block(x + "
             "self.places[:T],")), sentence="The places are added before every block. They are added once, to the "
             "embedding, and the rows carry them on."),
        edit((THROUGH, f"x = layer_norm(block(x, {MASK}.to(ids.device)), self.gain, self.bias)"), (NORM, "x"),
             sentence="The last norm comes after every block. It stands once, behind all of them; each block has norms "
             "of its own."),
        edit(("for block in self.blocks", "for block in self.blocks[:1]"), sentence="Only the first block is used."),
        edit(("for block in self.blocks", "for block in [self.blocks[0]] * len(self.blocks)"), sentence="The first "
             "block is used again and again. Each has weights of its own: go through `self.blocks`."),
        edit(("for block in self.blocks", "for block in self.blocks[::-1]"), sentence="The blocks are used from the "
             "last to the first."),
    ),
)
