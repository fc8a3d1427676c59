package dev.factstream.lab.chaos;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The environment of an experiment that kills a role.
 *
 * @param names the names of existing topics
 * @param folder the folder for the state and the logs of roles
 * @param settings settings of the role that is killed, {@code key=value} each; they override those of the experiment
 * @param seed seed of the run or the samples, and of the times of the kills
 * @param lines receives a line for each kill
 */
public record ChaosContext(
        KafkaClients clients, TopicNames names, Path folder, List<String> settings, long seed, PrintWriter lines) {

    /** Starts {@code factstream ARGUMENTS} on the cluster with the {@code own} settings; its output goes to {@link #log}. */
    RoleProcess start(List<String> arguments, String log, List<String> own) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("kafka.bootstrap.servers=" + clients.bootstrapServers(), "topics.prefix=" + names.prefix()));
        all.addAll(own);
        List<String> command = new ArrayList<>(arguments);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return new RoleProcess(command, log(log));
    }

    /** Starts the role that is killed, as {@link #start} does; the user's settings come last. */
    RoleProcess startTarget(String role, String log, List<String> own) throws IOException {
        List<String> all = new ArrayList<>(own);
        all.addAll(settings);
        return start(List.of(role), log, all);
    }

    /** The log file of the process with this name. */
    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    void report(String format, Object... values) {
        lines.println(String.format(Locale.ROOT, format, values));
        lines.flush();
    }
}
