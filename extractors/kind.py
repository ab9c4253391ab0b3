"""How strongly a page looks like a kind of document: its title, then its labels."""

from collections.abc import Sequence
from statistics import median

from extractors.labels import KindLabels
from extractors.layout import Placed
from extractors.pairs import Label


def kind_score(lines: Sequence[Placed], found: Sequence[Label], labels: KindLabels) -> float:
    """0-1: the weight of the best title, plus what is missing to 1 in the measure of the labels found.

    A line that ends in a word that speaks against the kind halves the score, for each such word.
    """
    texts = ["".join(line.text.split()) for line in lines]
    least = labels.title_height * median([line.height for line in lines] or [0.0])
    large = [text for text, line in zip(texts, lines, strict=True) if line.height >= least]
    title = max((weight for word, weight in labels.titles.items() if any(word in text for text in large)), default=0.0)
    signs = {label.text for label in found if label.sureness == 1.0}
    share = min(1.0, len(signs) / labels.enough)
    against = sum(any(text.endswith(word) for text in texts) for word in labels.against)
    return round((title + (1 - title) * share * (1.0 if title else 0.6)) * 0.5**against, 3)
