#!/usr/bin/env python3
"""Writes samples and their distances by SciPy and the formulas of Evidently and River: the references of DistancesTest.

    python3 drift/src/test/python/make_drift_references.py > drift/src/test/resources/drift-references.txt

Needs numpy and scipy only. PSI is get_binned_data and the sum of Evidently 0.7 (stattests/utils.py, psi.py), written with numpy
alone; Page-Hinkley is River 0.22's drift.PageHinkley without its threshold, once for x and once for -x.
"""
import numpy as np
from scipy import stats


def evidently_psi(reference, current):
    if len(np.unique(reference)) > 20:
        bins = np.histogram_bin_edges(np.concatenate([reference, current]), bins="sturges")
        p = np.histogram(reference, bins)[0] / len(reference)
        q = np.histogram(current, bins)[0] / len(current)
    else:
        keys = np.unique(np.concatenate([reference, current]))
        p = np.array([np.sum(reference == key) / len(reference) for key in keys])
        q = np.array([np.sum(current == key) / len(current) for key in keys])
    for shares in (p, q):
        least = min(shares[shares != 0])
        np.place(shares, shares == 0, least / 10**6 if least <= 0.0001 else 0.0001)
    return np.sum((p - q) * np.log(p / q))


def river_page_hinkley(values, delta=0.005, alpha=1 - 0.0001):
    count, mean, total = 1, 0.0, 0.0
    for x in values:
        mean += (x - mean) / count
        total = max(0.0, alpha * total + (x - mean - delta))
        count += 1
    return total


def line(name, values):
    print(name, *(repr(float(value)) for value in values))


def case(name, reference, current):
    reference, current = np.asarray(reference, float), np.asarray(current, float)
    distance = stats.ks_2samp(reference, current, method="asymp").statistic
    size = len(reference) * len(current) / (len(reference) + len(current))
    print("case", name)
    line("reference", reference)
    line("current", current)
    line("psi", [evidently_psi(reference, current)])
    line("ks", [distance])
    line("ks.p", [stats.kstwobign.sf(np.sqrt(size) * distance)])
    line("page.hinkley.up", [river_page_hinkley(current)])
    line("page.hinkley.down", [river_page_hinkley(-current)])
    line("welch.z", [stats.ttest_ind(current, reference, equal_var=False).statistic])


rng = np.random.default_rng(20260801)
case("same", rng.normal(size=200), rng.normal(size=150))
case("shifted", rng.normal(size=256), rng.normal(0.5, 1, size=256))
case("wider", rng.normal(size=700), rng.normal(0, 3, size=324))
case("apart", rng.normal(size=64), rng.normal(30, 1, size=64))
case("binary", rng.integers(0, 2, size=256), rng.random(size=256) < 0.7)
case("new-values", rng.integers(0, 3, size=100), rng.integers(2, 6, size=90))
case("lengths", rng.poisson(30, size=512), rng.poisson(36, size=256))
case("small", [0.1, 0.2, 0.2, 0.9], [0.2, 0.3])
