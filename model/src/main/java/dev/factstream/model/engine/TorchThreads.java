package dev.factstream.model.engine;

/** Sets the number of threads torch uses per operation. The pools are process-wide and created when the first model is loaded. */
public final class TorchThreads {
    private static final String[] POOLS = {"ai.djl.pytorch.num_threads", "ai.djl.pytorch.num_interop_threads"};

    private TorchThreads() {}

    /**
     * Uses one thread per operation, for processes that run several models in parallel, one per core. Has no effect once a model
     * is loaded.
     */
    public static void useOne() {
        use(1);
    }

    /** Uses {@code threads} threads unless a system property is set. Has no effect once a model is loaded. */
    public static void use(int threads) {
        for (String pool : POOLS) {
            if (System.getProperty(pool) == null) {
                System.setProperty(pool, Integer.toString(threads));
            }
        }
    }
}
