/** {@code factstream experiment}: runs streams that differ in one respect, and reports their results as tables and plots. */
package dev.factstream.lab.experiment;
