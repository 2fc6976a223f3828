"""The sentence of lesson 06 to work with: which word *it* means, and the one word that turns it."""
from utils import corpora
from utils.widgets import Explorer

from ...specification import Exploration, NearMiss

TIRED = "the animal did not cross the street because it was too tired".split()
ANIMAL_AT, STREET_AT, DECIDES_AT = 1, 6, 11  # places in it
NOUNS = corpora.CREATURES + corpora.PLACES
ADJECTIVES = corpora.OF_CREATURES + corpora.OF_PLACES
VERBS = corpora.BY_CREATURES + corpora.BY_PLACES
OTHERS = set(corpora.WHO_IS_IT_WORDS) - {*NOUNS, *ADJECTIVES, *VERBS}


def _it_means_the_street(answer):
    words = answer["words"]
    if len(words) != len(TIRED):
        return f"This is another sentence: that of the task has {len(TIRED)} words, and this has {len(words)}."
    changed = [place for place, (old, new) in enumerate(zip(TIRED, words)) if old != new]
    touched = answer["cut"] or answer["edits"] or answer["temperature"] != 1
    if not changed:
        if answer["cut"]:
            return "Cutting shows what the model needs; the task asks for a word. Every word is still the old one."
        if touched:
            return ("Scores and temperature change what the model does with the sentence. The task asks for another "
                    "sentence: one other word.")
        return "No word is another yet. Pick one in the sentence, and choose what stands there instead."
    if {TIRED[ANIMAL_AT], TIRED[STREET_AT]} <= {words[place] for place in changed}:
        return "The nouns have changed places. Leave both where they stand, and change one other word."
    if ANIMAL_AT in changed or STREET_AT in changed:
        return ("A noun was swapped, and then nobody means the old one: its name is gone. Keep animal and street "
                "both.")
    if len(changed) > 1:
        return (f"{len(changed)} words are others, so nobody can say which of them did it. Change one, and the answer "
                "is its doing.")
    place, = changed
    new = words[place]
    if place != DECIDES_AT:
        return (f"`{TIRED[place]}` does not tell an animal from a street. Which word says what only one of them can "
                "be?")
    if new in corpora.OF_CREATURES:
        return f"An animal can be {new} as well as tired, and a street neither. Say what only a street can be."
    if new not in corpora.WHO_IS_IT_WORDS:
        return f"The model knows no word {new!r}. Choose one of those that the figure offers."
    if new not in corpora.OF_PLACES:
        return f"`too {new}` says nothing of a street. Say what only a street can be."
    if touched:
        return ("The word is right. Take back what you did to the edges, the scores and the temperature, so that the "
                "word does it alone.")
    if answer["answer"] != "street":
        return "The model's answer is not the street, or has not come yet. Wait until it has, and record again."
    return ""


def _state(word="tired", **changes):
    return {"words": [*TIRED[:DECIDES_AT], word], "layer": 1, "head": 0, "query": 11, "key": 1, "temperature": 1.0,
            "edits": [], "cut": [], "answer": "animal", **changes}


WHAT_IT_MEANS = Exploration(
    id="what_it_means", prompt="The model answers at `it`. Change one word of the sentence so that `it` means the "
                               "other noun, and keep both nouns.",
    figure=Explorer, judge=_it_means_the_street,
    given={"words": TIRED, "vocabulary": {"nouns": sorted(NOUNS), "adjectives": sorted(ADJECTIVES),
                                          "verbs": sorted(VERBS), "other words": sorted(OTHERS)}},
    shows="Both nouns stand where they stood, and the answer went from one to the other: the last word decides which "
          "of them is read.",
    right=(_state("wide", answer="street"), _state("steep", answer="street", layer=0, head=1, key=6)),
    near=(
        NearMiss(_state(words=[*TIRED[:ANIMAL_AT], "bridge", *TIRED[ANIMAL_AT + 1:]], answer="bridge"),
                 "A noun was swapped, and then nobody means the old one: its name is gone. Keep animal and street "
                 "both."),
        NearMiss(_state(words=[*TIRED, "wide"], answer="street"),
                 "This is another sentence: that of the task has 12 words, and this has 13."),
        NearMiss(_state(words=TIRED[:DECIDES_AT]),
                 "This is another sentence: that of the task has 12 words, and this has 11."),
        NearMiss(_state(words=["the", "street", *TIRED[2:STREET_AT], "animal", *TIRED[STREET_AT + 1:]],
                        answer="street"),
                 "The nouns have changed places. Leave both where they stand, and change one other word."),
        NearMiss(_state("\ud800", answer="street"),
                 "The model knows no word '\\ud800'. Choose one of those that the figure offers."),
        NearMiss(_state("hungry"),
                 "An animal can be hungry as well as tired, and a street neither. Say what only a street can be."),
        NearMiss(_state(words=[*TIRED[:4], "like", *TIRED[5:DECIDES_AT], "wide"], answer="street"),
                 "2 words are others, so nobody can say which of them did it. Change one, and the answer is its "
                 "doing."),
        NearMiss(_state(cut=[[1, 0, 11, 1], [1, 1, 11, 1]], answer="street"),
                 "Cutting shows what the model needs; the task asks for a word. Every word is still the old one."),
        NearMiss(_state(edits=[[1, 1, 11, 6, 20.0]]),
                 "Scores and temperature change what the model does with the sentence. The task asks for another "
                 "sentence: one other word."),
        NearMiss(_state(),
                 "No word is another yet. Pick one in the sentence, and choose what stands there instead."),
        NearMiss(_state(words=[*TIRED[:4], "enter", *TIRED[5:]]),
                 "`cross` does not tell an animal from a street. Which word says what only one of them can be?"),
        NearMiss(_state("not", answer="street"),
                 "`too not` says nothing of a street. Say what only a street can be."),
        NearMiss(_state("wide", cut=[[1, 0, 11, 1]], answer="street"),
                 "The word is right. Take back what you did to the edges, the scores and the temperature, so that "
                 "the word does it alone."),
        NearMiss(_state("wide", answer=""),
                 "The model's answer is not the street, or has not come yet. Wait until it has, and record again."),
    ),
)
