package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.actor.service.ActorRole;
import dev.factstream.dashboard.DashboardRole;
import dev.factstream.drift.stream.DriftRole;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.infra.fixture.SecuredBroker;
import dev.factstream.lab.chaos.RandomPolicy;
import dev.factstream.lab.stream.RoleSettings;
import dev.factstream.learner.service.LearnerRole;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.management.ManagementPort;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.scorer.service.ScorerRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A stream on a cluster with ACLs: each role is a principal, which has the ACLs of {@code topics acls} and no others. */
final class SecuredStream implements AutoCloseable {
    static final List<String> ROLES = List.of("scorer", "actor", "learner", "drift", "dashboard");
    private static final List<String> COMMANDS = List.of("publisher", "reader", "rescorer");
    private static final Duration CLOSE = Duration.ofSeconds(60);

    private final Path folder;
    private final SecuredBroker broker;
    private final Admin admin;
    private final Path policy;
    private final VisionLanguageModel model;
    private final Map<String, RunningRole> running = new LinkedHashMap<>();

    private record RunningRole(Role role, ManagementPort port) {}

    /** Starts the broker, creates topics, principals and ACLs, and publishes questions. */
    SecuredStream(Path folder) throws IOException {
        this.folder = folder;
        broker = SecuredBroker.start(folder);
        admin = broker.admin();
        policy = TinyPolicy.write(folder.resolve("policy"));
        model = PolicyFolder.load(policy);
        List<String> all = Stream.concat(ROLES.stream(), COMMANDS.stream()).toList();
        broker.addUsers(all);
        asAdministrator("topics", "apply");
        for (String name : all) {
            asAdministrator("topics", "acls", "--role", name, "--principal", "User:" + name, "--apply");
        }
        as("publisher", "data", "publish", "--from", RandomPolicy.book(policy).toString());
    }

    private void asAdministrator(String... command) {
        succeed(Map.of("kafka.bootstrap.servers", broker.administration()), command);
    }

    /** Runs a command of a principal, which must succeed. */
    String as(String user, String... command) {
        return succeed(broker.settings(user), command);
    }

    private static String succeed(Map<String, String> settings, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Console console = Console.run(arguments.toArray(String[]::new));
        assertThat(console.exitCode()).as(console.err()).isZero();
        return console.out();
    }

    /** Starts a role and its management port. */
    void start(String name) {
        Settings settings = settings(name);
        ManagementPort port =
                ManagementPort.listen(settings, new ManagementSettings(0, "127.0.0.1", "", Duration.ofSeconds(300)));
        try {
            Role role = role(name, settings);
            port.manage(List.of(role));
            running.put(name, new RunningRole(role, port));
        } catch (RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private Role role(String name, Settings settings) {
        switch (name) {
            case "scorer":
                return ScorerRole.start(settings);
            case "actor":
                return ActorRole.start(settings, model);
            case "drift":
                return DriftRole.start(settings);
            case "dashboard":
                return DashboardRole.start(settings);
            default:
                LearnerRole learner = LearnerRole.open(settings, model);
                learner.work(Integer.MAX_VALUE, report -> {});
                return learner;
        }
    }

    Settings settings(String user) {
        Map<String, String> values = new HashMap<>(broker.settings(user));
        values.putAll(Map.of(
                "actor.batch.size", "16",
                "scorer.state.dir", folder.resolve("scorer").toString(),
                "scorer.reward.profile", "default",
                "learner.dir", folder.resolve("learner").toString(),
                "learner.rollouts.per.version", "8",
                "learner.sampling.max.tokens", "12",
                "drift.state.dir", folder.resolve("drift").toString(),
                "drift.window.rollouts", "64",
                "dashboard.port", "0"));
        return Settings.of(RoleSettings.CATALOGUE, values);
    }

    Path learnerFolder() {
        return folder.resolve("learner");
    }

    int version() {
        return ((LearnerRole) running.get("learner").role()).version();
    }

    /** Returns why a role has ended or is not ready; {@code ok} if it is. */
    String readiness(String name) {
        RunningRole role = running.get(name);
        try {
            return role.role().failure().map(Throwable::toString).orElse("")
                    + LocalHttp.get(role.port().port(), "/ready").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    boolean hasFailed(String name) {
        return running.get(name).role().failure().isPresent();
    }

    boolean isReady(String name) {
        return readiness(name).equals("ok");
    }

    boolean areReady() {
        return running.keySet().stream().allMatch(this::isReady);
    }

    /** Returns the ACLs of a principal, sorted. */
    List<AclBinding> acls(String user) {
        return admin
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .stream()
                .filter(acl -> acl.entry().principal().equals("User:" + user))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .collect(Collectors.toList());
    }

    void remove(AclBinding acl) {
        admin.deleteAcls(List.of(acl.toFilter()))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    void restore(AclBinding acl) {
        admin.createAcls(List.of(acl))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Stops a role. */
    void stop(String name) {
        RunningRole role = running.remove(name);
        if (role != null) {
            role.role().close(CLOSE);
            role.port().close();
        }
    }

    @Override
    public void close() {
        for (String name : List.of("learner", "actor", "scorer", "drift", "dashboard")) {
            stop(name);
        }
        admin.close();
        model.close();
        broker.close();
    }
}
