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
 * A TorchScript module, compiled from source in memory. It is stateless: weights are arguments.
 *
 * <p>Thread-safe. {@link #infer} calls run concurrently; the {@link #record} calls of a process are serialised, because the
 * engine derives the structure of the argument list from the mutable names of the arrays.
 */
public final class ScriptModule implements AutoCloseable {

    /** Guards the names of arrays during a call with gradients: two calls may share weights. */
    private static final Object NAMES = new Object();

    private static final ThreadLocal<Boolean> PROFILING_OFF = ThreadLocal.withInitial(() -> {
        // the profiling executor re-specialises for every new shape, which takes seconds and has no benefit here
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
     * Compiles {@code source}, in which every placeholder is filled.
     *
     * @throws ai.djl.engine.EngineException with libtorch's message if the source does not compile
     */
    public static ScriptModule compile(ScriptSource source, Device device) {
        TorchWarnings.suppress();
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
     * @return the results, as inference tensors: a later {@link #record} call must not save them for its backward pass;
     *     {@link NDArray#duplicate()} returns an ordinary tensor
     */
    public NDList infer(NDManager scope, String method, ScriptArgument... arguments) {
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
     * Like {@link #infer}, for a frequently called method. The first call takes some tens of milliseconds longer and inlines the
     * called methods, so that later calls avoid their stack frames and the arithmetic on constants.
     */
    public NDList inferInlined(NDManager scope, String method, ScriptArgument... arguments) {
        PROFILING_OFF.get();
        if (!inlined.add(method)) {
            return infer(scope, method, arguments);
        }
        JniUtils.setGraphExecutorOptimize(true); // libtorch inlines if this is set during the first call of a method
        try {
            return infer(scope, method, arguments);
        } finally {
            JniUtils.setGraphExecutorOptimize(false);
        }
    }

    /**
     * Calls {@code method} and records the operations for a backward pass if {@link Gradients} is open on this
     * thread and an argument requires a gradient.
     *
     * <p>An array created from Java values borrows their memory, and a recorded graph keeps its inputs without owning that memory:
     * such arguments must not be closed before the backward pass has finished.
     *
     * @param scope owns the results
     * @throws IllegalArgumentException if one array is passed as two different arguments
     */
    public NDList record(NDManager scope, String method, ScriptArgument... arguments) {
        PROFILING_OFF.get();
        NDArray call = scope.create(0f); // the engine attaches results to the manager of the first argument
        NDList flat = new NDList(call);
        for (ScriptArgument argument : arguments) {
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

    private static void name(ScriptArgument argument, int index) {
        String name = argument.list() ? "a" + index + "[]" : null;
        for (NDArray tensor : argument.tensors()) {
            if (tensor.getName() != null && !tensor.getName().equals(name)) {
                throw new IllegalArgumentException("one array is passed as two arguments");
            }
            tensor.setName(name);
        }
    }

    private static IValue value(ScriptArgument argument) {
        if (argument.list()) {
            return IValue.listFrom(
                    argument.tensors().stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
        }
        return IValue.from((PtNDArray) argument.tensors().get(0));
    }

    /** Frees the compiled code. No call may be running. */
    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
