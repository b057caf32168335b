"""Compares the calendar with the package `holidays` from PyPI, which others keep.

    holidays.py CALENDAR.json FOLDER

Installs the package into FOLDER. Prints each day that only one of both has, as `DAY ours` or `DAY theirs`.
Exit 0: compared. Exit 3: PyPI is out of reach, or python3 has no pip.
"""

import json
import subprocess
import sys

VERSION = "0.109"

calendar, folder = sys.argv[1:]
pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
try:
    installed = subprocess.run(
        pip + ["--retries", "1", "--target", folder, f"holidays=={VERSION}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
    ).returncode == 0
except subprocess.TimeoutExpired:
    installed = False
if not installed:
    sys.exit(3)
sys.path.insert(0, folder)
import holidays  # noqa: E402

with open(calendar, encoding="utf-8") as file:
    years = json.load(file)["years"]
for year in years:
    ours = {day["date"] for day in year["holidays"]}
    both = holidays.HongKong(years=year["year"], categories=holidays.HongKong.supported_categories)
    theirs = {str(day) for day in both}
    for day in sorted(ours ^ theirs):
        print(day, "ours" if day in ours else "theirs")
print("compared", ",".join(str(year["year"]) for year in years))
