"""What operators are handed is true: the dashboard's metrics exist, the unit and the image name what the program has."""

import json
import re
import shutil
import subprocess
import urllib.request

import pytest

from support.programs import ROOT

DASHBOARD = json.loads((ROOT / "Deploy/grafana-dashboard.json").read_text())


def expressions() -> list[str]:
    found = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
    return found + [v["query"]["query"] for v in DASHBOARD["templating"]["list"] if isinstance(v["query"], dict)]


@pytest.fixture
def metrics(office, sandbox):
    office.connect(sandbox.shop(orders=2))
    office.run("sync", "sync-orders", "--shop", "DEMO", "--background", "--wait")
    # Entries made by a command count in that command's process; the one that the API makes counts in the server's.
    request = urllib.request.Request(
        office.address + "/api/v1/job-queue/entries",
        b'{"task": "sync-orders", "shop": "DEMO"}',
        {"Authorization": f"Bearer {office.token()}", "Content-Type": "application/json"},
    )
    urllib.request.urlopen(request).close()
    return urllib.request.urlopen(office.address + "/metrics").read().decode()


def test_every_metric_of_the_dashboard_exists(metrics):
    names = set(re.findall(r"^(\w+)[{ ]", metrics, re.M)) - {"#"}
    wanted = {name for text in expressions() for name in re.findall(r"\b(?:jobqueue|backroom|http|storage)_\w+", text)}
    assert len(wanted) >= 9
    assert not wanted - names, f"{wanted - names} is not among {sorted(names)}"


def test_every_label_of_the_dashboard_exists(metrics):
    for text in expressions():
        for name in re.findall(r"\b(?:jobqueue|backroom|http|storage)_\w+", text):
            lines = [line for line in metrics.splitlines() if line.startswith(name + "{")]
            labels = {label for line in lines for label in re.findall(r"(\w+)=\"", line)} | {"instance"}
            by = [label.strip() for group in re.findall(r"by \(([^)]*)\)", text) for label in group.split(",")]
            chosen = re.findall(r"(\w+)(?:=~|!=|=)\"", text)
            assert not set(by + chosen) - labels, (text, labels)


def test_every_metric_that_is_measured_is_on_the_dashboard(metrics):
    shown = " ".join(expressions())
    for name in re.findall(r"^# TYPE (\w+)", metrics, re.M):
        assert name in shown, f"{name} is measured and not shown"


def test_panels_do_not_lie_on_each_other():
    places = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24 and not cells & places, panel["title"]
        places |= cells


def test_the_unit_is_one_that_systemd_takes(tmp_path):
    unit = (ROOT / "Deploy/backroom.service").read_text()
    assert re.search(r"^ExecStart=\S+/backroom serve$", unit, re.M)
    if shutil.which("systemd-analyze"):
        copy = tmp_path / "backroom.service"
        copy.write_text(unit.replace("/usr/local/bin/backroom", shutil.which("true")))
        done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True)
        assert not [line for line in done.stderr.splitlines() if "backroom.service" in line], done.stderr


def test_unit_and_image_name_settings_that_exist(office):
    readme = (ROOT / "README.md").read_text()
    known = set(re.findall(r"`(BACKROOM_\w+)`", readme))
    for file in ["Deploy/backroom.service", "Deploy/Dockerfile"]:
        for name in re.findall(r"BACKROOM_\w+", (ROOT / file).read_text()):
            assert name in known, f"{file}: {name}"
    # The image's health check is a command that answers with its status.
    office.run("doctor", "--json")
