package dev.factstream.console.topics;

import dev.factstream.console.cli.EnumConverter;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.infra.acls.PrincipalAcls;
import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.SecurityUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream topics acls}: the least ACLs of a role. */
@Command(
        name = "acls",
        description =
                "Prints the least ACLs of a role as options of kafka-acls.sh, one line per ACL, or creates those that are missing.")
final class AclsCommand implements Callable<Integer> {
    private static final Pattern PRINCIPAL = Pattern.compile("[^:\\s]+:\\S.*");

    static final class GranteeConverter extends EnumConverter<Grantee> {
        GranteeConverter() {
            super(Grantee.values());
        }
    }

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            converter = GranteeConverter.class,
            description =
                    "actor, scorer, learner (of learner.run.id), drift or dashboard; publisher (data publish and retire), reader (commands"
                            + " that only read) or rescorer (rescore to a topic scored-rollouts-NAME).")
    private Grantee role;

    @Option(
            names = "--principal",
            required = true,
            paramLabel = "TYPE:NAME",
            description = "Principal that gets the rights, for instance User:actor.")
    private String principal;

    @Option(names = "--apply", description = "Create the missing ACLs, which needs ALTER on the cluster.")
    private boolean apply;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!PRINCIPAL.matcher(principal).matches()) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--principal takes TYPE:NAME, for instance User:actor, not '" + principal + "'");
        }
        Settings settings = options.load();
        List<AccessRight> rights = role.rights(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (!apply) {
            PrincipalAcls.of(principal, rights).forEach(acl -> out.println(line(acl)));
            return ExitCode.OK;
        }
        try (Admin admin = ClusterConnector.admin(settings)) {
            List<AclBinding> created = PrincipalAcls.create(admin, principal, rights);
            created.forEach(acl -> out.println("created " + line(acl)));
            if (created.isEmpty()) {
                out.println(principal + " has all ACLs of " + EnumConverter.name(role));
            }
        }
        return ExitCode.OK;
    }

    private static String line(AclBinding acl) {
        ResourcePattern resource = acl.pattern();
        return String.format(
                Locale.ROOT,
                "--add --allow-principal '%s' --operation %s --%s '%s' --resource-pattern-type %s",
                acl.entry().principal(),
                SecurityUtils.operationName(acl.entry().operation()),
                option(resource),
                resource.name(),
                resource.patternType().name().toLowerCase(Locale.ROOT));
    }

    private static String option(ResourcePattern resource) {
        return switch (resource.resourceType()) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactional-id";
            default -> throw new IllegalArgumentException(resource.toString());
        };
    }
}
