package dev.factstream.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.TestResources;
import dev.factstream.model.network.VisionLanguageModel;

/** Loads a model and sets the values of an array; then calls a script that torch warns of: an output that is too small is resized. */
final class WarningProcess {
    private WarningProcess() {}

    public static void main(String[] arguments) {
        VisionLanguageModel.load(TestResources.BIASED_LLAVA, Device.cpu()).close();
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            scope.zeros(new Shape(1)).set(new float[] {1});
        }
        System.out.println("loaded");
        ScriptSource source = new ScriptSource(
                "  def resize(self, x: Tensor, out: Tensor) -> Tensor:\n    return torch.add(x, x, alpha=1, out=out)\n");
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                ScriptModule script = ScriptModule.compile(source, Device.cpu())) {
            script.infer(
                    scope,
                    "resize",
                    ScriptArgument.of(scope.zeros(new Shape(3))),
                    ScriptArgument.of(scope.zeros(new Shape(2))));
        }
        System.out.println("warned");
    }
}
