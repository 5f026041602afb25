"""Requests share calls of predict, and nobody can tell from the answers."""

import asyncio

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.local_cloud.serving.batches import Batches, Full

BAD = -1


class Model:
    """Doubles rows, remembers what each call was given, and raises for a bad row."""

    def __init__(self):
        self.calls = []

    def predict(self, rows):
        self.calls.append(rows)
        if (rows == BAD).any():
            raise ValueError("a bad row")
        return rows * 2


def together(batches, requests):
    """Send all requests at once and return their answers and errors in order."""

    async def run():
        asked = (batches.predict(request) for request in requests)
        return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(run())


numbers = st.integers(min_value=BAD, max_value=10_000)


@given(st.lists(st.lists(numbers, min_size=1, max_size=6), max_size=20), st.integers(1, 30))
def test_everyone_gets_the_predictions_of_their_own_rows_and_a_bad_row_fails_alone(requests, max_rows):
    model = Model()
    answers = together(Batches(model.predict, max_rows), requests)
    for request, answer in zip(requests, answers, strict=True):
        if BAD in request:
            assert isinstance(answer, ValueError)
        else:
            assert answer.tolist() == [2 * number for number in request]
    sent = [tuple(request) for request in requests]
    for call in model.calls:
        assert len(call) <= max_rows or tuple(call.tolist()) in sent


@given(st.lists(st.tuples(st.lists(numbers, min_size=1, max_size=3), st.integers(0, 5)), max_size=12))
def test_callers_who_come_at_different_moments_get_their_own_answers(visits):
    model = Model()
    batches = Batches(model.predict, max_rows=4)

    async def visit(request, turns):
        for _turn in range(turns):
            await asyncio.sleep(0)
        return await batches.predict(request)

    async def run():
        return await asyncio.gather(*(visit(*each) for each in visits), return_exceptions=True)

    for (request, _turns), answer in zip(visits, asyncio.run(run()), strict=True):
        if BAD in request:
            assert isinstance(answer, ValueError)
        else:
            assert answer.tolist() == [2 * number for number in request]


def test_requests_that_wait_together_share_one_call():
    model = Model()
    together(Batches(model.predict), [[number] for number in range(16)])
    assert [len(call) for call in model.calls] == [16]


def test_who_asks_again_and_again_goes_on_sharing_calls():
    model = Model()
    batches = Batches(model.predict)

    async def caller(number):
        return [(await batches.predict([number])).tolist() for _call in range(5)]

    async def run():
        return await asyncio.gather(*map(caller, range(8)))

    assert asyncio.run(run()) == [[[2 * number]] * 5 for number in range(8)]
    assert [len(call) for call in model.calls] == [8] * 5


def test_a_caller_who_comes_alone_is_answered_without_a_timer():
    async def run():
        batches = Batches(Model().predict)
        await asyncio.gather(batches.predict([1]), batches.predict([2]))
        # Nobody came again, so the wait for others is over.
        while batches.is_at_work:
            await asyncio.sleep(0)
        asked = asyncio.ensure_future(batches.predict([3]))
        for _turn in range(4):
            await asyncio.sleep(0)
        assert asked.done()

    asyncio.run(run())


def test_a_large_request_is_a_call_of_its_own():
    model = Model()
    together(Batches(model.predict, max_rows=10), [[1], list(range(50)), [2]])
    assert [len(call) for call in model.calls] == [1, 50, 1]


def test_who_gives_up_harms_nobody_and_is_not_predicted():
    model = Model()
    batches = Batches(model.predict)

    async def run():
        tasks = [asyncio.ensure_future(batches.predict([number])) for number in range(5)]
        await asyncio.sleep(0)
        tasks[2].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    answers = asyncio.run(run())
    assert isinstance(answers.pop(2), asyncio.CancelledError)
    assert [answer.tolist() for answer in answers] == [[0], [2], [6], [8]]
    assert [call.tolist() for call in model.calls] == [[0, 1, 3, 4]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([[1]], [[1.5]]),
        ([[1]], [["1"]]),
        ([[1, 2]], [[1]]),
        ([{"x": 1}], [["x"]]),
        ([True], [1]),
    ],
)
def test_rows_that_joining_would_change_are_not_joined(one, other):
    calls = []

    def predict(rows):
        calls.append(rows)
        return np.zeros(len(rows))

    together(Batches(predict), [one, other])
    for request, call in zip([one, other], calls, strict=True):
        alone = np.asarray(request)
        assert (call.dtype, call.tolist()) == (alone.dtype, alone.tolist())


@pytest.mark.parametrize("answer", [[1], np.array(3), "text", {"a": 1}])
def test_a_model_that_does_not_answer_row_by_row_is_asked_for_each_request(answer):
    assert together(Batches(lambda _rows: answer), [[1], [2], [3]]) == [answer] * 3


def test_instances_that_are_no_list_reach_the_model_alone():
    calls = []

    def predict(rows):
        calls.append(rows.tolist())
        return rows

    answers = together(Batches(predict), [5, 6, [1], {"a": 1}, [2]])
    assert [answer.tolist() for answer in answers] == [5, 6, [1], {"a": 1}, [2]]
    assert calls == [5, 6, [1], {"a": 1}, [2]]


def test_what_can_not_be_an_array_fails_alone():
    answers = together(Batches(Model().predict), [[1], [[1, 2], [3]], [2]])
    assert isinstance(answers[1], ValueError)
    assert [answers[0].tolist(), answers[2].tolist()] == [[2], [4]]


def test_more_than_may_wait_is_refused_and_there_is_room_again_afterwards():
    async def run():
        batches = Batches(Model().predict, max_waiting=100)
        asked = [batches.predict([number], 40) for number in range(4)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert [isinstance(answer, Full) for answer in answers] == [False, False, True, True]
        assert (await batches.predict([5], 100)).tolist() == [10]

    asyncio.run(run())
