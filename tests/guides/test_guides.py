"""Every snippet of the guides runs as it stands; only address and token are those of the test."""

import asyncio
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.faults.server import Server, free_port
from tests.server import ROOT, Gateway, start_gateway, stop_gateway

GUIDES = ROOT / "docs" / "guides"
JAVASCRIPT = ROOT / "tests" / "protocols"
"""Where urql and Apollo are installed for the tests."""
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""The programs of this environment first: the gateway's, and Node where it comes from a wheel."""
PATIENCE = 120.0

LANGUAGES = {
    "start": {"bash"},
    "curl": {"bash"},
    "python": {"bash", "python"},
    "javascript": {"bash", "javascript", "typescript"},
    "ci": {"python", "bash", "yaml"},
    "failures": {"bash", "yaml"},
    "import": {"bash", "text"},
    "tables": {"bash", "python", "text"},
    "registered": {"bash"},
    "evidence": {"bash"},
    "listen": {"bash", "javascript"},
    "webhook": {"bash", "python"},
}
"""What the guides are written in; each has its test below."""

Run = Callable[..., str]


def snippets(guide: str, language: str | None = None) -> list[str]:
    """The code of a guide, in its order."""
    text = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [code for kind, code in found if language in (None, kind)]


@pytest.fixture
def run(running_gateway: Gateway, tmp_path: Path) -> Run:
    """Run a program with code from a guide in a folder of its own; what it prints."""

    def program(
        *command: str,
        given: Mapping[str, str] | None = None,
        at: Gateway = running_gateway,
        fails: bool = False,
    ) -> str:
        environment = {
            **os.environ,
            "PATH": PATH,
            "ISSUE_GATEWAY_TOKEN": at.token,
            "ISSUE_GATEWAY_URL": at.base_url,
            "ISSUE_GATEWAY_DATA_DIR": str(tmp_path / "data"),
            **(given or {}),
        }
        here = [
            word.replace("http://127.0.0.1:8000", at.base_url).replace("igw_...", at.token)
            for word in command
        ]
        done = subprocess.run(
            here, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout

    return program


def issues_called(gateway: Gateway, title: str) -> list[dict[str, Any]]:
    query = """query ($title: String!) {
      issues(filter: {title: {eq: $title}}) {
        nodes { createdBy tags jobRunId comments { nodes { content } } }
      }
    }"""
    response = httpx.post(
        gateway.graphql_url,
        json={"query": query, "variables": {"title": title}},
        headers=gateway.headers,
    )
    nodes: list[dict[str, Any]] = response.json()["data"]["issues"]["nodes"]
    return nodes


def test_no_snippet_is_left_out() -> None:
    assert LANGUAGES.keys() == {path.stem for path in GUIDES.glob("*.md")}
    for guide, languages in LANGUAGES.items():
        assert len(snippets(guide)) == sum(len(snippets(guide, one)) for one in languages)


@pytest.mark.parametrize("guide", ["start", "curl"])
def test_shell(run: Run, guide: str) -> None:
    said = run("bash", "-euo", "pipefail", "-c", "\n".join(snippets(guide, "bash")))
    assert '"totalCount":' in said
    assert '"errors"' not in said
    assert '"userErrors":[{' not in said


def test_notebook(run: Run, running_gateway: Gateway) -> None:
    # What is installed already is not looked for, so this needs no network.
    for command in snippets("python", "bash"):
        installer = command.replace("pip install", f"{sys.executable} -m pip install --no-index")
        assert "Requirement already satisfied: pandas" in run("bash", "-ec", installer)
    cells = "\n".join(snippets("python", "python"))
    shown = run(sys.executable, "-c", f"{cells}\nprint(len(issues), len(recent), created['issue'])")
    assert int(shown.split()[0]) >= int(shown.split()[1]) > 0
    (created,) = issues_called(running_gateway, "Offset of channel 3 drifts with temperature")
    assert created["tags"] == ["drift", "notebook"]


@pytest.mark.node
@pytest.mark.parametrize(("client", "index"), [("@urql/core", 0), ("@apollo/client", 1)])
def test_javascript(run: Run, tmp_path: Path, client: str, index: int) -> None:
    if shutil.which("node", path=PATH) is None:
        pytest.skip("needs Node.js 20 or later")
    if not (JAVASCRIPT / "node_modules" / ".package-lock.json").exists():
        pytest.skip("needs `npm ci` in tests/protocols, which `make test` does")
    installed = json.loads((JAVASCRIPT / "package.json").read_text(encoding="utf-8"))
    command, *names = snippets("javascript", "bash")[index].removeprefix("npm ").split()
    assert command == "install"
    assert client in names
    assert set(names) <= installed["dependencies"].keys()
    (tmp_path / "node_modules").symlink_to(JAVASCRIPT / "node_modules")
    code = snippets("javascript", "javascript")[index]
    said = run("node", "--input-type=module", "--eval", code)
    assert "userErrors: []" in said


def test_ci_job_files_one_issue_however_often_it_runs(
    run: Run, tmp_path: Path, running_gateway: Gateway
) -> None:
    (tmp_path / "file_issue.py").write_text(snippets("ci", "python")[0], encoding="utf-8")
    (tried,) = snippets("ci", "bash")
    said = {run("bash", "-euo", "pipefail", "-c", tried) for _ in range(2)}
    assert len(said) == 1
    (filed,) = issues_called(running_gateway, "Nightly bench test failed")
    assert filed["jobRunId"] == "run-4711"


def evaluated(text: str, context: Mapping[str, str]) -> str:
    """A value of a workflow, its expressions replaced."""
    return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda match: context[match[1]], text)


