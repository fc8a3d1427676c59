package dev.factstream.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TorchScript module compiled from source in memory. It has no state of its own: weights are arguments.
 *
 * <p>Thread-safe. {@link #infer} calls run side by side; {@link #record} calls of one process run one after the other,
 * because the engine reads the shape of their argument list from the mutable names of the arrays.
 */
public final class ScriptModule implements AutoCloseable {

    /** Guards the names of arrays during a call with gradients: two calls may share their weights. */
    private static final Object NAMES = new Object();

    private static final ThreadLocal<Boolean> PROFILING_OFF = ThreadLocal.withInitial(() -> {
        // the profiling executor re-specialises for every new shape, which costs seconds and gains nothing here
        JniUtils.setGraphExecutorOptimize(false);
        return true;
    });

    private final NDManager manager;
    private final PtSymbolBlock block;
    private final Set<String> inlined = ConcurrentHashMap.newKeySet();

    private ScriptModule(NDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /**
     * Compiles {@code source}, whose placeholders are filled.
     *
     * @throws ai.djl.engine.EngineException with libtorch's message where the source does not compile
     */
    public static ScriptModule compile(ScriptSource source, Device device) {
        NDManager manager = NDManager.newBaseManager(device, "PyTorch");
        PROFILING_OFF.get();
        try (ByteArrayInputStream archive = new ByteArrayInputStream(ScriptArchive.of(source))) {
            return new ScriptModule(manager, JniUtils.loadModule((PtNDManager) manager, archive, false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls {@code method} without gradients, in torch's inference mode.
     *
     * @param scope owns the results
     * @return the returned tensors; they are inference tensors, which a later {@link #record} call must not save for
     *     its backward pass: {@link NDArray#duplicate()} makes an ordinary tensor of one
     */
    public NDList infer(NDManager scope, String method, Argument... arguments) {
        PROFILING_OFF.get();
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                values[i] = value(arguments[i]);
            }
            try (IValue result = IValueUtils.runMethod(block, method, values)) {
                return result.toNDList((PtNDManager) scope);
            }
        } finally {
            for (IValue value : values) {
                if (value != null) {
                    value.close();
                }
            }
        }
    }

    /**
     * As {@link #infer} for a method that is called again and again: its first call takes some tens of milliseconds more and makes
     * what it calls part of it, so that every later one is spared their frames and the arithmetic of constants.
     */
    public NDList inferOften(NDManager scope, String method, Argument... arguments) {
        PROFILING_OFF.get();
        if (!inlined.add(method)) {
            return infer(scope, method, arguments);
        }
        JniUtils.setGraphExecutorOptimize(true); // libtorch inlines where it is on when a method runs first
        try {
            return infer(scope, method, arguments);
        } finally {
            JniUtils.setGraphExecutorOptimize(false);
        }
    }

    /**
     * Calls {@code method} and records the operations for a backward pass where {@link Gradients} is open on this
     * thread and an argument requires a gradient.
     *
     * <p>An array made from Java values borrows their memory, and a recorded graph keeps its inputs without owning that memory:
     * such arguments must not be closed before the backward pass is over.
     *
     * @param scope owns the results
     * @throws IllegalArgumentException where one array is passed as two different arguments
     */
    public NDList record(NDManager scope, String method, Argument... arguments) {
        PROFILING_OFF.get();
        NDArray call = scope.create(0f); // the engine gives results to the manager of the first argument
        NDList flat = new NDList(call);
        for (Argument argument : arguments) {
            flat.addAll(argument.tensors());
        }
        synchronized (NAMES) {
            List<String> before = new ArrayList<>(flat.size());
            flat.forEach(array -> before.add(array.getName()));
            try {
                flat.forEach(array -> array.setName(null));
                call.setName("module_method:" + method);
                for (int i = 0; i < arguments.length; i++) {
                    name(arguments[i], i);
                }
                return IValueUtils.forward(block, flat, true);
            } finally {
                for (int i = 0; i < flat.size(); i++) {
                    flat.get(i).setName(before.get(i));
                }
                call.close();
            }
        }
    }

    private static void name(Argument argument, int index) {
        String name = argument.list() ? "a" + index + "[]" : null;
        for (NDArray tensor : argument.tensors()) {
            if (tensor.getName() != null && !tensor.getName().equals(name)) {
                throw new IllegalArgumentException("one array is passed as two arguments");
            }
            tensor.setName(name);
        }
    }

    private static IValue value(Argument argument) {
        if (argument.list()) {
            return IValue.listFrom(
                    argument.tensors().stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
        }
        return IValue.from((PtNDArray) argument.tensors().get(0));
    }

    /** Frees the compiled code. Call it when no call is running. */
    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
