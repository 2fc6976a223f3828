"""The questions of lesson 10 that are answered before their results are shown, and the names that it introduces."""
from ...specification import Choice, Expected, Option, Prediction, Term

TERMS = (
    Term("padding mask", "Hides what fills up the shorter texts of a batch.", "Vaswani et al. 2017"),
    Term("memory", "The rows that come out of the encoder, which the decoder looks at.", "Sukhbaatar et al. 2015"),
    Term("decoder block", "Attention to what was said, attention to what was read, and neurons.",
         "Vaswani et al. 2017"),
    Term("label smoothing", "A part of the target's share is given to all symbols alike.", "Szegedy et al. 2016"),
)
