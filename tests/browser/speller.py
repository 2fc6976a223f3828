"""A small model that says written words, trained while one waits: lesson 05's, until that lesson exists."""

import torch
import torch.nn.functional as F
from torch import nn

from tests.browser.weights import trained_once
from utils import corpora

LONGEST = 5  # letters
END = "·"


class Speller(nn.Module):
    """Letters to sounds: a recurrent network reads both ways, another one says, and additive attention between."""

    def __init__(self, n_letters, n_sounds, d_model=48):
        super().__init__()
        self.letters = nn.Embedding(n_letters + 1, d_model, padding_idx=0)
        self.sounds = nn.Embedding(n_sounds + 1, d_model, padding_idx=0)
        self.encoder = nn.GRU(d_model, d_model // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.GRU(d_model, d_model, batch_first=True)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model, bias=False)
        self.score = nn.Linear(d_model, 1, bias=False)
        self.state_to_logits = nn.Linear(d_model, n_sounds)
        self.context_to_logits = nn.Linear(d_model, n_sounds, bias=False)

    def look(self, letters, sounds):
        """The encoder's states, the decoder's, and the scores between them; sounds are those that should be said.

        letters: (B, T_k); sounds: (B, T_q), both padded with 0. Returns (B, T_k, d_model), (B, T_q, d_model) and
        (B, T_q, T_k). Source: Bahdanau et al. 2015, but for the decoder, which does not read what it looked at.
        """
        read, _ = self.encoder(self.letters(letters))
        state, _ = self.decoder(self.sounds(F.pad(sounds[:, :-1], (1, 0))))
        scores = self.score(torch.tanh(self.query(state)[:, :, None] + self.key(read)[:, None])).squeeze(-1)
        return read, state, scores.masked_fill(letters[:, None] == 0, -torch.inf)

    def forward(self, letters, sounds):
        read, state, scores = self.look(letters, sounds)
        return self.state_to_logits(state) + self.context_to_logits(scores.softmax(dim=-1) @ read)


@trained_once
def trained():
    """A Speller trained on the short words of the corpus; about ten seconds on one core."""
    steps = 400
    data = corpora.spelling()
    vocabulary = [*data.phonemes, END]
    said = {word: ways[0] for word, ways in data.train.items() if max(len(word), len(ways[0])) <= LONGEST}
    letters = _padded([[data.letters.index(letter) + 1 for letter in word] for word in said])
    sounds = _padded([[vocabulary.index(sound) + 1 for sound in (*way, END)] for way in said.values()])
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # with more, they wait for one another wherever the cores are busy
    torch.manual_seed(1)
    model = Speller(len(data.letters), len(vocabulary))
    optimizer = torch.optim.AdamW(model.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.015, steps)
    for _ in range(steps):
        batch = torch.randint(len(letters), (256,))
        logits = model(letters[batch], sounds[batch])  # (B, T_q, n_sounds)
        loss = F.cross_entropy(logits.flatten(0, 1), sounds[batch].flatten() - 1, ignore_index=-1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    torch.set_num_threads(threads)
    return model, data.letters, vocabulary


def _padded(rows):
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


def spelled(word, sounds):
    """What `Alignment` draws of a word and the sounds that it should be said with, from the trained model."""
    model, letters, vocabulary = trained()
    written = torch.tensor([[letters.index(letter) + 1 for letter in word]])
    wanted = torch.tensor([[vocabulary.index(sound) + 1 for sound in sounds]])
    with torch.no_grad():
        read, state, scores = model.look(written, wanted)
        values, base = model.context_to_logits(read), model.state_to_logits(state)
    return {"letters": list(word), "sounds": list(sounds), "scores": scores[0], "values": values[0],
            "base": base[0], "vocabulary": vocabulary}
