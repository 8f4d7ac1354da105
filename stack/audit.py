"""Looks up every locked package among the known vulnerabilities: `python -m stack.audit`.

The one command of the project that asks somebody else something at run time: it tells the package index's advisory service
the names and versions of requirements.lock. docs/security.md lists the findings that do not reach us, and why.
"""
import re
import subprocess
from pathlib import Path
from typing import List

from stack.progress import ROOT, Failed, plainly
from stack.setup import UV

AUDITOR = "pip-audit==2.10.1"  # in an environment of its own: it does not go with Rasa's pins
LOCK = "requirements.lock"
KNOWN = ROOT / "docs" / "security.md"
FINDING = re.compile(r"^\| *((?:CVE|GHSA|PYSEC)-[\w-]+)", re.MULTILINE)
# What pip-audit says where it reached no service, or one that has never heard of a package.
UNHEARD = re.compile(r"could not be audited|ConnectionError|Failed to resolve|ServiceError|Max retries")


def known_findings(text: str) -> List[str]:
    """The identifiers that begin a row of a table in docs/security.md."""
    return FINDING.findall(text)


def command(uv: Path, known: List[str]) -> List[str]:
    """pip-audit on the lock file as it stands. --strict: a package that nobody could look up fails the audit, too."""
    ignored = [part for each in known for part in ("--ignore-vuln", each)]
    return [str(uv), "tool", "run", "--from", AUDITOR, "pip-audit", "-r", LOCK, "--require-hashes", "--disable-pip",
            "--strict", "--progress-spinner", "off", *ignored]


def verdict(status: int, said: str) -> str:
    """What the audit found, for a person. Raises Failed if it found something or could not look."""
    if status and UNHEARD.search(said):
        raise Failed("The advisory service could not be asked (it needs a connection to the public package index's API): "
                     f"nothing was audited. {said.strip().splitlines()[-1][:200]}")
    if status:
        raise Failed(f"{said.strip()}\n\nFor each: raise the package in pyproject.toml and `make lock`, or say in "
                     f"docs/security.md why it does not reach us.")
    return said.strip()


def main() -> None:
    with plainly():
        ran = subprocess.run(command(UV, known_findings(KNOWN.read_text(encoding="utf-8"))), cwd=ROOT, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        print(verdict(ran.returncode, ran.stdout))


if __name__ == "__main__":
    main()
