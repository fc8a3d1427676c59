"""Microseconds of the products of a decoding step, one thread, by how the weight lies in memory.

    OMP_NUM_THREADS=1 python bench_layouts.py

Rows [M, in] times a weight of [out, in] in memory, as checkpoints have it, and of [in, out]. Processor time, the best of five
rounds, so that other work on the machine counts little. Needs torch.
"""

import time

import torch

SHAPES = [(128, 384), (128, 128), (128, 512), (256, 128), (128, 443), (288, 864), (288, 1536), (768, 288), (288, 32000)]


def microseconds(work, times):
    for _ in range(20):
        work()
    best = float("inf")
    for _ in range(5):
        begin = time.thread_time()
        for _ in range(times):
            work()
        best = min(best, (time.thread_time() - begin) / times)
    return best * 1e6


def main():
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}\n{'rows':>5}{'in':>6}{'out':>7}{'[out, in]':>12}{'[in, out]':>12}")
    with torch.inference_mode():
        for rows in (1, 16):
            for n_in, n_out in SHAPES:
                x, weight = torch.randn(rows, n_in), torch.randn(n_out, n_in)
                turned = weight.t().contiguous()
                times = 300 if n_out < 2000 else 20
                as_stored = microseconds(lambda: torch.mm(x, weight.t()), times)
                print(f"{rows:5}{n_in:6}{n_out:7}{as_stored:12.1f}{microseconds(lambda: torch.mm(x, turned), times):12.1f}")


if __name__ == "__main__":
    main()
