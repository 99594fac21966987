"""Behaviour that existing clients rely on beyond the reference's examples."""

import httpx
import pytest

from rest_compat import responses
from tests.application import NewToken, Serve
from tests.rest.client import ISSUES, Json, Script, checked, comments, problem


async def test_links_are_addresses(engineer: Script) -> None:
    for number in range(3):
        await engineer.issue(title=str(number))
    page = await engineer.ask("GET", f"{ISSUES}?limit=1&offset=1&status=open")
    base = f"http://127.0.0.1:8000{ISSUES}?status=open&limit=1"
    assert page.links["next"]["url"] == f"{base}&offset=2"
    assert page.links["prev"]["url"] == f"{base}&offset=0"
    following = await engineer.client.get(page.links["next"]["url"], headers=engineer.headers)
    assert [issue["title"] for issue in following.json()["items"]] == ["0"]


async def test_addresses_follow_the_request(engineer: Script) -> None:
    await engineer.issue()
    await engineer.issue()
    host = {"Host": "issues.lab.example:8443"}
    page = await engineer.ask("GET", f"{ISSUES}?limit=1", headers=host)
    assert page.links["next"]["url"].startswith("http://issues.lab.example:8443/api/v1/issues?")
    body: Json = {"title": "x", "description": []}
    made = await engineer.ask("POST", ISSUES, json=body, headers=host)
    assert made.headers["location"] == (
        f"http://issues.lab.example:8443{ISSUES}/{made.json()['uuid']}"
    )


async def test_a_host_that_is_no_host_names_nothing(engineer: Script) -> None:
    await engineer.issue()
    await engineer.issue()
    for host in ('evil.example/a>; rel="next"', "user@evil.example", "a b", ""):
        page = await engineer.ask("GET", f"{ISSUES}?limit=1", headers={"Host": host})
        assert page.links["next"]["url"].startswith("http://127.0.0.1"), host


async def test_a_host_that_is_not_listed_gets_no_address(serve: Serve) -> None:
    served = await serve(allowed_hosts="127.0.0.1 *.lab.example")
    for title in ("a", "b"):
        body: Json = {"title": title, "description": []}
        assert (await served.client.post(ISSUES, json=body)).status_code == 201
    listed = await served.client.get(f"{ISSUES}?limit=1", headers={"Host": "x.lab.example"})
    assert listed.links["next"]["url"].startswith("http://x.lab.example/")
    foreign = await served.client.get(f"{ISSUES}?limit=1", headers={"Host": "evil.example"})
    assert foreign.status_code == 421
    assert "link" not in foreign.headers


async def test_a_parameter_without_a_value_is_left_out(engineer: Script) -> None:
    issue = await engineer.issue(status="resolved")
    plain = (await engineer.ask("GET", ISSUES)).content
    for query in ("status=", "priority=&limit=&offset=", "status=&status=resolved"):
        assert (await engineer.ask("GET", f"{ISSUES}?{query}")).content == plain, query
    assert (await engineer.ask("GET", f"{ISSUES}?status=&status=open")).json()["count"] == 0
    sent = {"status": None, "priority": None, "limit": None}
    assert (await engineer.ask("GET", ISSUES, params=sent)).content == plain
    for path in (comments(issue), f"{ISSUES}/{issue['uuid']}/files"):
        query = "limit=&offset=&include_deleted=&file_type="
        assert (await engineer.ask("GET", f"{path}?{query}")).status_code == 200


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("status[]=open", "status"),
        ("status[0]=open", "status"),
        ("filter[status]=open", "status"),
        ("Status=open", "status"),
        ("STATUS=open", "status"),
        ("statuses=open", "status"),
        ("staus=open", "status"),
        ("sttaus=open", "status"),
        ("priorities=high", "priority"),
        ("Priority=high", "priority"),
        ("limits=1", "limit"),
        ("off_set=1", "offset"),
    ],
)
async def test_another_spelling_of_a_parameter(engineer: Script, query: str, meant: str) -> None:
    refused = problem(await engineer.ask("GET", f"{ISSUES}?{query}"), 422)
    name = query.partition("=")[0]
    (fault,) = refused["errors"]
    assert fault["loc"] == ["query", name]
    assert f"`{meant}`" in fault["msg"]
    # Without a value it asks for nothing.
    assert (await engineer.ask("GET", f"{ISSUES}?{name}=")).status_code == 200


