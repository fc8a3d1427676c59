package dev.factstream.schemas.rows;

import java.nio.file.Path;
import java.util.List;

/** Some rows of a file are invalid. The message lists the first {@value #LISTED} with line number and reason. */
public final class BadRowsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int LISTED = 20;

    private final int count;

    public BadRowsException(Path file, List<String> problems) {
        super(message(file, problems));
        this.count = problems.size();
    }

    /** The number of invalid rows. */
    public int count() {
        return count;
    }

    private static String message(Path file, List<String> problems) {
        String more = problems.size() > LISTED ? "\n  and " + (problems.size() - LISTED) + " more" : "";
        return problems.size() + (problems.size() == 1 ? " row" : " rows") + " of " + file + " cannot be used:\n  "
                + String.join("\n  ", problems.subList(0, Math.min(LISTED, problems.size()))) + more;
    }
}
