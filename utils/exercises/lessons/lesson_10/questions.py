"""The questions of lesson 10 that are answered before their results are shown, and the names that it introduces."""
from ...specification import Choice, Expected, Option, Prediction, Term

FUTURE_SHOWN = Choice(
    id="future_shown", prompt="One of two small models may see in training what comes later. What becomes of it?",
    expected=Expected("the loss of the one that sees what comes later, beside the other's", below=0.5, unit="times"),
    options=(
        Option("worse", "The loss falls less far: it is confused by what it should not see.",
               "What it sees there is the right answer, at the same place each time. What would you do in an "
               "examination?"),
        Option("same", "Nothing much: it has the memory, and needs no more.",
               "Which is easier to find out: how a letter is said, or what stands one place to the right?"),
        Option("cheats", "The loss falls further than with the mask, and left alone the model cannot say words.",
               "It learns to copy what stands one place to the right. Left alone, it finds nothing there.", right=True),
    ),
)

PER_OF_2017 = Prediction(
    id="per_of_2017", prompt="How many of the sounds does the recipe of 2017 get wrong after as much time of the "
                             "processor as lesson 05's model had?",
    low=0, high=100, unit="percent", digits=2,
    says="The recipe of 2017 gets {value:.0f} % of the sounds wrong. It was made for trainings of half a day and more on "
         "eight GPUs, and its rate and its norm want more steps than a quarter of a minute has.",
    expected=Expected("lesson 05's model with as many words, wrong sounds beside the recipe of 2017", below=0.8,
                      unit="times"),
)

PER_OF_TODAY = Prediction(
    id="per_of_today", prompt="And today's recipe, in the same time? How many of the sounds does it get wrong?",
    low=0, high=100, unit="percent", digits=3,
    says="Today's recipe gets {value:.1f} % of the sounds wrong, and so it is ahead of two GRUs with attention.",
    expected=Expected("today's recipe beside lesson 05's model, in wrong sounds or words, whichever is closer", below=1,
                      unit="times"),
)

BEAM_SAVES = Prediction(
    id="beam_saves", prompt="Of the sounds that it gets wrong greedily, how many percent are saved when four "
                            "hypotheses are followed?",
    low=-10, high=50, unit="percent", digits=2,
    says="Four hypotheses save {value:.1f} % of the wrong sounds. What is likeliest step by step is mostly "
         "likeliest as a whole.",
    expected=Expected("wrong sounds that four hypotheses save", above=-3, below=8, unit="percent"),
)

TERMS = (
    Term("padding mask", "Hides what fills up the shorter texts of a batch.", "Vaswani et al. 2017"),
    Term("memory", "The rows that come out of the encoder, which the decoder looks at.", "Sukhbaatar et al. 2015"),
    Term("decoder block", "Attention to what was said, attention to what was read, and neurons.",
         "Vaswani et al. 2017"),
    Term("transformer", "A network of such blocks, without recurrence: attention, neurons, ways past and norms.",
         "Vaswani et al. 2017"),
    Term("label smoothing", "A part of the target's share is given to all symbols alike.", "Szegedy et al. 2016"),
    Term("dropout", "Some numbers are left out at random in training, so that none can be relied on alone.",
         "Srivastava et al. 2014"),
    Term("beam search", "Several ways to go on are followed at once, the likeliest so far.", "Lowerre 1976"),
    Term("hypothesis", "What a search has said so far, one of several.", "Lowerre 1976"),
    Term("length penalty", "What a total is divided by, so that long and short answers compare.", "Wu et al. 2016"),
    Term("query–key norm", "Queries and keys are brought to one size before they meet.", "Henry et al. 2020"),
    Term("RMS norm", "A norm that divides by the root of the mean square, and takes no mean away.",
         "Zhang and Sennrich 2019"),
    Term("Muon", "An optimizer that makes each step of a matrix nearly orthogonal.", "Jordan et al. 2024"),
)