async def test_other_spellings_elsewhere(engineer: Script) -> None:
    issue = await engineer.issue()
    for query in ("includeDeleted=true", "include-deleted=true", "IncludeDeleted=1"):
        problem(await engineer.ask("GET", f"{comments(issue)}?{query}"), 422)
    files = f"{ISSUES}/{issue['uuid']}/files"
    problem(await engineer.ask("GET", f"{files}?fileType=log"), 422)
    # No parameter of this route.
    ignored = await engineer.ask("GET", f"{files}?Status=open")
    assert ignored.headers["x-ignored-parameters"] == "Status"


async def test_unknown_parameters_are_named(engineer: Script) -> None:
    issue = await engineer.issue()
    answer = await engineer.ask("GET", f"{ISSUES}?_=123&status=open&a%20b%0D%0AX: y=1&_=4")
    assert answer.status_code == 200
    assert answer.headers["x-ignored-parameters"] == "_, a%20b%0D%0AX%3A%20y"
    assert "x-ignored-parameters" not in (await engineer.ask("GET", ISSUES)).headers
    path = f"{ISSUES}/{issue['uuid']}"
    for method, body in (("GET", None), ("PATCH", {"title": "y"}), ("DELETE", None)):
        answer = await engineer.ask(method, f"{path}?fields=title", json=body)
        assert answer.is_success
        assert answer.headers["x-ignored-parameters"] == "fields"
    many = "&".join(f"p{number}{'x' * 200}=1" for number in range(100))
    answer = await engineer.ask("GET", f"{ISSUES}?{many}")
    assert answer.status_code == 200
    assert len(answer.headers["x-ignored-parameters"]) < 1000


async def test_a_slash_at_the_end(engineer: Script) -> None:
    body: Json = {"title": "x", "description": []}
    made = await engineer.ask("POST", f"{ISSUES}/", json=body)
    issue = checked(responses.IssueObject, made, 201)
    path = f"{ISSUES}/{issue['uuid']}"
    assert made.headers["location"] == f"http://127.0.0.1:8000{path}"
    listed = await engineer.ask("GET", f"{ISSUES}/?limit=1")
    assert listed.content == (await engineer.ask("GET", f"{ISSUES}?limit=1")).content
    await engineer.issue()
    paged = await engineer.ask("GET", f"{ISSUES}/?limit=1")
    assert paged.links["next"]["url"] == f"http://127.0.0.1:8000{ISSUES}?limit=1&offset=1"
    assert (await engineer.ask("PATCH", f"{path}/", json={"title": "y"})).json()["title"] == "y"
    for inner in ("comments", "files"):
        assert (await engineer.ask("GET", f"{path}/{inner}/")).status_code == 200
    checked(responses.Metrics, await engineer.ask("GET", f"{ISSUES}/metrics/"))
    comment = await engineer.ask("POST", f"{path}/comments/", json={"content": "x"})
    one = f"{path}/comments/{comment.json()['uuid']}/"
    assert (await engineer.ask("DELETE", one)).status_code == 204
    problem(await engineer.ask("PUT", f"{ISSUES}/", json={}), 405)
    asked = await engineer.ask("POST", "/graphql/", json={"query": "{ issues { totalCount } }"})
    assert asked.json()["data"] == {"issues": {"totalCount": 2}}


