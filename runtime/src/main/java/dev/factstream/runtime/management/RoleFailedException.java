package dev.factstream.runtime.management;

/** A role stopped by itself. The cause is the failure. */
public final class RoleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String role;
    private final String hint;

    /**
     * @param role the name of the role
     * @param hint appended to the message for the user, for instance {@code "; see run/factstream.log"}; may be empty
     */
    public RoleFailedException(String role, String hint, Throwable cause) {
        super(role + " stopped: " + cause.getMessage() + hint, cause);
        this.role = role;
        this.hint = hint;
    }

    public String role() {
        return role;
    }

    public String hint() {
        return hint;
    }
}
