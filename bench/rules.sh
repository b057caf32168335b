# 200 rules: the shipped policies, and as many flags behind them as are wanting. Sourced by the
# scripts beside it, which have set root.
regulators=$root/Sources/Policies/Regulators
statements='^(route|lead|refuse|waive|document|condition|flag|ask|suspend|approve|clock|quota|gate|except) '

# A version of the joint policy, with flags until all policies together have 200 rules: FILE VERSION SED…
write_joint() {
  local file=$1 version=$2 rules flag
  shift 2
  rules=$(cat "$regulators"/*.policy | grep -cE "$statements")
  {
    sed "s/^policy joint 1\.0\.0/policy joint $version/" "$regulators/joint.policy" | sed "$@"
    for ((flag = rules + 1; flag <= 200; flag++)); do
      printf 'flag B%d en "More than %d users" zh "多於%d名用戶" at review when trial.max_customers > %d cite H-RPT whole\n' \
        "$flag" "$flag" "$flag" "$flag"
    done
  } >"$file"
}

# What a draft changes in a measurement: one threshold of the joint policy.
one_threshold='s/from 2024-09-01 = 6 months/from 2024-09-01 = 5 months/'
