package dev.factstream.picturebook.questions;

import java.util.List;

/**
 * A multiple-choice question before its options get letters.
 *
 * @param question text without the options
 * @param right the true option
 * @param wrong at least three false options
 * @param truth the rationale, without full stop
 */
record MultipleChoiceDraft(String question, String right, List<String> wrong, String truth) {}
