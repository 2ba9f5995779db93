# Checks the zones, and lets the step end as zonelint ends. The words of the inputs come by the environment, so that none of
# them is code.
set -uo pipefail

zonelint=$RUNNER_TEMP/zonelint/bin/zonelint
words=()
if [ -n "$ZONELINT_BASE" ]; then
  words+=(--base "$ZONELINT_BASE")
  if [ "$ZONELINT_TRUST" = true ]; then
    words+=(--trust-base-config)
  fi
fi
if [ -n "$ZONELINT_SARIF" ]; then
  words+=(--output "sarif=$ZONELINT_SARIF" --output github=-)
fi
read -r -a more <<< "$ZONELINT_ARGS"
read -r -a paths <<< "$ZONELINT_PATHS"

"$zonelint" check "${words[@]}" "${more[@]}" -- "${paths[@]}"
status=$?
echo "status=$status" >> "$GITHUB_OUTPUT"
exit "$status"
