"""Callers that don't speak plain HTTP/1.1 at the port, and requests with names that mean two things."""

import socket
import ssl
from urllib.parse import urlsplit

import pytest
from google.api_core import exceptions
from google.api_core.client_options import ClientOptions
from google.cloud import aiplatform_v1

from tests.polling import wait_until

ADVICE = 'api_transport="rest"'


@pytest.fixture
def own(start_local_cloud):
    """Return a local cloud of the test's own, and what it has written to its standard error."""
    with start_local_cloud() as cloud:
        yield cloud, lambda: cloud.state_dir.with_name(cloud.state_dir.name + ".log").read_text()


def send(cloud, data):
    """Send bytes and return all that comes back."""
    address = urlsplit(cloud.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(data)
        reply = b""
        while piece := connection.recv(65536):
            reply += piece
    return reply


def test_a_grpc_caller_is_told_to_use_rest(own):
    import grpc
    from google.cloud.aiplatform_v1.services.model_service.transports import ModelServiceGrpcTransport

    cloud, log = own
    channel = grpc.insecure_channel(urlsplit(cloud.url).netloc)
    client = aiplatform_v1.ModelServiceClient(transport=ModelServiceGrpcTransport(channel=channel))
    with pytest.raises(exceptions.MethodNotImplemented) as raised:
        client.get_model(name="projects/p/locations/us-central1/models/1", retry=None, timeout=10)
    channel.close()
    assert ADVICE in str(raised.value)
    assert ADVICE in log()


def test_the_sdks_default_transport_leaves_a_line_in_the_log(own):
    cloud, log = own
    client = aiplatform_v1.ModelServiceClient(
        credentials=cloud.credentials,
        client_options=ClientOptions(api_endpoint=urlsplit(cloud.url).netloc),
    )
    with pytest.raises(exceptions.GoogleAPICallError):
        client.get_model(name="projects/p/locations/us-central1/models/1", retry=None, timeout=5)
    client.transport.close()
    wait_until(lambda: ADVICE in log(), 10)
    assert "A caller spoke TLS" in log()


def test_a_tls_caller_gets_an_alert(own):
    cloud, _log = own
    address = urlsplit(cloud.url)
    context = ssl.create_default_context()
    with (
        socket.create_connection((address.hostname, address.port), timeout=10) as connection,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(connection, server_hostname="localhost")


def request_lines(cloud, *headers):
    lines = [f"Authorization: Bearer {cloud.token}", "Connection: close", *headers]
    return "\r\n".join(["GET /storage/v1/b?project=p HTTP/1.1", *lines, "", ""]).encode("latin-1")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (["Host: 127.0.0.1"], 200),
        (["Host: 127.0.0.1:1234"], 200),
        (["Host: 127.0.0.1", "Host: 127.0.0.1"], 400),
        (["Host: 127.0.0.1", "Host: evil.example"], 400),
        (["Host: evil.example", "Host: 127.0.0.1"], 400),
        ([], 400),
        (["Host: 127.0.0.1\x00.evil.example"], 400),
        (["Host: 127.0.0.1\x0b"], 400),
        (["Host: 127.0.0.1 evil.example"], 400),
        (["Host: 127.0.0.1\xa0"], 400),
        (["Host : 127.0.0.1"], 400),
        (["Host: 127.0.0.1", "X-Nul: a\x00b"], 400),
        (["Host: 127.0.0.1", "X-Bell: a\x07b"], 400),
        (["Host: 127.0.0.1", "Authorization: Bearer other"], 400),
        (["Host: 127.0.0.1", "Content-Length: 0", "Content-Length: 5"], 400),
        (["Host: evil.example"], 403),
    ],
)
def test_a_request_that_means_two_things_is_refused(local_cloud, headers, code):
    reply = send(local_cloud, request_lines(local_cloud, *headers))
    assert reply.split(b" ", 2)[1] == str(code).encode(), reply[:300]
