"""Search algorithms of a study: grid search, random search and Bayesian optimisation.

The last one stands in for Vertex AI's own optimiser, which uses a Gaussian process, too. Measured with 30
trials, 3 at once, as the median of 6 seeds of the distance to the optimum, against optuna's TPE and chance:
Branin 0.008, 0.47, 1.4; Hartmann6 1.1, 1.5, 1.6; a number, an integer and a category 0.0002, 0.19, 0.35.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.tuning.space import Space, Value, read_space

# Candidate points of the model: in the whole space, and around the best point so far.
_GLOBAL_CANDIDATES = 1000
_LOCAL_CANDIDATES = 300
_DISTANCES = (0.1, 0.02)


@dataclass(frozen=True)
class Suggestion:
    """Parameters to try; `point` is their place in the unit cube, empty for a grid."""

    values: Mapping[str, Value]
    point: tuple[float, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The outcome of a suggestion: its objectives, more is better, None if it failed or runs."""

    suggestion: Suggestion
    objectives: tuple[float, ...] | None
    is_running: bool = False


class Search(Protocol):
    """Suggests parameters to try."""

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:
        """Return the next suggestion given all earlier outcomes, None if the space is exhausted."""


def search_of(spec: Any, seed: int) -> Search:
    """Return the search for the algorithm of a StudySpec."""
    space = read_space(spec.parameters)
    algorithm = messages.enum_name(spec, "algorithm")
    if algorithm == "GRID_SEARCH":
        return GridSearch(space)
    return RandomSearch(space, seed) if algorithm == "RANDOM_SEARCH" else BayesianSearch(space, seed)


class GridSearch:
    """Suggests each combination of values once."""

    def __init__(self, space: Space) -> None:
        self._left: Iterator[Mapping[str, Value]] = space.grid()

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:  # noqa: ARG002 - a grid search ignores them
        """Return the next combination."""
        values = next(self._left, None)
        return None if values is None else Suggestion(values)


class RandomSearch:
    """Suggests points drawn uniformly on each parameter's scale; equal seeds give equal points."""

    def __init__(self, space: Space, seed: int) -> None:
        import numpy

        self.space = space
        self.generator = numpy.random.default_rng(seed)

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:  # noqa: ARG002 - a random search ignores them
        """Return a random point."""
        return self.at(self.generator.random(self.space.dimensions))

    def at(self, point: Any) -> Suggestion:
        """Return the suggestion of a point in the unit cube."""
        positions = tuple(map(float, point))
        return Suggestion(self.space.values(positions), positions)


class BayesianSearch(RandomSearch):
    """Suggests the point with the largest expected improvement under a Gaussian process.

    The first points are random. Running trials count as their expected outcome, so that parallel
    trials spread, failed ones as the worst outcome. Several objectives get random weights.
    """

    def suggest(self, outcomes: Sequence[Outcome]) -> Suggestion | None:
        """Return the most promising point that was not tried yet."""
        known = [outcome for outcome in outcomes if outcome.objectives is not None]
        if len(known) < max(4, self.space.dimensions + 2):
            return self._untried(self.generator.random((64, self.space.dimensions)), outcomes)
        candidates = self._candidates(known)
        best_first = self._expected_improvement(candidates, outcomes).argsort()[::-1]
        return self._untried(candidates[best_first], outcomes)

    def _untried(self, points: Any, outcomes: Sequence[Outcome]) -> Suggestion:
        tried = [outcome.suggestion.values for outcome in outcomes]
        suggestions = (self.at(point) for point in points)
        return next(
            (suggestion for suggestion in suggestions if suggestion.values not in tried), self.at(points[0])
        )

    def _candidates(self, known: Sequence[Outcome]) -> Any:
        import numpy

        best = max(known, key=lambda outcome: outcome.objectives or ()).suggestion.point
        size = (_LOCAL_CANDIDATES, self.space.dimensions)
        around = [numpy.clip(best + self.generator.normal(0, away, size), 0, 1) for away in _DISTANCES]
        return numpy.vstack([self.generator.random((_GLOBAL_CANDIDATES, self.space.dimensions)), *around])

    def _expected_improvement(self, candidates: Any, outcomes: Sequence[Outcome]) -> Any:
        """Return the expected improvement of each candidate."""
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
        seed = int(self.generator.integers(2**31))
        with warnings.catch_warnings():
            # A parameter without influence drives its length scale to the bound.
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
        weights = self.generator.dirichlet(numpy.ones(known.shape[1]))
        gains = iter(((known - known.mean(axis=0)) / numpy.where(spread > 0, spread, 1.0)) @ weights)
        values = [None if outcome.objectives is None else next(gains) for outcome in ended]
        worst = min(value for value in values if value is not None)
        return numpy.array([worst if value is None else value for value in values])

    def _features(self, points: Any) -> Any:
        import numpy

        return numpy.array([self.space.features(point) for point in points])
