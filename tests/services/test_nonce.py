"""The ids that follow from a nonce are those that Vertex AI takes."""

import re

from services import nonce


def test_the_same_nonce_and_content_have_the_same_ids_and_others_have_others() -> None:
    drawn = nonce.fresh()
    for name in (nonce.digest, nonce.endpoint_id, nonce.deployed_id):
        assert name(drawn, "a", 1) == name(drawn, "a", 1)
        assert len({name(drawn, "a", 1), name(drawn, "a", 2), name(nonce.fresh(), "a", 1)}) == 3


def test_ids_have_the_form_that_vertex_ai_takes() -> None:
    for _draw in range(100):
        drawn = nonce.fresh()
        assert re.fullmatch(r"[a-z][a-z0-9-]{0,61}[a-z0-9]", nonce.endpoint_id(drawn))
        assert re.fullmatch(r"[1-9][0-9]{9}", nonce.deployed_id(drawn))
