package dev.factstream.evaluation.benchmark.mmbench;

import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the option whose text is part of a reply. Stateless. */
final class OptionText {
    private OptionText() {}

    /** Returns the letter of the only option whose text, in lower case, is part of the reply; empty if there are none or several. */
    static Optional<String> letter(String reply, Map<String, String> options) {
        String lower = PythonText.lower(reply);
        List<String> found = options.entrySet().stream()
                .filter(option -> lower.contains(PythonText.lower(option.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
