#!/usr/bin/env bash
# Runs the tests, then files one issue per failing case. Exits with the status of the tests.
# Needs ATLAS_URL (default http://127.0.0.1:8000) and ATLAS_TOKEN, with the scope `write`.
set -uo pipefail
cd "$(dirname "$0")"

suite=${1:-nightly}
results=${RESULTS:-results.xml}

python -m pytest --quiet --junit-xml="$results" tests
tests=$?
# 0 means that all tests passed, 1 that some failed. Other codes mean that the run itself broke, so its
# results are incomplete and `--close-missing` would close issues that are still valid.
if [ "$tests" -gt 1 ]; then
  echo "The run broke (pytest exit code $tests); no issues are filed." >&2
  exit "$tests"
fi

issue-gateway import "$results" --format junit --scope "$suite" --close-missing || exit 2
exit "$tests"
