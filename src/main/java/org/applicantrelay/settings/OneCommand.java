package org.applicantrelay.settings;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a command has the relay's beans without anything that runs, and what it says where it has not. */
public final class OneCommand {

    /** What the relay would log is for a log, and a command answers a person. */
    private static final List<String> SETTINGS = List.of(
            "--camel.main.auto-startup=false",
            "--camel.main.routes-include-pattern=false",
            "--management.server.port=-1",
            "--logging.level.root=OFF");

    /** H2's code for a file that another process has open. */
    private static final int ALREADY_OPEN = 90_020;

    private OneCommand() {}

    /** The relay's settings with which no route starts and no port is opened, and {@code more}. */
    public static String[] settings(String... more) {
        return Stream.concat(SETTINGS.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** What to do about a start that has failed; empty where that cannot be said. */
    public static Optional<String> sentence(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsException settings) {
                return Optional.of(String.join(System.lineSeparator(), settings.problems()));
            }
            if (cause instanceof SQLException database && database.getErrorCode() == ALREADY_OPEN) {
                return Optional.of("The H2 database is open in a running relay: stop that first, or use its operation;"
                        + " only on PostgreSQL this runs beside it.");
            }
        }
        return Optional.empty();
    }
}
