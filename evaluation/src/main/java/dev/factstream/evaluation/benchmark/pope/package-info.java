/** POPE: yes/no questions about objects in a picture (Li et al., 2023). */
package dev.factstream.evaluation.benchmark.pope;
