"""Ask the package index for known weaknesses of what requirements.txt pins: `python tests/house/audit.py`.

Ends with 1 and a line for each weakness. What could not be asked about is counted, not hidden.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120


def asked() -> list[dict[str, Any]]:
    """Return pip-audit's record for each package; none if the index did not answer."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(ROOT / "requirements.txt"),
        "--no-deps",
        "--disable-pip",
    ]
    try:
        run = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        return list(json.loads(run.stdout)["dependencies"])
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        return []


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(f"audit: {line}\n")


def main() -> int:
    """Print what was found; return the exit code."""
    records = asked()
    if not records:
        say("the package index did not answer: nothing was audited")
        return 0
    skipped = [r for r in records if "skip_reason" in r]
    weak = [(r, w) for r in records for w in r.get("vulns", [])]
    say(f"{len(records) - len(skipped)} of {len(records)} packages audited, {len(weak)} known weaknesses")
    for record, weakness in weak:
        mend = ", ".join(weakness["fix_versions"]) or "none yet"
        say(f"{record['name']} {record['version']}: {weakness['id']}, mended in {mend}")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
