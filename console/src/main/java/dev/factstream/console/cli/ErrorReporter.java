package dev.factstream.console.cli;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.logging.PrintableText;
import dev.factstream.runtime.settings.NearestKey;
import dev.factstream.schemas.rows.BadRowsException;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports the exception that ended a command as one line on the error stream and an exit code; {@code --debug} adds the stack trace. */
public final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final DebugOption debug;

    public ErrorReporter(DebugOption debug) {
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        return report(command, new CommandFailure(ExitCode.USAGE, message(e) + " See '" + help + "'."), e);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(command, CommandFailure.of(e), e);
    }

    /** Reports a JVM error, which picocli does not catch. */
    public int report(CommandLine command, Error e) {
        return report(command, CommandFailure.of(e), e);
    }

    private int report(CommandLine command, CommandFailure failure, Throwable e) {
        PrintWriter err = command.getErr();
        // the rows of a file are listed below each other; everything else is one line
        err.println("factstream: "
                + (e instanceof BadRowsException
                        ? PrintableText.lines(failure.message())
                        : PrintableText.line(failure.message())));
        if (debug.isOn()) {
            e.printStackTrace(err);
        }
        err.flush();
        return failure.exitCode();
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return e.getMessage().replaceAll("\\s*\\R\\s*", " ") + ".";
        }
        String argument = unmatched.getUnmatched().get(0);
        CommandSpec command = e.getCommandLine().getCommandSpec();
        boolean option = unmatched.isUnknownOption();
        Set<String> known =
                option ? command.optionsMap().keySet() : command.subcommands().keySet();
        return "unknown " + (option ? "option " : "argument ") + argument
                + (known.isEmpty() ? "." : "; did you mean " + NearestKey.find(argument, known) + "?");
    }
}
