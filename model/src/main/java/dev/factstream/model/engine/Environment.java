package dev.factstream.model.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides, besides weights and inputs, which bits come out of a computation: sums are formed in another order by
 * another number of threads, by another version of the engine and on another architecture.
 */
public final class Environment {

    /** Key of the number of threads that compute one operation. */
    public static final String THREADS = "torch.threads";

    private Environment() {}

    /** This process's, by key; loads the engine if need be. */
    public static Map<String, String> now() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("torch.version", Engine.getEngine("PyTorch").getVersion());
        environment.put(THREADS, Integer.toString(JniUtils.getNumThreads()));
        environment.put("os.arch", System.getProperty("os.arch"));
        environment.put("os.name", System.getProperty("os.name"));
        return environment;
    }
}
