"""Text as programs print it, the same in each run."""

WORDS = "the quick brown fox jumps over a lazy dog while servers answer requests".split()


def words(number):
    """Returns 6 to 17 words, by a number."""
    return " ".join(WORDS[(number + i) % 13] for i in range(6 + number % 12))
