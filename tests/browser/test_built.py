"""The committed widget.js is that of its source, small, and made of packages whose lock file names no host."""
import gzip
import json
import subprocess

import pytest

from tests.browser.conftest import ROOT

WIDGET = ROOT / "widget"
LARGEST = 15_000  # bytes, as served


def test_the_committed_widget_is_that_of_its_source(tmp_path):
    """`make widget` builds it."""
    built = tmp_path / "widget.js"
    subprocess.run(["node", "build.mjs", str(built)], cwd=WIDGET, check=True)
    if built.read_bytes() != (WIDGET / "widget.js").read_bytes():
        pytest.fail("widget/widget.js is not what widget/src makes: run `make widget` and commit it.", pytrace=False)


def test_the_widget_is_small():
    """Gzip, all included: words, styles, drawings."""
    assert len(gzip.compress((WIDGET / "widget.js").read_bytes(), 9)) <= LARGEST


def test_types():
    """TypeScript finds nothing wrong."""
    checked = subprocess.run(["npm", "run", "--silent", "check"], cwd=WIDGET, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_the_lock_file_names_no_host():
    """Whichever registry somebody uses; and every package is pinned by its hash."""
    text = (WIDGET / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text.replace('"url": "https://', "")  # where to give money
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_versions_are_exact():
    """What is installed today is installed tomorrow."""
    versions = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert sorted(versions) == ["axe-core", "esbuild", "typescript"]
    assert all(version.replace(".", "").isdigit() for version in versions.values())
