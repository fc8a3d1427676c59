/** How often a policy is right on questions about unseen pictures, judged by the same rule as the rewards. */
package dev.factstream.evaluation.heldout;
