package dev.factstream.console;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between modules. Actor, scorer and learner communicate only through topics. */
class DependencyDirectionTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.factstream");

    @Test
    void dependenciesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.factstream..")
                .layer("schemas")
                .definedBy("dev.factstream.schemas..")
                .layer("model")
                .definedBy("dev.factstream.model..")
                .layer("data")
                .definedBy("dev.factstream.data..")
                .layer("infra")
                .definedBy("dev.factstream.infra..")
                .layer("actor")
                .definedBy("dev.factstream.actor..")
                .layer("scorer")
                .definedBy("dev.factstream.scorer..")
                .layer("learner")
                .definedBy("dev.factstream.learner..")
                .layer("evaluation")
                .definedBy("dev.factstream.evaluation..")
                .layer("console")
                .definedBy("dev.factstream.console..")
                .whereLayer("schemas")
                .mayNotAccessAnyLayer()
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("data")
                .mayOnlyAccessLayers("schemas")
                .whereLayer("infra")
                .mayOnlyAccessLayers("schemas")
                .whereLayer("actor")
                .mayOnlyAccessLayers("schemas", "model")
                .whereLayer("scorer")
                .mayOnlyAccessLayers("schemas", "model")
                .whereLayer("learner")
                .mayOnlyAccessLayers("schemas", "model", "data")
                .whereLayer("evaluation")
                .mayOnlyAccessLayers("schemas", "model", "data")
                .whereLayer("console")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void featuresOfAModuleDoNotFormCycles() {
        slices().matching("dev.factstream.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
