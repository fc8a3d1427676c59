package dev.factstream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptModuleTest {

    private static final ScriptSource SOURCE = new ScriptSource("""
              # a comment is allowed
              def weighted(self, xs: List[Tensor], w: Tensor) -> Tensor:
                total = torch.zeros_like(xs[0])
                for x in xs:
                  total = total + x * w * $FACTOR$
                return total

              def parts(self, x: Tensor) -> Tuple[Tensor, Tensor]:
                return (self.weighted([x], x), x)
            """).with(Map.of("FACTOR", "2."));

    private NDManager manager;
    private ScriptModule module;

    @BeforeEach
    void compile() {
        manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        module = ScriptModule.compile(SOURCE, Device.cpu());
    }

    @AfterEach
    void close() {
        module.close();
        manager.close();
    }

    @Test
    void listsAndSingleTensorsArriveInOrderWithAndWithoutGradients() {
        ScriptArgument list =
                ScriptArgument.of(List.of(manager.create(new float[] {1, 2}), manager.create(new float[] {3, 4})));
        ScriptArgument weight = ScriptArgument.of(manager.create(10f));

        assertThat(module.infer(manager, "weighted", list, weight).get(0).toFloatArray())
                .containsExactly(80, 120);
        assertThat(module.record(manager, "weighted", list, weight).get(0).toFloatArray())
                .containsExactly(80, 120);
    }

    @Test
    void aTupleComesBackAsSeveralArraysThatBelongToTheScope() {
        NDManager scope = manager.newSubManager();

        var results = module.infer(scope, "parts", ScriptArgument.of(manager.create(3f)));

        assertThat(results).hasSize(2).allMatch(array -> array.getManager() == scope);
        assertThat(results.get(0).getFloat()).isEqualTo(18);
    }

    @Test
    void anInlinedMethodGivesTheSameResultsForEveryShapeAndFromSeveralThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int call = 0; call < 8; call++) {
                NDArray x = manager.arange(call + 1f);
                results.add(threads.submit(() -> module.inferInlined(manager, "parts", ScriptArgument.of(x))
                        .get(0)
                        .toFloatArray()));
            }
            for (int call = 0; call < results.size(); call++) {
                float[] squares = new float[call + 1];
                for (int i = 0; i <= call; i++) {
                    squares[i] = 2 * i * i;
                }
                assertThat(results.get(call).get()).containsExactly(squares);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void gradientsFlowThroughListsAndFromOneScriptToAnother() {
        NDArray a = manager.create(new float[] {1, 2});
        NDArray weight = manager.create(5f);
        a.setRequiresGradient(true);
        weight.setRequiresGradient(true);
        try (ScriptModule loss = ScriptModule.compile(
                        new ScriptSource("  def loss(self, y: Tensor) -> Tensor:\n    return torch.sum(y * y)\n"),
                        Device.cpu());
                Gradients gradients = Gradients.record()) {
            NDArray y = module.record(manager, "weighted", ScriptArgument.of(List.of(a)), ScriptArgument.of(weight))
                    .singletonOrThrow();
            gradients.backward(
                    loss.record(manager, "loss", ScriptArgument.of(y)).singletonOrThrow());
        }

        // loss = Σ (2 w a)²: d/da = 8 w² a, d/dw = 8 w Σ a²
        assertThat(Gradients.of(manager, a).toFloatArray()).containsExactly(200, 400);
        assertThat(Gradients.of(manager, weight).getFloat()).isEqualTo(200);
    }

    @Test
    void namesOfArraysSurviveACall() {
        NDArray named = manager.create(1f);
        named.setName("layer.weight");

        module.record(manager, "parts", ScriptArgument.of(named));

        assertThat(named.getName()).isEqualTo("layer.weight");
    }

    @Test
    void oneArrayForTwoParametersIsRejected() {
        NDArray shared = manager.create(1f);

        assertThatThrownBy(() -> module.record(
                        manager, "weighted", ScriptArgument.of(List.of(shared)), ScriptArgument.of(shared)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two arguments");
    }

    @Test
    void gradientAndInferenceCallsOfManyThreadsShareArrays() throws Exception {
        NDArray shared = manager.create(new float[] {1, 2});
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                boolean gradients = t % 2 == 0;
                outcomes.add(threads.submit(() -> {
                    boolean right = true;
                    for (int i = 0; i < 300; i++) {
                        try (NDManager scope = manager.newSubManager()) {
                            ScriptArgument list = ScriptArgument.of(List.of(shared));
                            ScriptArgument weight = ScriptArgument.of(scope.create(3f));
                            var result = gradients
                                    ? module.record(scope, "weighted", list, weight)
                                    : module.infer(scope, "weighted", list, weight);
                            right &= result.get(0).toFloatArray()[1] == 12;
                        }
                    }
                    return right;
                }));
            }
            for (Future<Boolean> outcome : outcomes) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aCompilationErrorNamesThePosition() {
        ScriptSource wrong = new ScriptSource("  def f(self, x: Tensor) -> Tensor:\n    return torch.no_such(x)\n");

        assertThatThrownBy(() -> ScriptModule.compile(wrong, Device.cpu()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no_such");
    }

    @Test
    void aPlaceholderWithoutAValueIsNamed() {
        assertThatThrownBy(() -> new ScriptSource("$EPS$").with(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$EPS$");
    }
}
