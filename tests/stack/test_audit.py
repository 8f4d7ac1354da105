"""The audit of the locked packages: what is asked, and what counts as passed. Nothing is looked up here."""
from pathlib import Path

import pytest

from stack.audit import command, known_findings, verdict
from stack.progress import Failed

PAGE = """
| finding | package | why it does not reach us |
|---|---|---|
| GHSA-aaaa-bbbb-cccc | lamp 1.0 | we have none |
| CVE-2000-0001 | see GHSA-dddd-eeee-ffff | no |

CVE-1999-0001 stands in a sentence.
"""


def test_known_findings_are_the_tables_rows():
    """Not what a sentence mentions."""
    assert known_findings(PAGE) == ["GHSA-aaaa-bbbb-cccc", "CVE-2000-0001"]


def test_known_findings_are_left_out_and_nothing_else_is():
    """Each by its identifier; packages that nobody knows are no pass."""
    asked = command(Path("uv"), ["CVE-2000-0001"])
    assert asked[-2:] == ["--ignore-vuln", "CVE-2000-0001"] and "--strict" in asked and "--require-hashes" in asked


@pytest.mark.parametrize("said", [
    "ERROR:pip_audit._cli:absl-py: Dependency not found on PyPI and could not be audited: absl-py (1.4.0)",
    "requests.exceptions.ConnectionError: Max retries exceeded (Failed to resolve 'example.org')"])
def test_an_audit_that_could_not_look_is_a_failure(said):
    """One sentence, and not the auditor's traceback."""
    with pytest.raises(Failed, match="nothing was audited"):
        verdict(1, f"Traceback ...\n{said}")


def test_a_finding_is_a_failure_that_says_what_to_do():
    """Raise it, or say why it does not reach us."""
    with pytest.raises(Failed, match="lamp 1.0(?s:.*)docs/security.md"):
        verdict(1, "Found 1 known vulnerability in 1 package\nlamp 1.0 GHSA-aaaa-bbbb-cccc")


def test_no_finding_is_a_pass():
    """What the auditor says is passed on."""
    assert verdict(0, "No known vulnerabilities found\n") == "No known vulnerabilities found"
