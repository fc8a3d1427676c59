"""Makes src/test/resources/statistics/references.json: what scipy and numpy compute.

Run from the module's folder; needs numpy and scipy.
"""

import json

import numpy as np
from scipy import stats

rng = np.random.default_rng(7)

means = []
for n in (2, 3, 12, 120):
    values = np.round(rng.normal(2.5, 1.5, n), 3)
    error = stats.sem(values)
    low, high = stats.norm.interval(0.95, loc=values.mean(), scale=error)
    means.append({"values": values.tolist(), "mean": values.mean(), "error": error, "low": low, "high": high})

differences = []
for n in (3, 40):
    a = np.round(rng.normal(0.4, 0.1, n), 4)
    b = np.round(a + rng.normal(0.1, 0.05, n), 4)
    test = stats.ttest_rel(a, b)
    differences.append(
        {"a": a.tolist(), "b": b.tolist(), "difference": (a - b).mean(), "error": stats.sem(a - b), "t": abs(test.statistic)}
    )

shares = []
for hits, of in ((0, 10), (10, 10), (3, 8), (613, 1000), (431, 960)):
    interval = stats.binomtest(hits, of).proportion_ci(0.95, method="wilson")
    shares.append({"hits": hits, "of": of, "low": interval.low, "high": interval.high})

with open("src/test/resources/statistics/references.json", "w") as file:
    json.dump({"means": means, "differences": differences, "shares": shares}, file, indent=1)
    file.write("\n")
