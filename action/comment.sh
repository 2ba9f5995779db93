# Writes what the pull request changes into a comment of its own, which the next run replaces.
set -euo pipefail

words=(--base "${ZONELINT_BASE:-auto}")
if [ "$ZONELINT_TRUST" = true ]; then
  words+=(--trust-base-config)
fi
read -r -a paths <<< "$ZONELINT_PATHS"
comment=$RUNNER_TEMP/zonelint-changes.md

"$RUNNER_TEMP/zonelint/bin/zonelint" changes "${words[@]}" --format markdown -- "${paths[@]}" > "$comment"
gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --edit-last --create-if-none --body-file "$comment"