async def test_null_is_left_out_of_what_is_created(engineer: Script) -> None:
    optional = "status priority tags owner resolution_summary attachment_ids session_ids job_run_id"
    issue = await engineer.issue(**dict.fromkeys(optional.split()))
    plain = await engineer.issue()
    differing = {name for name in issue if issue[name] != plain[name]}
    assert differing <= {"uuid", "created_at"}
    assert (issue["status"], issue["priority"], issue["owner"]) == ("open", "low", "Unassigned")
    comment = await engineer.comment(issue, attachment_ids=None)
    assert comment["attachments"] == []
    # What is needed is not optional, and PATCH sets what may be null to null.
    needed: tuple[Json, Json] = ({"title": None}, {"description": None})
    for body in needed:
        body = {"title": "x", "description": [], **body}
        problem(await engineer.ask("POST", ISSUES, json=body), 422)
    path = f"{ISSUES}/{issue['uuid']}"
    changed = await engineer.ask("PATCH", path, json={"status": None, "priority": None})
    assert (changed.json()["status"], changed.json()["priority"]) == (None, None)
    problem(await engineer.ask("PATCH", path, json={"tags": None}), 422)


async def test_every_field_of_an_issue_can_be_changed(engineer: Script) -> None:
    first, second = await engineer.session(), await engineer.session()
    log, plot = await engineer.attachment(), await engineer.attachment()
    issue = await engineer.issue(
        description=[{"type": "a"}], session_ids=[first], attachment_ids=[log], job_run_id="run-1"
    )
    assert issue["job_run_id"] == "run-1"
    path = f"{ISSUES}/{issue['uuid']}"
    body: Json = {
        "description": [{"type": "b", "content": [1, {"c": None}]}],
        "session_ids": [second, first, second],
        "attachment_ids": [plot],
        "job_run_id": "run-2",
    }
    changed = checked(responses.IssueObject, await engineer.ask("PATCH", path, json=body))
    assert changed["description"] == body["description"]
    assert [session["session_id"] for session in changed["sessions"]] == [second, first]
    assert [file["attachment_id"] for file in changed["attachments"]] == [plot]
    assert changed["job_run_id"] == "run-2"
    read = await engineer.ask("GET", path)
    assert read.json() == changed
    again = await engineer.ask("PATCH", path, json=body)
    assert again.headers["etag"] == read.headers["etag"]
    cleared: Json = {"session_ids": [], "attachment_ids": [], "description": [], "job_run_id": None}
    emptied = (await engineer.ask("PATCH", path, json=cleared)).json()
    assert (emptied["sessions"], emptied["attachments"], emptied["description"]) == ([], [], [])
    assert emptied["job_run_id"] is None


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"session_ids": None}, ["session_ids"]),
        ({"attachment_ids": ["nope"]}, ["attachment_ids", 0]),
        ({"attachment_ids": ["00000000-0000-4000-8000-000000000000"]}, ["attachment_ids", 0]),
        ({"session_ids": ["00000000-0000-4000-8000-000000000000"]}, ["session_ids", 0]),
        ({"description": None}, ["description"]),
        ({"description": ["text"]}, ["description", 0]),
        ({"job_run_id": ""}, ["job_run_id"]),
        ({"job_run_id": 7}, ["job_run_id"]),
    ],
)
async def test_a_change_that_breaks_a_rule(
    engineer: Script, body: dict[str, object], place: list[object]
) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    before = await engineer.ask("GET", path)
    refused = problem(await engineer.ask("PATCH", path, json={"title": "new", **body}), 422)
    assert refused["errors"][0]["loc"] == ["body", *place]
    assert (await engineer.ask("GET", path)).headers["etag"] == before.headers["etag"]