def test_github_workflow(run: Run, tmp_path: Path, running_gateway: Gateway) -> None:
    """Its steps, run as a runner does; the bench tests fail, as there are none here."""
    (tmp_path / "file_issue.py").write_text(snippets("ci", "python")[0], encoding="utf-8")
    context = {
        "vars.ISSUE_GATEWAY_URL": running_gateway.base_url,
        "secrets.ISSUE_GATEWAY_TOKEN": running_gateway.token,
        "github.ref_name": "main",
        "github.run_id": "901",
    }
    steps = yaml.safe_load(snippets("ci", "yaml")[0])["jobs"]["bench"]["steps"]
    bench, report = (step for step in steps if "run" in step)
    run("bash", "-ec", evaluated(bench["run"], context), fails=True)
    assert report["if"] == "failure()"
    given = {name: evaluated(value, context) for name, value in report["env"].items()}
    run("bash", "-ec", evaluated(report["run"], context), given=given)
    (filed,) = issues_called(running_gateway, "Bench tests failed on main")
    assert (filed["jobRunId"], filed["tags"]) == ("901", ["ci"])


def test_gitlab_job(run: Run, tmp_path: Path, running_gateway: Gateway) -> None:
    """Its scripts, run as a runner does: each line after the other in one shell."""
    (tmp_path / "file_issue.py").write_text(snippets("ci", "python")[0], encoding="utf-8")
    job = yaml.safe_load(snippets("ci", "yaml")[1])["bench"]
    run("bash", "-euo", "pipefail", "-c", "\n".join(job["script"]), fails=True)
    for status, number in (("success", 0), ("failed", 1)):
        given = {"CI_JOB_STATUS": status, "CI_COMMIT_REF_NAME": "dev", "CI_PIPELINE_ID": "77"}
        run("bash", "-c", "\n".join(job["after_script"]), given=given)
        assert len(issues_called(running_gateway, "Bench tests failed on dev")) == number


def test_issues_are_imported_once(run: Run, tmp_path: Path) -> None:
    said = run("bash", "-euo", "pipefail", "-c", "\n".join(snippets("import", "bash")))
    assert "2 issues would be created" in said
    assert "2 issues created" in said
    assert "0 issues created, 2 were there already" in said
    assert "LAB-1" in (tmp_path / "open.csv").read_text(encoding="utf-8")


