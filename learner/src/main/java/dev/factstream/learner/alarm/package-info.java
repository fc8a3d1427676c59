/** What a learner does about alarms that the drift application raises. */
package dev.factstream.learner.alarm;
