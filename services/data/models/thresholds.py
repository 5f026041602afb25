"""The thresholds of the checks; most are those of skore's automated checks (docs.skore.probabl.ai).

A difference of scores counts from the larger of a floor and a share of the score that it is compared with.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """A difference of scores that counts."""

    floor: float
    share: float

    def of(self, reference: float) -> float:
        """Return the least difference that counts beside a score."""
        return max(self.floor, self.share * abs(reference))


OVERFITTING = Gap(0.03, 0.10)  # SKD001, of the score on training rows
BETTER = Gap(0.01, 0.05)  # SKD002, SKD009 and SKD010, of the baseline's or the other model's score
MAJORITY = 0.8  # SKD004: the share of the most frequent of two classes
MINORITY = (
    0.3  # SKD005, of the share that a class has where all are equal: a tenth of all rows for three classes
)
CORRELATED = 0.9  # SKD008: Spearman's rank correlation
SLOWER = 2.0  # SKD010: times as long as the linear model
USELESS = 1e-3  # SKD012: the loss of score without a column; or its deviation reaches 0

# SKD011 asks for a column that alone is within 10 % of the score, which also holds where no model is good.
# This is the share of what the model gains over the baseline.
ALONE = 0.9
# Of permutation importance: the best column makes up the gain, and the next adds next to nothing to it.
DOMINANT, NEGLIGIBLE = 0.9, 0.05
# A run is slower only by seconds that a reader notices; its length has the start of its machine in it, too.
SLOWER_SECONDS = 10.0
# The score is too uncertain where its interval reaches further than the difference that SKD001 calls a gap.
WIDE = Gap(0.03, 0.10)
LEAST_ROWS = 20  # held-out rows, without which the shares of the classes are chance
