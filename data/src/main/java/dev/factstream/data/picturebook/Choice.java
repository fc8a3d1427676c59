package dev.factstream.data.picturebook;

import java.util.List;

/**
 * What a multiple-choice question is made of, before its options get their letters.
 *
 * @param question without the options
 * @param right the true option
 * @param wrong at least three false ones
 * @param truth the rationale, without full stop
 */
record Choice(String question, String right, List<String> wrong, String truth) {}
