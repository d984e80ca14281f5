package org.applicantrelay.erasure;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.settings.OneCommand;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code erase --track-id N | --email ADDRESS}: the same as the operation, in a process of its own, which opens no port and
 * runs no route. idibu is asked by the relay that runs beside it, or that is started next.
 */
public final class EraseCommand {

    private static final String USAGE =
            "Usage: java -jar applicant-relay.jar erase --track-id N | --email ADDRESS (one of both).";

    private static final String TRACK_ID = "--track-id";
    private static final String EMAIL = "--email";
    private static final String ACTOR = "command line";

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private EraseCommand() {}

    /**
     * @param words what stands behind {@code erase}
     * @param start starts the relay without its ports, with those settings
     * @return the process's exit code: 0 erased, 1 failed and nothing is half done, 2 misused
     */
    public static int run(
            List<String> words,
            Function<String[], ConfigurableApplicationContext> start,
            PrintStream out,
            PrintStream err) {
        List<String> pair = words.size() == 1 ? List.of(words.get(0).split("=", 2)) : words;
        if (pair.size() != 2 || !List.of(TRACK_ID, EMAIL).contains(pair.get(0))) {
            err.println(USAGE);
            return MISUSED;
        }
        try (ConfigurableApplicationContext relay = start.apply(OneCommand.settings())) {
            Erasures erasures = relay.getBean(Erasures.class);
            Erased erased = pair.get(0).equals(EMAIL)
                    ? erasures.byEmail(pair.get(1), ACTOR)
                    : erasures.byTrackId(pair.get(1), ACTOR);
            out.println("Erased here: " + erased.inWords() + ".");
            out.println("The running relay, or the next one to start, asks idibu; certificate: " + erased.id());
            return DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + ".");
            return MISUSED;
        } catch (RuntimeException e) {
            err.println(sentence(e));
            return FAILED;
        }
    }

    private static String sentence(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalException journal) {
                return journal.getMessage();
            }
        }
        return OneCommand.sentence(thrown)
                .orElseGet(() ->
                        "Not erased, ask for it again: " + Faults.of(thrown).getMessage());
    }
}
