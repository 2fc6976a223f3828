"""Attention explorer: what the heads of a model read, what its answer needs of that, and a sentence to change."""
import json
import math
from typing import ClassVar

import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Each, Number, Row, Text, Whole
from .numbers import fixed, percent, plural, softmax

KEPT = 64  # looks that are kept, the ready ones aside
ENOUGH = 0.05  # of the answer's probability: a change that counts as one
SHOWN = 3  # answers, the likeliest
EDGE = (Whole(0, 63), Whole(0, 63), Whole(0, 31), Whole(0, 31))  # layer, head, query, key


class Explorer(Explorable):
    """A sentence, the attention of each layer and head of a model to it, and the model's answer.

    What it teaches: a weight says where a head looks, and not what the answer needs. So the figure shows both:
    the weights of one row, and for each edge of that row the answer that the model gives when this edge alone is
    cut. (The misconception: "the heat map is the explanation". Heads that do the same work stand in for one
    another, and a cut edge of full weight may change nothing.) The learner swaps words, edits scores, cuts edges
    and sets a temperature; the weights of the layer follow in the page, the answer comes from the model. After
    Jain and Wallace, Attention is not Explanation, 2019; Wiegreffe and Pinter, Attention is not not Explanation,
    2019.

    look(words, on_scores): runs the model on a list of words and returns all its answers as {word: probability},
        of which the figure shows the likeliest. In it the model calls `scores = on_scores(layer, scores)` with the
        scores of each layer, a tensor (n_heads, T, T) before the softmax, -inf where a query may not attend, and
        goes on with what comes back.
    words: the sentence at the start, of up to 32 words. Words are swapped, and their number stays.
    vocabulary: the words that the model knows: a list, or lists by the name of their group.
    layer, head, query: what is shown at the start, counted from 0; the query is the last word unless said.
    ready: changes of the start, such as {"words": [...]} or {"layer": 1, "cut": [[1, 0, 11, 1]]}. A page without a
        kernel knows the model's answers to these.

    Raises ValueError for words that the vocabulary has not, and for a `look` that does not keep to the above.
    """

    FIELDS: ClassVar[dict] = {
        "words": Row(Text(), 1, 32), "layer": EDGE[0], "head": EDGE[1], "query": EDGE[2], "key": EDGE[3],
        "temperature": Number(0.1, 10), "edits": Row(Each((*EDGE, Number(-1000, 1000))), 0, 100),
        "cut": Row(Each(EDGE), 0, 500), "answer": Text(),
    }
    VIEW: ClassVar[tuple] = ("layer", "head", "query", "key")

    _esm, _css = front_end("recordable", "explorable", "explorer", parts=("numbers", "slider", "tokens", "matrix"))

    vocabulary = traitlets.Dict().tag(sync=True)  # group -> words
    looks = traitlets.List().tag(sync=True)  # at the start and at what is ready, as `seen`
    seen = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)  # the latest, as _told tells it

    def __init__(self, look, words, vocabulary, *, layer=0, head=0, query=None, ready=(), **task):
        groups = vocabulary if isinstance(vocabulary, dict) else {"": vocabulary}
        groups = {group: list(known) for group, known in groups.items()}
        words = list(words)
        query = len(words) - 1 if query is None else query
        self._look, self._looks, self._words = look, {}, {word for known in groups.values() for word in known}
        start = {"words": words, "layer": layer, "head": head, "query": query, "key": query, "temperature": 1.0,
                 "edits": [], "cut": [], "answer": ""}
        self._shape = None
        if problem := self.misfit(start):
            raise ValueError(problem)
        self._shape = self._shape_of(start)
        if problem := self.misfit(start):
            raise ValueError(problem)
        weights = self._weights(start)
        start |= {"key": weights.index(max(weights)), "answer": self._best(start)}
        states = [start, *({**start, **changes} for changes in ready)]
        for state in states:
            if problem := self.misfit(state):
                raise ValueError(f"ready: {problem}")
        super().__init__(start, vocabulary=groups, looks=[self._told(state) for state in states], **task)

    def misfit(self, answer):
        if problem := super().misfit(answer):
            return problem
        if unknown := [word for word in answer["words"] if word not in self._words]:
            return f"the vocabulary has no word {unknown[0]!r}"
        if self._shape is None:  # the model has not been looked at yet
            return ""
        n_layers, n_heads, length, hidden = self._shape
        if len(answer["words"]) != length:
            return f"the sentence has {length} words, not {len(answer['words'])}"
        cut = [tuple(edge) for edge in answer["cut"]]
        edited = [tuple(edge[:4]) for edge in answer["edits"]]
        here = (answer["layer"], answer["head"], answer["query"], answer["key"])
        for layer, head, query, key in (here, *cut, *edited):
            if layer >= n_layers or head >= n_heads or query >= length or key >= length:
                return f"the model has {n_layers} layers of {n_heads} heads and {length} words, counted from 0"
            if (layer, head, query, key) in hidden:
                return f"word {query + 1} may not attend to word {key + 1}: the mask hides it"
        if len(set(cut)) < len(cut) or len(set(edited)) < len(edited):
            return "an edge is named twice"
        for row in {edge[:3] for edge in cut}:
            if all((*row, key) in hidden or (*row, key) in cut for key in range(length)):
                return f"every edge of word {row[2] + 1} is cut: something must be left to read"
        return ""

    def set_state(self, sync_data):  # completed first: what is not as the page sent it goes back, and undoes newer edits
        state = sync_data.get("answer")
        if state is not None and not self.misfit(state):
            sync_data = {**sync_data, "answer": self._completed(state)}
        super().set_state(sync_data)

    @traitlets.validate("answer", "recorded", "start")
    def _fits(self, proposal):
        state = super()._fits(proposal)
        return state and self._completed(state)

    def _completed(self, state):
        """`state` with the model's answer, and not that of a page or of a cell."""
        return {**state, "answer": self._answer_to(state)}

    def _take(self, widget, message, buffers):  # a page asks for one state at a time, and saves every one
        super()._take(widget, message, buffers)
        if message.get("type") == "ask" and not self.misfit(message["state"]):
            self.seen = self._told(message["state"])

    @traitlets.observe("recorded")
    def _tell_recorded(self, change):  # no page may be there to ask: a book is made without one
        if change["new"] is not None:
            self.seen = self._told(change["new"])

    def said(self, state):
        answer, at_all = self._best(state), dict(self._asked(state)["answers"])
        cut, edits = len(state["cut"]), len(state["edits"])
        done = [*([plural(cut, "edge") + " cut"] if cut else []),
                *([plural(edits, "score") + " edited"] if edits else []),
                *([f"a temperature of {fixed(state['temperature'], 1)}"] if state["temperature"] != 1 else [])]
        given = f"With {', '.join(done)}, the" if done else "The"
        weights, without = self._weights(state), self._without(state)
        most = weights.index(max(weights))
        read = "itself" if most == state["query"] else _named(state["words"], most)
        words = (f"{given} model answers {answer} ({percent(at_all[answer])}). In layer {state['layer'] + 1}, "
                 f"head {state['head'] + 1}, {_named(state['words'], state['query'])} reads {read} most: "
                 f"{percent(weights[most])} of its weight.")
        left = without[most]
        if left is None:
            return f"{words} It has nothing else to read."
        least = min((share, key) for key, share in enumerate(without) if share is not None)
        keeps = f"{answer} {'still' if left <= at_all[answer] else 'even'} has {percent(left)}"
        if at_all[answer] - least[0] < ENOUGH:
            return f"{words} Without that edge, {keeps}: the answer hangs on no edge of this row alone."
        if at_all[answer] - left < ENOUGH:
            return (f"{words} Without that edge, {keeps}; without the edge to {_named(state['words'], least[1])} it "
                    f"has {percent(least[0])}.")
        return f"{words} Without that edge, {answer} has {percent(left)}."

    def table(self, state):
        scores, cut = self._scores(state), self._cut(state)
        return ["word", "score", "weight", "the answer without this edge"], [
            [word, "cut" if key in cut else fixed(scores[key]), weight, "–" if left is None else left]
            for key, (word, weight, left) in enumerate(
                zip(state["words"], self._weights(state), self._without(state))) if scores[key] is not None]

    def _scores(self, state):
        """The scores of the row, None where it may not attend, as edited."""
        here = [state["layer"], state["head"], state["query"]]
        scores = list(self._asked(state)["scores"][here[0]][here[1]][here[2]])
        for *row, key, score in state["edits"]:
            if row == here:
                scores[key] = score
        return scores

    def _cut(self, state):
        here = [state["layer"], state["head"], state["query"]]
        return {key for *row, key in state["cut"] if row == here}

    def _weights(self, state):
        cut = self._cut(state)
        return softmax([-math.inf if score is None or key in cut else score / state["temperature"]
                        for key, score in enumerate(self._scores(state))])

    def _without(self, state):
        """What the answer has when one edge of the row is cut too, a key each; None for no such edge."""
        here = (state["layer"], state["head"], state["query"])
        rows = self._asked(state)["rows"]
        if here not in rows:
            answer, cut = self._best(state), self._cut(state)
            scores = self._scores(state)
            left = [key for key, score in enumerate(scores) if score is not None and key not in cut]
            rows[here] = [dict(self._run(state, [(*here, key)])[1]).get(answer, 0.0)
                          if key in left and len(left) > 1 else None for key in range(len(scores))]
        return rows[here]

    def _points(self, state):
        """How the answer changes when one edge of the row is cut too, in hundredths; None for no such edge."""
        share = _points(dict(self._asked(state)["answers"])[self._best(state)])
        return [None if left is None else _points(left) - share for left in self._without(state)]

    def _answer_to(self, state):
        """The model's answer, as a recorded state holds it; "" where the model raises."""
        try:
            return self._best(state)
        except Exception:  # the lesson's own code; a page that asks is told what it did
            return ""

    def _best(self, state):
        return max(self._asked(state)["answers"], key=lambda pair: pair[1])[0]

    def _asked(self, state):
        """What the model does with a state: `scores` by layer, head, query and key, `answers`, and `rows`."""
        name = json.dumps(_of(state))
        if name not in self._looks:
            scores, answers = self._run(state)
            self._looks[name] = {"scores": scores, "answers": answers, "rows": {}}
            if len(self._looks) > KEPT:
                del self._looks[next(iter(self._looks))]
        return self._looks[name]

    def _told(self, state):
        """What a page is told of a state: {of, scores, answers, answer, row}, or {of, problem}."""
        try:
            asked = self._asked(state)
            row = {"at": [state["layer"], state["head"], state["query"]], "points": self._points(state),
                   "words": self.said(state), "table": self.table(state)[1]}
        except Exception as error:  # the lesson's own code, asked by a page: the page says what it did
            return {"of": _of(state), "problem": f"The model raised {type(error).__name__}: {error}"}
        likeliest = sorted(asked["answers"], key=lambda pair: -pair[1])[:SHOWN]
        return {"of": _of(state), "scores": asked["scores"], "answers": likeliest, "answer": likeliest[0][0],
                "row": row}

    def _run(self, state, more=()):
        """The scores that the model makes on the way, rounded, and its answers; `more` edges are cut too.

        With `more`, the answers alone are asked for, once an edge: the scores are left out.
        """
        made = []

        def on_scores(layer, scores):
            if layer != len(made):
                raise ValueError(f"look calls on_scores for layer {layer} where layer {len(made)} is next")
            if scores.ndim != 3:
                raise ValueError(f"look calls on_scores with scores of shape (n_heads, T, T), not {tuple(scores.shape)}")
            made.append(not more and [
                [[round(score, 3) if math.isfinite(score) else None for score in row] for row in head]
                for head in scores.tolist()])
            changed = scores.clone()
            for of, head, query, key, score in state["edits"]:
                if of == layer:
                    changed[head, query, key] = score
            changed = changed / state["temperature"]
            for of, head, query, key in (*state["cut"], *more):
                if of == layer:
                    changed[head, query, key] = -math.inf
            return changed

        answers = self._look(list(state["words"]), on_scores)
        if not isinstance(answers, dict) or not answers or not all(
                isinstance(word, str) and 0 <= share <= 1.001 for word, share in answers.items()):
            raise ValueError(f"look returns {{word: probability}}, not {answers!r}")
        return made, [[word, round(float(share), 3)] for word, share in answers.items()]

    def _shape_of(self, state):
        """The model's layers, heads and words, and the edges that its mask hides."""
        scores = self._asked(state)["scores"]
        if not scores:
            raise ValueError("look never calls on_scores(layer, scores)")
        n_heads, length = len(scores[0]), len(state["words"])
        if any(len(layer) != n_heads or any(len(head) != length or any(len(row) != length for row in head)
                                            for head in layer) for layer in scores):
            raise ValueError(f"look calls on_scores with scores (n_heads, T, T), the same n_heads in each layer, "
                             f"T = {length}")
        hidden = {(layer, head, query, key) for layer, heads in enumerate(scores)
                  for head, rows in enumerate(heads)
                  for query, row in enumerate(rows) for key, score in enumerate(row) if score is None}
        if any(all(score is None for score in row) for layer in scores for head in layer for row in head):
            raise ValueError("every word attends to one word at least; a row of the scores has none finite")
        return len(scores), n_heads, length, hidden


def _points(share):
    """A share in hundredths, as the page writes it."""
    return int(fixed(100 * share, 0))


def _named(words, place):
    """A word of the sentence in quotes, with its place where it stands there twice."""
    twice = f" (word {place + 1})" if words.count(words[place]) > 1 else ""
    return f"“{words[place]}”{twice}"


def _of(state):
    return [state["words"], state["temperature"], state["edits"], state["cut"]]
