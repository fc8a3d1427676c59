/** Which questions are asked, in what order, and how many tickets may be under way. */
package dev.factstream.learner.dispatch;
