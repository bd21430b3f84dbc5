"""The same input gives the same bytes, also in another process with another hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

from identiteitslab.report.files import FORMS

ANOTHER = """
import hashlib, json, sys
from pathlib import Path
from identiteitslab.lab.lab import Lab
from identiteitslab.report.files import FORMS, Report

evaluation = Lab.open(Path(sys.argv[1])).evaluate()
told = {}
for kind in ("note", "full"):
    report = Report(evaluation, kind, "nl", head=sys.argv[2])
    for form in FORMS:
        told[f"{kind} {form}"] = hashlib.sha256(report.make(form)).hexdigest()
print(json.dumps(told))
"""


def test_two_processes_make_the_same_files(lab, reports, made):
    head = reports["note", "nl"].head
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    ran = subprocess.run(
        [sys.executable, "-c", ANOTHER, str(lab.root), head],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    mine = {
        f"{kind} {form}": hashlib.sha256(made(kind, "nl", form)).hexdigest()
        for kind in ("note", "full")
        for form in FORMS
    }
    assert json.loads(ran.stdout) == mine
