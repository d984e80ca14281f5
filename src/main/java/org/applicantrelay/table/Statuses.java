package org.applicantrelay.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.table.TableReader.Section;
import org.applicantrelay.text.Nearest;
import org.applicantrelay.yaml.YamlText;

/** What idibu is told of an application that has ended: {@code mapping/statuses.yaml}. */
public final class Statuses {

    /** Below the folder of routes. */
    public static final String PATH = "mapping/statuses.yaml";

    /** idibu, "Applicant's remote upload status": it knows these two. */
    private static final String SUCCESS = "success";

    private static final List<String> STATUSES = List.of(SUCCESS, "fail");

    /** In characters; idibu gets 500 at most, with what stands in for the placeholders. */
    private static final int LONGEST = 300;

    private static final String REASON = "{reason}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final List<String> PLACEHOLDERS = List.of("code", "detail", "reason");

    /** What a line can be of: a state in which an application has ended, or a code of ours. */
    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of(
                            ApplicationState.DELIVERED,
                            ApplicationState.DUPLICATE,
                            ApplicationState.PARKED,
                            ApplicationState.DEAD),
                    Stream.of(Fault.values()))
            .map(Enum::name)
            .toList();

    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, String> messages = new HashMap<>();

    private Statuses() {}

    /** Read when it is first needed, and before anything is overlaid. */
    private static final class Shipped {
        static final Statuses PACKAGED = Packaged.read(PATH, (file, problems) -> lines(new Statuses(), file, problems));
    }

    /**
     * @param success whether idibu is told success, or else fail
     * @param message why; null with success
     */
    public record Told(boolean success, String message) {}

    /** What the file says, and of what it does not name what the packaged one says; worth nothing where there are problems. */
    public static Statuses read(byte[] file, YamlText.Problems problems) {
        Statuses statuses = new Statuses();
        statuses.statuses.putAll(Shipped.PACKAGED.statuses);
        statuses.messages.putAll(Shipped.PACKAGED.messages);
        return lines(statuses, file, problems);
    }

    private static Statuses lines(Statuses into, byte[] file, YamlText.Problems problems) {
        TableReader table = new TableReader(problems);
        table.sections(
                file,
                new Section(
                        "statuses",
                        node -> table.lines(
                                node,
                                "Below statuses: stands one state or code in a line, such as DUPLICATE: success, without a"
                                        + " dash.",
                                (line, outcome, status) -> {
                                    if (isOutcome(line, outcome, problems) && isStatus(line, status, problems)) {
                                        into.statuses.put(outcome, status);
                                    }
                                })),
                new Section(
                        "messages",
                        node -> table.lines(
                                node,
                                "Below messages: stands one state or code in a line, such as JOB_UNKNOWN: 'No such job:"
                                        + " {detail}', without a dash.",
                                (line, outcome, message) -> {
                                    if (isOutcome(line, outcome, problems)
                                            && table.isSendable(line, outcome, message, LONGEST)
                                            && hasKnownPlaceholders(line, message, problems)) {
                                        into.messages.put(outcome, message);
                                    }
                                })));
        return into;
    }

    private static boolean isOutcome(int line, String outcome, YamlText.Problems problems) {
        boolean known = OUTCOMES.contains(outcome);
        if (!known) {
            problems.add(
                    line,
                    "There is no state or code \"" + outcome + "\"; "
                            + Nearest.hint(
                                    outcome,
                                    OUTCOMES,
                                    "take DELIVERED, DUPLICATE, PARKED, DEAD or a code of the README's table."));
        }
        return known;
    }

    private static boolean isStatus(int line, String status, YamlText.Problems problems) {
        boolean known = status != null && STATUSES.contains(status);
        if (!known) {
            problems.add(line, "idibu knows no such status; write success or fail.");
        }
        return known;
    }

    private static boolean hasKnownPlaceholders(int line, String message, YamlText.Problems problems) {
        List<String> unknown = PLACEHOLDER
                .matcher(message)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !PLACEHOLDERS.contains(name))
                .toList();
        unknown.forEach(name ->
                problems.add(line, "Nothing stands in for {" + name + "}; " + Nearest.hint(name, PLACEHOLDERS)));
        return unknown.isEmpty();
    }

    /**
     * @param state in which the application has ended
     * @param fault why; null where it is no failure
     */
    public Told of(ApplicationState state, RelayException fault) {
        String code = fault == null ? state.name() : fault.fault().name();
        String status = statuses.getOrDefault(code, statuses.get(state.name()));
        if (SUCCESS.equals(status)) {
            return new Told(true, null);
        }
        String reason = fault == null ? code : fault.getMessage();
        String detail = fault == null || fault.detail() == null ? "" : fault.detail();
        String message = messages.getOrDefault(code, messages.getOrDefault(state.name(), REASON));
        String told = PLACEHOLDER
                .matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "code" -> code;
                            case "detail" -> detail;
                            default -> reason;
                        }))
                .strip();
        return new Told(false, told.isEmpty() ? reason : told);
    }

    /** How much it names, for the log. */
    @Override
    public String toString() {
        return "statuses %d, messages %d".formatted(statuses.size(), messages.size());
    }
}
