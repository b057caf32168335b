# Writes one invented set of predictions: id,label,score,group.
#
#   awk -v kind=meets       -f generate.awk > meets-gates.csv
#   awk -v kind=falls_short -f generate.awk > falls-short.csv
#
# `meets` is well calibrated, ranks well and treats its three groups alike;
# `falls_short` ranks poorly, raises too many false alarms, most of them in one group.
# Only whole-number arithmetic and exact decimals decide a row, so every awk writes
# the same bytes. No row describes a person.

# The next number in [0, 1): Park and Miller's minimal generator, whose products stay below 2^53.
function draw() {
  state = (state * 16807) % 2147483647
  return state / 2147483647
}

# A probability of default: most applicants are clearly sound, some clearly not, few in between.
function probability(  pick, u) {
  pick = draw()
  u = draw()
  if (pick < 0.80) return 0.12 * u * u
  if (pick < 0.84) return 0.12 + 0.76 * u
  return 1 - 0.12 * u * u
}

# Spreads labels evenly inside each group and twentieth of the scale, so that the share of
# positives there equals the stated probability.
function label(p, group,  bin, before) {
  bin = group "/" int(p * 20)
  before = int(owed[bin] + 0.5)
  owed[bin] += p
  return int(owed[bin] + 0.5) - before
}

BEGIN {
  rows = 2000
  state = 11
  split("under_40 from_40_to_64 from_65", names, " ")
  print "id,label,score,group"
  for (row = 1; row <= rows; row++) {
    group = (row - 1) % 3 + 1
    p = probability()
    truth = label(p, group)
    score = p
    if (kind == "falls_short") {
      score = 0.35 * p + 0.65 * draw()
      if (group == 3) score = score * 0.8 + 0.2
    }
    printf "P%05d,%d,%.4f,%s\n", row, truth, score, names[group]
  }
}
