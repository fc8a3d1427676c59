/** Reactions of a learner to alarms of the drift application. */
package dev.factstream.learner.alarm;
