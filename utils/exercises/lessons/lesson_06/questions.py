"""The questions of lesson 06 that are answered before their results are shown, and the names that it introduces."""
from ...specification import Choice, Expected, Option, Prediction, Term

SHIFTED_SCORES = Choice(
    id="shifted_scores", prompt="We add 100 to each of the three scores, and take exponentials and shares as before. "
                                "What does this machine give as weights?",
    options=(
        Option("the same", "The same weights as before.", "So it would be on paper. How large is $e^{102}$, and does "
               "it fit into 32 bits?"),
        Option("equal", "Nearly equal weights.", "The scores are as far apart as they were. Only quotients of "
               "exponentials count, and those have not changed."),
        Option("first", "All of it for the first.", "It leads the second by one, as before. That is worth a factor of "
               "e and no more."),
        Option("breaks", "No numbers at all.", "The exponentials overflow to infinity, and infinity divided by "
               "infinity is `nan`, “not a number”.", right=True),
    ),
)

WHOM_IT_READS = Choice(
    id="whom_it_reads", prompt="Whom does `it` read?",
    options=(
        Option("animal", "Mostly “animal”, since the last word is “tired”.", "That would be right for the sentence. "
               "But what does the row of `it` know of “tired”? Its query is made of its own row alone."),
        Option("street", "Mostly “street”, which stands nearer.", "No row says where a word stands, so no score can."),
        Option("itself", "Mostly itself.", "Its key is zero: a pronoun is found as neither creature nor place."),
        Option("both", "“animal” and “street” alike.", "It asks for a creature as much as for a place, and both answer "
               "alike. Nothing in its row tells which.", right=True),
    ),
)

SPREAD_OF_PRODUCTS = Prediction(
    id="spread_of_products", prompt="Two rows of 1024 independent numbers each, all with mean 0 and standard "
                                    "deviation 1. What is the standard deviation of their product?",
    low=1, high=1024, unit="", log=True,
    says="It is {value:.1f}. Variances of independent numbers add: of 1024 products, each with a variance of 1, the sum "
         "has a variance of 1024, and a standard deviation of 32. So far apart would scores lie, and a lead of 10 alone "
         "is worth a factor of 20,000.",
    expected=Expected("spread of the products of 1024 numbers", above=28, below=36),
)

ZERO_AFTER = Choice(
    id="zero_after", prompt="The zeros stand where they should. What happens to the weights that the first five words "
                            "give each other, when the hidden last word answers better?",
    options=(
        Option("stay", "Nothing: a hidden word has the weight 0, before and after.", "Its own weight stays 0. But "
               "what is each of the other weights divided by?"),
        Option("shrink", "They become smaller.", "The hidden score is in the sum that each row is divided by: the "
               "future shows in how much is left of the past, and a row that hides a word does not sum to one. Before the "
               "softmax a mask lets nothing through, not even that.", right=True),
        Option("grow", "They become larger.", "They would if a score left the sum. Here one in it grows."),
        Option("order", "They change places.", "All weights of a row are divided by the same sum: their order stays."),
    ),
)

READS_TIRED = Prediction(
    id="reads_tired", prompt="The last word is “tired”. In the first layer, how much of its weight does `it` give to "
                             "“tired”?",
    low=0, high=100, unit="percent",
    says="It gives {value:.1f} % to the last word.",
    expected=Expected("weight of “it” on “tired”, layer 1", below=20, unit="percent"),
)

SECOND_EDGE_CUT = Prediction(
    id="second_edge_cut", prompt="The edge from `it` to the noun that is meant is cut in layer 2. In how many "
                                 "sentences is the model still right?",
    low=0, high=100, unit="percent",
    says="It is right in {value:.0f} %, where it was right in nearly all. The answer hangs on that edge for the most part.",
    expected=Expected("right with the edge to the noun cut in layer 2", below=50, unit="percent"),
)

FIRST_EDGE_CUT = Prediction(
    id="first_edge_cut", prompt="In the sentences in which a creature is meant, the edge from `it` to that creature "
                                "is cut in layer 1. In how many of them is the model still right?",
    low=0, high=100, unit="percent",
    says="It is right in {value:.0f} %: a bright edge, and by itself no answer hangs on it. In the picture of the "
         "weights both edges are bright: by looking alone nobody could tell which of them the answer hangs on.",
    expected=Expected("right with the edge to the creature cut in layer 1", above=90, unit="percent"),
)

LEFT_TO_RIGHT = Prediction(
    id="left_to_right", prompt="With a causal mask in both layers, read at `it`: in how many sentences is the model "
    "right?",
    low=0, high=100, unit="percent",
    says="It is right in {value:.0f} %. Whoever sees two nouns, and not the word that decides, can name one of the "
         "two and is right every other time.",
    expected=Expected("right from left to right, read at “it”", above=40, below=60, unit="percent"),
)

TERMS = (
    Term("projection", "A row made of another by a matrix, such as a query of a word's row.", "Vaswani et al. 2017"),
    Term("saturation", "Where a function is so flat that next to no gradient comes back through it.",
         "Glorot and Bengio 2010"),
    Term("scaled dot-product attention", "A softmax of the products of queries and keys, divided by the root of their "
         "length, blends the values.", "Vaswani et al. 2017"),
    Term("causal mask", "Hides from each place what comes after it.", "Vaswani et al. 2017"),
    Term("self-attention", "Attention in which queries, keys and values are all made of one sequence.",
         "Lin et al. 2017"),
    Term("ablation", "Taking a part out of a network to see what goes with it.", "Newell 1975"),
    Term("circuit", "A part of a network that does a task by itself.", "Olah et al. 2020"),
    Term("causal intervention", "Changing one thing on purpose, and all else as it was, to see what follows from it.",
         "Pearl 2000"),
)
