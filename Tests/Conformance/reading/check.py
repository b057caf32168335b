#!/usr/bin/env python3
"""Runs conformance cases with the reading beside this file, and says where it differs.

    python3 Tests/Conformance/reading/check.py FILE.json …

Prints one line of JSON: cases, and for each difference the file, the case, what was expected and what came. Status 1 when
anything differs. Needs Python 3.8 and nothing else.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from meaning import PolicySet, Reading  # noqa: E402


def differences(reading, expected):
    """Pairs of what is expected and what came, for each thing that a case speaks of."""
    for name, wanted in expected.get("rules", {}).items():
        wanted = {"outcome": wanted} if isinstance(wanted, str) else wanted
        outcome, missing = reading.outcome(reading.set.by_id[name])
        came = {"outcome": outcome}
        if "missing" in wanted:
            came["missing"] = missing
        if came != dict(wanted, **({"missing": sorted(wanted["missing"])} if "missing" in wanted else {})):
            yield {name: wanted}, {name: came}
    for name in expected.get("shadows", []):
        if not reading.is_shadow(reading.set.by_id[name]):
            yield {"shadow": name}, "binding"
    for name in expected.get("binding", []):
        if reading.is_shadow(reading.set.by_id[name]):
            yield {"binding": name}, "shadow"
    if "route" in expected and reading.route() != dict(reading.route(), **expected["route"]):
        yield {"route": expected["route"]}, reading.route()
    if "lead" in expected and reading.lead() != dict(reading.lead(), **expected["lead"]):
        yield {"lead": expected["lead"]}, reading.lead()
    for kind in ("clock", "quota"):
        if kind + "s" in expected:
            came = reading.values(kind)
            wanted = expected[kind + "s"]
            if {name: came.get(name) for name in wanted} != wanted:
                yield {kind: wanted}, came


def main(paths):
    folder = pathlib.Path(__file__).parent.parent / "vocabularies"
    cases, found, files = 0, [], {}
    for path in paths:
        file = json.loads(pathlib.Path(path).read_text("utf-8"), parse_float=str)
        vocabularies = [(folder / name).read_text("utf-8") for name in file["vocabularies"]]
        for suite in file["suites"]:
            policies = PolicySet(vocabularies, ["\n".join(suite["policy"]) + "\n"])
            for case in suite["cases"]:
                cases += 1
                files[pathlib.Path(path).name] = files.get(pathlib.Path(path).name, 0) + 1
                reading = Reading(
                    policies, case["stage"], case["as_of"], case["facts"], case.get("changed"),
                    case.get("received"),
                )
                for wanted, came in differences(reading, case["expect"]):
                    found.append(
                        {"file": path, "suite": suite["name"], "case": case["name"],
                         "expected": wanted, "came": came}
                    )
    print(json.dumps({"cases": cases, "files": files, "differences": found[:50]}))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
