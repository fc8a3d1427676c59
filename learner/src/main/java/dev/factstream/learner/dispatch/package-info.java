/** Issues tickets: selects the questions, their order, and the number of outstanding tickets. */
package dev.factstream.learner.dispatch;
