"""The speller: lesson 10's model of today, wider, which `bench/say_it` trains for long."""

import torch

from utils.corpora import CACHE
from utils.recipe import EncoderDecoder

KEPT = CACHE / "say_it.pt"
DROPOUT = 0.15  # without any, it knows the words that it has learned from by heart, and every fourth other is wrong


def speller(spelling, d_model):
    """The model before its training: three blocks that read and two that say, d_model wide, an even number."""
    return EncoderDecoder(spelling.n_letter_ids, spelling.n_sound_ids, d_model, n_heads=max(1, d_model // 48),
                          d_ff=4 * d_model, depths=(3, 2), dropout=DROPOUT)


def trained_speller(spelling, path=KEPT):
    """The model as `bench/say_it` has left it in `path`, to be called; None where it was not trained to its end."""
    if not path.exists():
        return None
    kept = torch.load(path, map_location="cpu", weights_only=True)
    if len(kept["losses"]) < kept["settings"]["steps"]:
        return None
    model = speller(spelling, kept["settings"]["width"])
    model.load_state_dict(kept["model"])
    return model.eval()
