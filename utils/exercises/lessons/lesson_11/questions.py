"""What lesson 11 asks, with the answers that it records, and its terms."""
from ....widgets import Sampling
from ....widgets.numbers import fixed
from ....widgets.sampling import OPEN, reached
from ...specification import Choice, Expected, Exploration, NearMiss, Option, Term

CHAIN_OF_TRAINING = Choice(
    id="chain_of_training", prompt="The texts are made twice as long. What happens to the longest chain of operations "
                                   "in a step of training?",
    expected=Expected("the GPT's longest chain at 64 characters", below=1.1, unit="times that at 8"),
    options=(
        Option("both", "It becomes twice as long for both: there is twice as much to read.",
               "There is twice as much to do for both. Which of it has to wait?"),
        Option("lstm", "It becomes about twice as long for the LSTM, and stays as it is for the GPT.",
               "Each character's step waits for the one before in the LSTM, forth and back. In the GPT all places go "
               "through a layer at once, and the chain goes by the layers.", right=True),
        Option("gpt", "It becomes about twice as long for the LSTM, and four times for the GPT, which looks at all "
               "pairs.",
               "There are four times as many pairs to look at. None of them waits for another."),
    ),
)

AHEAD_IN_EQUAL_TIME = Choice(
    id="ahead_in_equal_time", prompt="Both have had the same time of one processor core. Which loss is lower, on plays "
                                     "that neither has read?",
    expected=Expected("at equal time of a core, the LSTM's lead over the GPT", above=0.1, unit="nats"),
    options=(
        Option("gpt", "The GPT's, by a tenth of a nat or more.",
               "It waits less, but one core does all of its work one after another anyway. And so early in a training "
               "it has to find out what the LSTM is built for: that what came last matters most."),
        Option("lstm", "The LSTM's, by a tenth of a nat or more.",
               "One core gains nothing from what could be done at once. And the LSTM is built to read what came last; "
               "the GPT has to learn from its table of places what is near.", right=True),
        Option("same", "They are within a tenth of a nat.",
               "They have about as many parameters, but they are built for different things. Which is at home on one "
               "core, after half a minute?"),
    ),
)


def _one_and_many(answer):
    sure, many = answer["left"]
    if reached(answer["left"]):
        return ""
    if answer["top_p"] == 1 and answer["top_k"] is None:
        return "Temperature moves the shares and leaves out nothing: every symbol can still follow."
    if answer["top_p"] == 1:
        return (f"Top-k leaves {sure} after the first text and {many} after the second: it counts symbols, and does "
                "not look at their shares.")
    if sure > 1:
        return f"After the first text {sure} can follow: its likeliest alone does not reach {fixed(answer['top_p'])}."
    return f"After the second text only {many} can follow, and {OPEN} are asked for."


def _setting(left, temperature=1, top_k=None, top_p=1):
    return {"temperature": temperature, "top_k": top_k, "top_p": top_p, "left": left}


_COUNTED = ("Top-k leaves {0} after the first text and {0} after the second: it counts symbols, and does not look at "
            "their shares.")

LEAVE_OUT_THE_UNLIKELY = Exploration(
    id="leave_out_the_unlikely", prompt="Find one setting with which a single symbol can follow the first text, and at "
                                        f"least {OPEN} can follow the second.",
    figure=Sampling, given={}, judge=_one_and_many,
    shows="Top-p counts shares: where the model is sure, one symbol has enough, and elsewhere many are needed.",
    right=(_setting([1, 13], top_p=0.8), _setting([1, 8], top_k=12, top_p=0.8)),
    near=(
        NearMiss(_setting([27, 27], temperature=0.5),
                 "Temperature moves the shares and leaves out nothing: every symbol can still follow."),
        NearMiss(_setting([1, 1], top_k=1), _COUNTED.format(1)),
        NearMiss(_setting([6, 6], top_k=6), _COUNTED.format(6)),
        NearMiss(_setting([6, 21], top_p=0.95),
                 "After the first text 6 can follow: its likeliest alone does not reach 0.95."),
        NearMiss(_setting([1, 2], top_p=0.2), f"After the second text only 2 can follow, and {OPEN} are asked for."),
    ),
)

TERMS = (
    Term("decoder-only", "A transformer without an encoder: one stack, behind a causal mask.", "Liu et al. 2018"),
    Term("causal language model", "A model of what comes next, each guess from what came before alone.",
         "Radford et al. 2018"),
    Term("context length", "How many symbols a model takes in at once.", "Radford et al. 2019"),
    Term("autoregressive", "Made one symbol after another, each from those before it.", "Yule 1927"),
    Term("top-k sampling", "Draw from the k likeliest symbols only.", "Fan et al. 2018"),
    Term("nucleus sampling", "Draw from the fewest symbols that have a given share together; also: top-p.",
         "Holtzman et al. 2019"),
)
