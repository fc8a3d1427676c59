#!/usr/bin/env bash
# Lets a real Prometheus scrape a running quickstart, and evaluates every expression of the rules and of the Grafana dashboard against
# the scraped data: an expression without data fails. Needs prometheus, promtool, curl and jq (apt-get install prometheus curl jq).
#
#   infra/check-metrics.sh [VERSIONS]     # number of policy versions to wait for first (default 8)
#
# Alerts do not fire in a healthy run, so for alerts each metric in the expression must have data. Expressions without data in a
# healthy small run are listed, with the reason, in prometheus/no-data-yet.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
versions=${1:-8}
for tool in prometheus promtool curl jq; do
  command -v "$tool" >/dev/null || { echo "check-metrics: $tool is not on the PATH (apt-get install prometheus curl jq)" >&2; exit 69; }
done
# the syntax only, as the file of the token is in the container
promtool check config --syntax-only infra/prometheus/prometheus.yml >/dev/null
promtool test rules infra/prometheus/rules-test.yml >/dev/null
echo "rules: syntax and unit tests pass"

work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

free_port() { # a port without a listener
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}
await() { # SECONDS WHAT COMMAND...
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || { echo "check-metrics: not in time: $what" >&2; tail -n 5 "$work"/*.out >&2; exit 1; }
    sleep 1
  done
}

management=$(free_port)
server=$(free_port)
./factstream quickstart --steps 1000 --port 0 --dashboard none --dir "$work/run" \
  --set management.port="$management" --set drift.window.rollouts=64 --set drift.window.least=32 --set drift.reference.windows=2 \
  --set learner.rollouts.per.version=64 --set learner.ppo.minibatch=32 >"$work/quickstart.out" 2>&1 &
pids+=($!)
cat >"$work/prometheus.yml" <<END
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: ["$PWD/infra/prometheus/rules.yml"]
scrape_configs:
  - job_name: factstream
    static_configs: [{targets: ["127.0.0.1:$management"]}]
END
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$server" \
  --log.level=warn >"$work/prometheus.out" 2>&1 &
pids+=($!)
await 300 "version $versions of quickstart" grep -q "^version $versions/" "$work/quickstart.out"
query() { curl -sS --fail-with-body "http://127.0.0.1:$server/api/v1/query" --data-urlencode "query=$1"; }
# a series without numbers counts as no data
values() { query "$1" | jq '[.data.result | if type == "array" then .[] else . end | .value[1]? // empty | select(. != "NaN")] | length'; }
has_data() { [ "$(values "$1")" -gt 0 ]; }
await 60 "the first scrape" has_data factstream_learner_policy_version
await 120 "a drift window compared with its reference" has_data 'factstream_drift_distance_value{distance="psi"}'

failed=0
known() { grep -v '^#' infra/prometheus/no-data-yet.txt | cut -d '|' -f 1 | sed 's/ *$//' | grep -Fxq -- "$1"; }
check() { # WHERE EXPRESSION
  local found
  if ! found=$(values "$2" 2>"$work/error"); then
    echo "FAILED  $1: $2: $(cat "$work/error")"
    failed=$((failed + 1))
  elif [ "$found" -gt 0 ]; then
    printf 'ok %4d  %s: %s\n' "$found" "$1" "$2"
  elif known "$2"; then
    echo "none yet $1: $2"
  else
    echo "NO DATA $1: $2"
    failed=$((failed + 1))
  fi
}

while IFS=$'\t' read -r title expression; do
  check "dashboard, $title" "$expression"
done < <(jq -r '.panels[] | .title as $title | .targets[]? | [$title, .expr] | @tsv' infra/grafana/dashboards/factstream.json)

curl -sS --fail "http://127.0.0.1:$server/api/v1/rules" >"$work/rules.json"
while IFS=$'\t' read -r name expression; do
  check "rule, $name" "$expression"
done < <(jq -r '.data.groups[].rules[] | select(.type == "recording") | [.name, .query] | @tsv' "$work/rules.json")
while IFS=$'\t' read -r name health error expression; do
  if [ "$health" != ok ]; then
    echo "FAILED  alert, $name: $error"
    failed=$((failed + 1))
  fi
  while read -r metric; do
    check "alert, $name" "$metric"
  done < <(grep -oE '\b(factstream_[a-z0-9_]+|up)\b(\{[^}]*\})?' <<<"$expression" | sort -u)
done < <(jq -r '.data.groups[].rules[] | select(.type == "alerting") | [.name, .health, (.lastError // ""), .query] | @tsv' "$work/rules.json")

firing=$(curl -sS --fail "http://127.0.0.1:$server/api/v1/alerts" | jq -r '.data.alerts[] | select(.state == "firing") | .labels.alertname' | sort -u | tr '\n' ' ')
echo "firing alerts: ${firing:-none}"
echo "$(grep -c '^version ' "$work/quickstart.out") versions; $failed expressions without data or with errors"
[ "$failed" -eq 0 ]