def test_tables(run: Run, tmp_path: Path) -> None:
    run("bash", "-euo", "pipefail", "-c", "\n".join(snippets("tables", "bash")))
    lines = (tmp_path / "open.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "title,priority,createdAt,comments.totalCount"
    assert len(lines) > 1
    code = "\n".join(snippets("tables", "python"))
    assert int(run(sys.executable, "-c", f"{code}\nprint(issues.height, by_status)").split()[0]) > 1


def test_failures_are_filed(run: Run) -> None:
    said = run("bash", "-euo", "pipefail", "-c", "\n".join(snippets("failures", "bash")))
    assert "CREATED\ttest_rail.test_rail_holds" in said
    step = yaml.safe_load(snippets("failures", "yaml")[0])["steps"][1]
    assert step["if"] == "always()"
    assert step["run"] in (GUIDES / "failures.md").read_text("utf-8").replace("-guide", "")


def test_evidence(run: Run, running_gateway: Gateway, tmp_path: Path) -> None:
    """The last snippet is for the machine of the gateway, so it runs on its data."""
    given = {"ISSUE_GATEWAY_DATA_DIR": str(running_gateway.folder / "data")}
    given |= {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    code = "\n".join(snippets("evidence", "bash"))
    said = run("bash", "-euo", "pipefail", "-c", code, given=given)
    assert '"line":"12:00:250 rail 3V3 sag to 2.71 V"' in said
    assert '"before":["12:00:250 rail 3V3 ok"]' in said
    assert said.count('"userErrors":[]') == 1
    assert "ERROR" in said
    assert "?key=" in said
    assert "with content" in said
    assert (tmp_path / "copy.log").read_bytes() == (tmp_path / "bench.log").read_bytes()


def test_registered_operations(run: Run, tmp_path: Path) -> None:
    """On a locked server from the first start; `...` stands for a hash."""
    add, ask, lock, remove = snippets("registered", "bash")
    query = "query Newest($first: Int) { issues(first: $first) { nodes { title } } }"
    digest = hashlib.sha256(query.encode()).hexdigest()
    (tmp_path / "src" / "queries").mkdir(parents=True)
    (tmp_path / "src" / "queries" / "newest.graphql").write_text(query)
    program, command, *options = lock.split()
    assert (program, command) == ("issue-gateway", "serve")
    gateway = start_gateway(tmp_path, *options)
    try:
        assert digest in run("bash", "-ec", add, at=gateway)
        ask, remove = ask.replace("sha256:...", digest), remove.replace("sha256:...", digest)
        assert '"nodes":[{"title":' in run("bash", "-ec", ask, at=gateway)
        refused = ask.replace(f'"documentId": "{digest}"', '"query": "{ viewer { email } }"')
        assert "FORBIDDEN" in run("bash", "-ec", refused, at=gateway)
        run("bash", "-ec", remove, at=gateway)
        assert digest not in run("bash", "-ec", "issue-gateway operations list", at=gateway)
    finally:
        stop_gateway(gateway)


@contextmanager
def served(tmp_path: Path) -> Iterator[tuple[Server, Gateway]]:
    """A gateway that can be started again on the same port, and whose webhooks may come here."""
    first = start_gateway(tmp_path)
    stop_gateway(first)
    more = {"ISSUE_GATEWAY_WEBHOOK_PRIVATE": "true"}
    server = Server(tmp_path / "data", more=more)
    gateway = replace(first, base_url=f"http://127.0.0.1:{server.port}")
    asyncio.run(server.start())
    try:
        yield server, gateway
    finally:
        server.close()


def created(gateway: Gateway, title: str) -> None:
    query = "mutation ($t: String!) { createIssue(input: {title: $t}) { issue { id } } }"
    body = {"query": query, "variables": {"t": title}}
    httpx.post(gateway.graphql_url, json=body, headers=gateway.headers).raise_for_status()


def heard(said: Iterator[str], text: str) -> None:
    """Read on until a line has a text."""
    assert any(text in line for line in said), text


@pytest.mark.long
@pytest.mark.node
@pytest.mark.parametrize("index", [0, 1])
def test_listening_goes_on_after_a_restart(tmp_path: Path, index: int) -> None:
    if shutil.which("node", path=PATH) is None:
        pytest.skip("needs Node.js 20 or later")
    if not (JAVASCRIPT / "node_modules" / ".package-lock.json").exists():
        pytest.skip("needs `npm ci` in tests/protocols, which `make test` does")
    (tmp_path / "node_modules").symlink_to(JAVASCRIPT / "node_modules")
    with served(tmp_path) as (server, gateway):
        code = snippets("listen", "javascript")[index]
        code = code.replace("http://127.0.0.1:8000", gateway.base_url)
        environment = {**os.environ, "PATH": PATH, "ISSUE_GATEWAY_TOKEN": gateway.token}
        with subprocess.Popen(
            ["node", "--input-type=module", "--eval", code],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        ) as page:
            assert page.stdout is not None
            giving_up = threading.Timer(PATIENCE, page.kill)
            giving_up.start()
            said = iter(page.stdout)
            try:
                if index == 0:
                    heard(said, "open")
                else:
                    creating = repeating(lambda: created(gateway, "before"))
                    heard(said, "CREATED")
                    creating.set()
                created(gateway, "Fan stalls")
                heard(said, "Fan stalls" if index == 0 else "CREATED")
                server.terminate()
                asyncio.run(server.ended())
                asyncio.run(server.start())
                created(gateway, "Fan stalls again")
                heard(said, "Fan stalls again" if index == 0 else "CREATED")
            finally:
                giving_up.cancel()
                page.kill()


def repeating(act: Callable[[], None]) -> threading.Event:
    """Do something until the event is set."""
    done = threading.Event()

    def work() -> None:
        while not done.wait(0.2):
            act()

    threading.Thread(target=work, daemon=True).start()
    return done


def test_webhook_to_chat(run: Run, tmp_path: Path) -> None:
    (program,) = snippets("webhook", "python")
    install, add, see = snippets("webhook", "bash")
    assert install == "pip install standardwebhooks httpx\n"
    posted: list[bytes] = []

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

    chat = HTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=chat.serve_forever, daemon=True).start()
    port = free_port()
    given = {
        "WEBHOOK_SECRET": "whsec_" + "QUJD" * 10,
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/",
        "CHAT_URL": f"http://127.0.0.1:{chat.server_port}/",
        "PORT": str(port),
    }
    with (
        served(tmp_path) as (_, gateway),
        subprocess.Popen([sys.executable, "-c", program], env={**os.environ, **given}) as receiver,
    ):
        try:
            assert '"userErrors":[]' in run("bash", "-ec", add, at=gateway, given=given)
            created(gateway, "Fan stalls")
            end = time.monotonic() + PATIENCE
            while not posted and time.monotonic() < end:
                time.sleep(0.1)
            said = run("bash", "-ec", see, at=gateway)
        finally:
            receiver.kill()
            chat.shutdown()
            chat.server_close()
    assert json.loads(posted[0]) == {"text": "admin@localhost: Fan stalls"}
    assert '"status":"' in said
