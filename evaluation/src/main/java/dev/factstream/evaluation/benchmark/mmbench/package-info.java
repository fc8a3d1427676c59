/** MMBench: multiple-choice questions, asked once with each rotation of the options (Liu et al., 2023). */
package dev.factstream.evaluation.benchmark.mmbench;
