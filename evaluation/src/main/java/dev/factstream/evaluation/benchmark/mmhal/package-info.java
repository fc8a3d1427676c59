/** MMHal-Bench: 96 questions whose answers a judge rates from 0 to 6 (Sun et al., 2023). */
package dev.factstream.evaluation.benchmark.mmhal;
