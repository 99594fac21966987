"""The Kubernetes manifest: valid by the API's schemas, and true to the image and the settings."""

import copy
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml

from gateway.settings import PREFIX, Settings
from tests.deploy.image import instructions
from tests.server import ROOT

Resource = dict[str, Any]
VERSIONS = ("1.30", "1.37")
"""The oldest and the newest version of the API that it is checked against."""

RESOURCES: list[Resource] = list(
    yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8"))
)


def of_kind(kind: str) -> Resource:
    (found,) = [each for each in RESOURCES if each["kind"] == kind]
    return found


@pytest.fixture
def pod() -> Resource:
    found: Resource = copy.deepcopy(of_kind("Deployment")["spec"]["template"]["spec"])
    return found


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("resource", RESOURCES, ids=[each["kind"] for each in RESOURCES])
def test_it_is_valid(resource: Resource, version: str) -> None:
    kubernetes_validate.validate(resource, version, strict=True)


def broken() -> Iterator[Resource]:
    probe = copy.deepcopy(of_kind("Deployment"))
    (container,) = probe["spec"]["template"]["spec"]["containers"]
    container["readinessProbe"]["httpGet"]["pth"] = "/readyz"
    yield probe
    budget = copy.deepcopy(of_kind("PodDisruptionBudget"))
    budget["spec"]["minAvailable"] = {"pods": 1}
    yield budget


@pytest.mark.parametrize("resource", list(broken()))
def test_a_fault_is_seen(resource: Resource) -> None:
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(resource, VERSIONS[-1], strict=True)


def test_every_setting_exists_and_is_valid() -> None:
    given = of_kind("ConfigMap")["data"] | of_kind("Secret")["stringData"]
    settings = {name.removeprefix(PREFIX).lower(): value for name, value in given.items()}
    assert settings.keys() <= Settings.model_fields.keys()
    Settings(**settings)


def test_names_and_labels_meet(pod: Resource) -> None:
    labels = of_kind("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert of_kind("Deployment")["spec"]["selector"]["matchLabels"] == labels
    assert of_kind("Service")["spec"]["selector"] == labels
    assert of_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert of_kind("NetworkPolicy")["spec"]["podSelector"]["matchLabels"] == labels
    (container,) = pod["containers"]
    sources = [next(iter(each.values()))["name"] for each in container["envFrom"]]
    assert sources == [
        of_kind("ConfigMap")["metadata"]["name"],
        of_kind("Secret")["metadata"]["name"],
    ]
    assert {port["targetPort"] for port in of_kind("Service")["spec"]["ports"]} == {
        port["name"] for port in container["ports"]
    }
    mounted = {each["name"] for each in container["volumeMounts"]}
    assert mounted == {each["name"] for each in pod["volumes"]}


def test_it_is_true_to_the_image(pod: Resource) -> None:
    image = dict(instructions((ROOT / "Containerfile").read_text(encoding="utf-8")))
    (container,) = pod["containers"]
    context = pod["securityContext"]
    assert f"{context['runAsUser']}:{context['runAsGroup']}" == image["USER"]
    assert [str(port["containerPort"]) for port in container["ports"]] == [image["EXPOSE"]]
    assert image["VOLUME"] in {each["mountPath"] for each in container["volumeMounts"]}


def test_a_pod_has_time_to_end(pod: Resource) -> None:
    """The service drops it, then it finishes its requests, then it would be killed."""
    (container,) = pod["containers"]
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
    readiness = container["readinessProbe"]
    assert pause > readiness["periodSeconds"] * readiness["failureThreshold"]
    longest = Settings.model_fields["shutdown_timeout"].default
    assert pod["terminationGracePeriodSeconds"] > pause + longest


def test_one_gateway_always_serves() -> None:
    deployment = of_kind("Deployment")["spec"]
    assert of_kind("PodDisruptionBudget")["spec"]["minAvailable"] < deployment["replicas"]
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_it_is_restricted(pod: Resource) -> None:
    """The rules of the Pod Security Standards' level `restricted`, which the namespace enforces."""
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
    assert all("emptyDir" in volume for volume in pod["volumes"])
