"""The signature of a message, verified by the Standard Webhooks package of npm."""

import json
import shutil
import subprocess

import pytest

from tests.protocols.test_clients import CLIENTS, PACKAGES, PATH
from tests.webhooks.conftest import Lab
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.node


async def test_node_verifies_a_message(lab: Lab, receiver: Receiver) -> None:
    node = shutil.which("node", path=PATH)
    if node is None or not (PACKAGES / ".package-lock.json").exists():
        pytest.skip("needs Node.js, and `npm ci` in tests/protocols, which `make test` does")
    hook = await lab.hook(receiver)
    await lab.create("Rail sags: 🔌 «3.3 V»")
    (message,) = await receiver.wait(1)
    given = {
        "secret": hook["secret"],
        "body": message.body.decode(),
        "headers": dict(message.headers),
    }
    done = subprocess.run(
        [node, "standardwebhooks.mjs"],
        cwd=CLIENTS,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("ok\n", "")
