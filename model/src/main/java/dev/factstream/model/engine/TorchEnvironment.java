package dev.factstream.model.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of the environment that determine the bits of a result, besides weights and inputs: the order of summation
 * depends on the number of threads, the engine version and the architecture.
 */
public final class TorchEnvironment {

    /** Key of the number of threads per operation. */
    public static final String THREADS = "torch.threads";

    private TorchEnvironment() {}

    /** Returns the properties of this process, by key; loads the engine if necessary. */
    public static Map<String, String> now() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("torch.version", Engine.getEngine("PyTorch").getVersion());
        environment.put(THREADS, Integer.toString(JniUtils.getNumThreads()));
        environment.put("os.arch", System.getProperty("os.arch"));
        environment.put("os.name", System.getProperty("os.name"));
        return environment;
    }
}
