package dev.factstream.console.cli;

/** How many threads torch computes one operation with; its pools are process-wide and made when the first model is loaded. */
public final class TorchThreads {
    private static final String[] POOLS = {"ai.djl.pytorch.num_threads", "ai.djl.pytorch.num_interop_threads"};

    private TorchThreads() {}

    /** For processes whose models work side by side: each has a core, instead of all sharing all. Has no effect once a model is loaded. */
    public static void one() {
        use(1);
    }

    /** As many as the user says, unless a system property says otherwise. Has no effect once a model is loaded. */
    public static void use(int threads) {
        for (String pool : POOLS) {
            if (System.getProperty(pool) == null) {
                System.setProperty(pool, Integer.toString(threads));
            }
        }
    }
}
