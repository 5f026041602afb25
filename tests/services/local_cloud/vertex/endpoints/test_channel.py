"""Requests over kept connections: none is answered with another's answer, however a server behaves."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from services.local_cloud.vertex.endpoints.channel import Answer, Channel

REPLY = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: %d\r\n\r\n%s"


@asynccontextmanager
async def serving(answer, closing=None):
    """Run a server that answers each request by `answer(head, body)`, and hangs up after `closing`."""
    connections = []

    async def handle(reader, writer):
        connections.append(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = int(head.lower().partition("content-length: ")[2].split("\r\n")[0])
                reply = await answer(head, await reader.readexactly(size))
                writer.write(reply)
                if reply == closing:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    channel = Channel(server.sockets[0].getsockname()[1])
    try:
        yield channel, connections
    finally:
        channel.close()
        server.close()
        for writer in connections:
            writer.close()


async def echo(_head, body):
    return REPLY % (len(body), body)


def test_an_answer_has_its_status_type_and_body():
    async def run():
        async with serving(echo) as (channel, _connections):
            answer = await channel.ask("POST", "/x", {}, b"a body")
            assert answer == Answer(200, "text/plain", b"a body")

    asyncio.run(run())


def test_a_request_carries_its_headers_and_its_path_encoded():
    heads = []

    async def note(head, body):
        heads.append(head)
        return await echo(head, body)

    async def run():
        async with serving(note) as (channel, _connections):
            await channel.ask("POST", "/a b:predict\r\nx: y", {"x-token": "t"}, b"{}")

    asyncio.run(run())
    lines = heads[0].split("\r\n")
    assert lines[0] == "POST /a%20b:predict%0D%0Ax:%20y HTTP/1.1"
    assert "x-token: t" in lines
    assert "x: y" not in lines


def test_requests_one_after_the_other_share_a_connection_and_those_at_once_do_not():
    async def run():
        async with serving(echo) as (channel, connections):
            for number in range(5):
                await channel.ask("POST", "/", {}, b"%d" % number)
            assert len(connections) == 1
            bodies = [b"%d" % number for number in range(8)]
            answers = await asyncio.gather(*(channel.ask("POST", "/", {}, body) for body in bodies))
            assert [answer.body for answer in answers] == bodies
            assert len(connections) == 8

    asyncio.run(run())


def test_who_gives_up_leaves_no_answer_behind_for_the_next():
    asked = asyncio.Event()
    released = asyncio.Event()

    async def slow(head, body):
        if body == b"slow":
            asked.set()
            await released.wait()
        return await echo(head, body)

    async def run():
        async with serving(slow) as (channel, _connections):
            first = asyncio.ensure_future(channel.ask("POST", "/", {}, b"slow"))
            await asked.wait()
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            released.set()
            for _repeat in range(3):
                assert (await channel.ask("POST", "/", {}, b"quick")).body == b"quick"

    asyncio.run(run())


@pytest.mark.parametrize(
    "reply", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf", b"no http\r\n\r\n"]
)
def test_a_broken_answer_is_an_error_and_the_next_request_has_a_connection_of_its_own(reply):
    async def broken(head, body):
        return reply if body == b"bad" else await echo(head, body)

    async def run():
        async with serving(broken, closing=reply) as (channel, _connections):
            with pytest.raises(ConnectionError):
                await channel.ask("POST", "/", {}, b"bad")
            assert (await channel.ask("POST", "/", {}, b"good")).body == b"good"

    asyncio.run(run())


def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again():
    async def once(_head, body):
        return b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)

    async def run():
        async with serving(once) as (channel, connections):
            for number in range(3):
                assert (await channel.ask("POST", "/", {}, b"%d" % number)).body == b"%d" % number
            assert len(connections) == 3

    asyncio.run(run())


def test_nobody_listening_is_an_error():
    async def run():
        async with serving(echo) as (channel, _connections):
            pass
        with pytest.raises(ConnectionRefusedError):
            await channel.ask("GET", "/", {})

    asyncio.run(run())
