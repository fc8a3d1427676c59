package dev.factstream.console.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers for the page, rounded to the visible digits; NaN and infinities, which JSON cannot represent, are omitted. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(5);

    private Numbers() {}

    /** Puts {@code value} if it is finite. */
    static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, new BigDecimal(value).round(DIGITS).doubleValue());
        }
    }
}
