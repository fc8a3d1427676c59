package dev.factstream.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one of libtorch's warnings from users: {@code AutoNonVariableTypeMode is deprecated}. DJL's native code causes it when the
 * values of an array are set for the first time; libtorch gives it once per process, and a user can do nothing about it.
 *
 * <p>The values of an array are set here, with the log level at error; afterwards the level is as before, so that every other
 * warning appears. The level is a variable that libc10 exports. The environment variable {@code TORCH_CPP_LOG_LEVEL} has no
 * effect without Python. If the variable is not found, the warning appears.
 */
final class TorchWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(TorchWarnings.class);

    private static final String LOG_LEVEL = "FLAGS_caffe2_log_level";
    private static final int ERROR = 2;

    static {
        suppressDeprecation();
    }

    private TorchWarnings() {}

    /** Causes the warning without printing it, once per process. Loads the engine if necessary. */
    static void suppress() {
        // done by the static initialiser, once and before any other thread returns from this method
    }

    private static void suppressDeprecation() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Pointer level = NativeLibrary.getInstance(Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("c10"))
                            .toString())
                    .getGlobalVariableAddress(LOG_LEVEL);
            int before = level.getInt(0);
            level.setInt(0, Math.max(before, ERROR));
            try {
                manager.zeros(new Shape(1)).set(new float[1]);
            } finally {
                level.setInt(0, before);
            }
        } catch (LinkageError | RuntimeException e) {
            LOG.debug("The log level of libtorch is not accessible; its warning will appear", e);
        }
    }
}
