/** How often a policy is right on questions of pictures it has never seen, judged by the rule that the rewards use. */
package dev.factstream.evaluation.heldout;
