/**
 * {@code factstream experiment}: runs streams that differ in one respect, and reports their results as tables and plots. A new experiment
 * is an {@link dev.factstream.lab.experiment.ExperimentDesign}: arms, a measurement and a report.
 */
package dev.factstream.lab.experiment;