async def test_attachments_that_are_not_to_be_shown(engineer: Script) -> None:
    session = await engineer.session()
    shown, hidden, both = [
        await engineer.attachment(isVisible=visible, **more)
        for visible, more in (
            (True, {}),
            (False, {}),
            (False, {"sourceSessionId": session}),
        )
    ]
    issue = await engineer.issue(attachment_ids=[hidden, shown, both], session_ids=[session])
    path = f"{ISSUES}/{issue['uuid']}"
    listed = (await engineer.ask("GET", ISSUES)).json()["items"][0]
    for seen in (issue, (await engineer.ask("GET", path)).json(), listed):
        assert [one["attachment_id"] for one in seen["attachments"]] == [shown]
        assert seen["session_attachments"] == []
    comment = await engineer.comment(issue, attachment_ids=[hidden, shown])
    assert [one["attachment_id"] for one in comment["attachments"]] == [shown]
    query = (
        "{ issues { nodes { attachments { id } sessionAttachments { id }"
        " visible: attachments(filter: {isVisible: {eq: true}}) { id }"
        " hidden: attachments(filter: {isVisible: {eq: false}}) { id } } } }"
    )
    answer = await engineer.ask("POST", "/graphql", json={"query": query})
    (node,) = answer.json()["data"]["issues"]["nodes"]
    ids = {key: [one["id"] for one in found] for key, found in node.items()}
    assert ids == {
        "attachments": [hidden, shown, both],
        "sessionAttachments": [both],
        "visible": [shown],
        "hidden": [hidden, both],
    }


async def test_duplicates_are_dropped_before_they_are_counted(engineer: Script) -> None:
    issue = await engineer.issue(tags=["a", "b", "c"] * 50)
    assert issue["tags"] == ["a", "b", "c"]
    path = f"{ISSUES}/{issue['uuid']}"
    changed = await engineer.ask("PATCH", path, json={"tags": ["d"] * 150})
    assert changed.json()["tags"] == ["d"]
    problem(await engineer.ask("PATCH", path, json={"tags": [str(n) for n in range(101)]}), 422)
    log = await engineer.attachment()
    assert len((await engineer.comment(issue, attachment_ids=[log] * 11))["attachments"]) == 1
    tags = {"id": issue["uuid"], "tags": ["e"] * 150}
    await engineer.graphql("addTags", "issue", **tags)
    assert (await engineer.ask("GET", path)).json()["tags"] == ["d", "e"]


async def test_errors_name_no_class(engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"{ISSUES}/{issue['uuid']}"
    for method, where in (("POST", ISSUES), ("PATCH", path), ("POST", f"{path}/comments")):
        bodies: tuple[object, ...] = ([], "x", 1, True)
        for body in bodies:
            refused = problem(await engineer.ask(method, where, json=body), 422)
            assert refused["detail"] == "The body should be a JSON object", (method, where)


async def test_automation_signs_everything_alike(
    client: httpx.AsyncClient, new_token: NewToken
) -> None:
    atlas = Script(client, await new_token("jobs@example.com", name="Atlas"))
    issue = await atlas.issue()
    comment = await atlas.comment(issue)
    assert (issue["created_by"], comment["created_by"]) == ("Atlas", "Atlas")
    described = responses.CommentObject.model_fields["created_by"].description
    assert described == 'Author email, or "Atlas" for automation.'


async def test_every_issue_is_in_a_chart(engineer: Script) -> None:
    plain = (await engineer.ask("GET", f"{ISSUES}/metrics")).json()["metrics"]
    labels = [[part["label"] for part in chart["chart_data"]["data"]] for chart in plain]
    assert labels == [
        ["high", "medium", "low"],
        ["open", "in_progress", "resolved", "rejected"],
        ["Opened", "Resolved"],
    ]
    for fields in ({"priority": None}, {"status": None}, {"status": "resolved"}):
        issue = await engineer.issue(priority="high")
        await engineer.ask("PATCH", f"{ISSUES}/{issue['uuid']}", json=fields)
    answer = await engineer.ask("GET", f"{ISSUES}/metrics")
    charts = checked(responses.Metrics, answer)["metrics"]
    # What a script does that knows the reference's pie charts alone.
    shown = [
        {part["label"]: part["value"] for part in chart["chart_data"]["data"]} for chart in charts
    ]
    assert shown == [
        {"high": 0, "medium": 0, "low": 0, "none": 1},
        {"open": 1, "in_progress": 0, "resolved": 1, "rejected": 0, "none": 1},
        {"Opened": 3, "Resolved": 1},
    ]
