/** LLaVA-Bench: a judge scores a reference answer and a model's answer from 1 to 10 (Liu et al., 2023). */
package dev.factstream.evaluation.benchmark.llavabench;
