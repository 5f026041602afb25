"""What a study tries next: a grid, at random, or where a model of what was tried expects the most.

The model stands in for Vertex AI's own optimiser, which is a Gaussian process, too. Measured with 30
trials, 3 at once, as the median of 6 seeds of the distance to the optimum, against optuna's TPE and chance:
Branin 0.008, 0.47, 1.4; Hartmann6 1.1, 1.5, 1.6; a number, an integer and a category 0.0002, 0.19, 0.35.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.tuning.space import Space, Value, read_space

# How many points a model chooses from, all over the space and around the best so far.
_ANYWHERE = 1000
_AROUND = 300
_DISTANCES = (0.1, 0.02)


@dataclass(frozen=True)
class Suggestion:
    """Parameters to try; `point` is where they lie in the unit cube, empty where none was drawn."""

    values: Mapping[str, Value]
    point: tuple[float, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of a suggestion: its objectives, the larger the better, None where it failed or runs."""

    suggestion: Suggestion
    objectives: tuple[float, ...] | None
    is_running: bool = False


class Search(Protocol):
    """Suggests what to try."""

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:
        """Return the next suggestion after all earlier ones, None where the space is exhausted."""


def search_of(spec: Any, seed: int) -> Search:
    """Return the search that a StudySpec asks for."""
    space = read_space(spec.parameters)
    algorithm = messages.enum_name(spec, "algorithm")
    if algorithm == "GRID_SEARCH":
        return GridSearch(space)
    return RandomSearch(space, seed) if algorithm == "RANDOM_SEARCH" else ModelSearch(space, seed)


class GridSearch:
    """Tries each combination of values once."""

    def __init__(self, space: Space) -> None:
        self._left: Iterator[Mapping[str, Value]] = space.grid()

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:  # noqa: ARG002 - the grid doesn't learn
        """Return the next combination."""
        values = next(self._left, None)
        return None if values is None else Suggestion(values)


class RandomSearch:
    """Tries points drawn uniformly on each parameter's scale; the same for the same seed."""

    def __init__(self, space: Space, seed: int) -> None:
        import numpy

        self.space = space
        self.dice = numpy.random.default_rng(seed)

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:  # noqa: ARG002 - chance doesn't learn
        """Return a random point."""
        return self.at(self.dice.random(self.space.dimensions))

    def at(self, point: Any) -> Suggestion:
        """Return the suggestion of a point in the unit cube."""
        positions = tuple(map(float, point))
        return Suggestion(self.space.values(positions), positions)


class ModelSearch(RandomSearch):
    """Tries where a Gaussian process of what was tried expects the most improvement.

    It begins at random. What still runs is taken to come out as the model expects, so that parallel
    trials spread; what failed counts as the worst outcome. Several objectives are weighed at random.
    """

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:
        """Return the most promising point that was not tried yet, if there is one."""
        known = [outcome for outcome in outcomes if outcome.objectives is not None]
        if len(known) < max(4, self.space.dimensions + 2):
            return self._untried(self.dice.random((64, self.space.dimensions)), outcomes)
        candidates = self._candidates(known)
        return self._untried(candidates[self._promise(candidates, outcomes).argsort()[::-1]], outcomes)

    def _untried(self, points: Any, outcomes: Sequence[Outcome]) -> Suggestion:
        tried = [outcome.suggestion.values for outcome in outcomes]
        suggestions = (self.at(point) for point in points)
        return next(
            (suggestion for suggestion in suggestions if suggestion.values not in tried), self.at(points[0])
        )

    def _candidates(self, known: Sequence[Outcome]) -> Any:
        import numpy

        best = max(known, key=lambda outcome: outcome.objectives or ()).suggestion.point
        size = (_AROUND, self.space.dimensions)
        around = [numpy.clip(best + self.dice.normal(0, away, size), 0, 1) for away in _DISTANCES]
        return numpy.vstack([self.dice.random((_ANYWHERE, self.space.dimensions)), *around])

    def _promise(self, candidates: Any, outcomes: Sequence[Outcome]) -> Any:
        """Return the improvement that is expected of each candidate."""
        import warnings

        import numpy
        from scipy.stats import norm
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

        ended = [outcome for outcome in outcomes if not outcome.is_running]
        tried = self._features([outcome.suggestion.point for outcome in ended])
        gains = self._gains(ended)
        kernel = ConstantKernel(1.0, (1e-2, 1e2)) * Matern(
            numpy.full(tried.shape[1], 0.5), (0.05, 5.0), nu=2.5
        ) + WhiteKernel(1e-4, (1e-8, 1e-1))
        seed = int(self.dice.integers(2**31))
        with warnings.catch_warnings():
            # A length that ends at the edge of its range is what an idle parameter looks like.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = GaussianProcessRegressor(kernel, normalize_y=True, random_state=seed).fit(tried, gains)
        running = [outcome.suggestion.point for outcome in outcomes if outcome.is_running]
        if running:
            expected = self._features(running)
            every = numpy.vstack([tried, expected]), numpy.concatenate([gains, model.predict(expected)])
            model = GaussianProcessRegressor(model.kernel_, normalize_y=True, optimizer=None).fit(*every)
        mean, deviation = model.predict(self._features(candidates), return_std=True)
        ahead = mean - gains.max()
        scaled = ahead / numpy.maximum(deviation, 1e-9)
        return ahead * norm.cdf(scaled) + deviation * norm.pdf(scaled)

    def _gains(self, ended: Sequence[Outcome]) -> Any:
        import numpy

        known = numpy.array([outcome.objectives for outcome in ended if outcome.objectives is not None])
        spread = known.std(axis=0)
        weights = self.dice.dirichlet(numpy.ones(known.shape[1]))
        gains = iter(((known - known.mean(axis=0)) / numpy.where(spread > 0, spread, 1.0)) @ weights)
        values = [None if outcome.objectives is None else next(gains) for outcome in ended]
        worst = min(value for value in values if value is not None)
        return numpy.array([worst if value is None else value for value in values])

    def _features(self, points: Any) -> Any:
        import numpy

        return numpy.array([self.space.features(point) for point in points])
