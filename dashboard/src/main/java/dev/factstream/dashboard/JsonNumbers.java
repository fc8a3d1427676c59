package dev.factstream.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers for the page, rounded to the visible digits; NaN and infinities, which JSON cannot represent, are omitted. */
final class JsonNumbers {
    private static final MathContext DIGITS = new MathContext(5);

    private JsonNumbers() {}

    /** Puts {@code value} if it is finite. */
    static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, new BigDecimal(value).round(DIGITS).doubleValue());
        }
    }
}
