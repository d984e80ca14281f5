package org.applicantrelay.worklist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.applicantrelay.application.Discards;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.deadletter.KeptLetter;
import org.applicantrelay.deadletter.ReplayedLetter;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.privacy.UnreadableRecordException;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/**
 * The inputs that could not become an application. A replay hands the untouched input back to the way it came by, through
 * the same intake; on several replicas at once it becomes one application.
 */
@Component
@ManagedResource(
        objectName = DeadLetterWorkList.NAME,
        description = "Inputs that could not become an application: look, replay, discard")
public class DeadLetterWorkList {

    static final String NAME = "org.applicantrelay:type=WorkList,name=DeadLetters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWorkList.class);

    private static final String ROUTE = "seda:dead-letter-replay?timeout=120000";

    private static final int MOST_LINES = 100;
    private static final int MOST_COUNTED = 100_000;
    private static final int MOST_SHOWN = 1_000_000;

    private final DeadLetters letters;
    private final Contents contents;
    private final ReplayPreview preview;
    private final ProducerTemplate routes;
    private final Audit audit;

    DeadLetterWorkList(
            DeadLetters letters, Contents contents, ReplayPreview preview, ProducerTemplate routes, Audit audit) {
        this.letters = letters;
        this.contents = contents;
        this.preview = preview;
        this.routes = routes;
        this.audit = audit;
    }

    /** One line a letter: id, source, code, how often, since when. */
    @ManagedOperation(
            description = "Those that somebody has yet to look after, the newest first; at most " + MOST_LINES)
    @ManagedOperationParameter(name = "code", description = "such as IDIBU_UNREADABLE; empty for all")
    @ManagedOperationParameter(name = "source", description = "such as idibu-listing; empty for all")
    @ManagedOperationParameter(name = "since", description = "when it came last, " + Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same")
    @Needs(Role.VIEWER)
    public List<String> list(String code, String source, String since, String until) {
        String known = Codes.of(code);
        Span span = Span.of(since, until);
        List<KeptLetter> open =
                letters.open(known == null ? null : Fault.valueOf(known), span.since(), span.until(), MOST_COUNTED);
        return Lines.of(
                open.stream()
                        .filter(letter ->
                                Span.isEmpty(source) || letter.source().equals(source.strip()))
                        .toList(),
                MOST_LINES,
                letter -> "%s %s %s, %d times, last %s"
                        .formatted(
                                letter.id(),
                                letter.source(),
                                letter.code(),
                                letter.times(),
                                LondonTime.format(letter.lastAt())));
    }

    /** What is known of one, settled or not, but for its input. */
    @ManagedOperation(description = "All that is known of one, open or settled, but for its input")
    @ManagedOperationParameter(name = "id", description = "as list() shows it")
    @Needs(Role.VIEWER)
    public List<String> show(String id) {
        DeadLetter letter = find(id);
        String end = letter.getDiscardedAt() != null
                ? "settled " + LondonTime.format(letter.getDiscardedAt())
                : letter.getResolvedAt() != null ? "settled " + LondonTime.format(letter.getResolvedAt()) : "open";
        return List.of(
                letter.getSource() + " " + letter.getCode(),
                Fault.valueOf(letter.getCode()).advice(),
                "came %d times, first %s, last %s"
                        .formatted(
                                letter.getTimes(),
                                LondonTime.format(letter.getFirstAt()),
                                LondonTime.format(letter.getLastAt())),
                input(letter) + ", SHA-256 " + letter.getFingerprint(),
                end + (letter.getResolution() == null ? "" : ": " + letter.getResolution()));
    }

    private String input(DeadLetter letter) {
        ReplayedLetter replayed = ReplayedLetter.of(letter);
        if (replayed.gone() != null) {
            return replayed.gone();
        }
        long bytes = replayed.contentId() == null
                ? replayed.text().getBytes(StandardCharsets.UTF_8).length
                : contents.get(replayed.contentId()).getSize();
        return "input of " + bytes + " bytes";
    }

    /** The input as it came; a mail's bytes as one character each, the first million of them. */
    @ManagedOperation(description = "SHOWS PERSONAL DATA: the input as it came, at most the first million characters")
    @ManagedOperationParameter(name = "id", description = "as list() shows it")
    @Needs(Role.OPERATOR)
    public String input(String id) throws IOException {
        DeadLetter letter = find(id);
        ReplayedLetter replayed = ReplayedLetter.of(letter);
        audit.note(Actor.operator(), "look at input", subject(letter), null);
        if (replayed.gone() != null) {
            return replayed.gone();
        }
        if (replayed.contentId() == null) {
            String text = replayed.text();
            return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN);
        }
        try (InputStream bytes = contents.open(contents.get(replayed.contentId()))) {
            return new String(bytes.readNBytes(MOST_SHOWN), StandardCharsets.ISO_8859_1);
        } catch (UnreadableRecordException e) {
            return Faults.of(e).getMessage();
        }
    }

    @ManagedOperation(description = "What a replay of one would do; changes nothing")
    @ManagedOperationParameter(name = "id", description = "as list() shows it")
    @Needs(Role.VIEWER)
    public String dryRun(String id) {
        DeadLetter letter = find(id);
        return letter.isOpen() ? preview.of(ReplayedLetter.of(letter)).inWords() : settled(letter);
    }

    @ManagedOperation(description = "What a replay of all with one code would do; changes nothing")
    @ManagedOperationParameter(name = "code", description = "such as IDIBU_UNREADABLE")
    @ManagedOperationParameter(name = "limit", description = "how many at most, the newest first; 0 for all")
    @Needs(Role.VIEWER)
    public List<String> dryRunByCode(String code, int limit) {
        return preview(byCode(code, limit));
    }

    @ManagedOperation(description = "What a replay of all that came last within a time range would do; changes nothing")
    @ManagedOperationParameter(name = "since", description = Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same; a date alone means that whole day")
    @Needs(Role.VIEWER)
    public List<String> dryRunByTime(String since, String until) {
        return preview(byTime(since, until));
    }

    private List<String> preview(List<KeptLetter> open) {
        return count(open.stream()
                .flatMap(letter -> letters.find(letter.id()).stream())
                .map(letter -> preview.of(ReplayedLetter.of(letter)).kind()));
    }

    private static List<String> count(Stream<String> results) {
        Map<String, Long> kinds =
                results.collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .toList();
    }

    /**
     * Hands the input of one back to the way it came by.
     *
     * @return what has become of it
     */
    @ManagedOperation(description = "Hands the input of one back to the way it came by")
    @ManagedOperationParameter(name = "id", description = "as list() shows it")
    @Needs(Role.OPERATOR)
    public String replay(String id) {
        DeadLetter letter = find(id);
        return letter.isOpen() ? replay(letter) : settled(letter);
    }

    @ManagedOperation(description = "The same for all with one code")
    @ManagedOperationParameter(name = "code", description = "such as IDIBU_UNREADABLE")
    @ManagedOperationParameter(name = "limit", description = "how many at most, the newest first; 0 for all")
    @Needs(Role.OPERATOR)
    public List<String> replayByCode(String code, int limit) {
        return replay(byCode(code, limit));
    }

    @ManagedOperation(description = "The same for all that came last within a time range")
    @ManagedOperationParameter(name = "since", description = Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same; a date alone means that whole day")
    @Needs(Role.OPERATOR)
    public List<String> replayByTime(String since, String until) {
        return replay(byTime(since, until));
    }

    private List<String> replay(List<KeptLetter> open) {
        // Their sentences name applicants; here only how many there are of each is said.
        return count(open.stream()
                .flatMap(letter -> letters.find(letter.id()).stream())
                .filter(DeadLetter::isOpen)
                .map(letter -> replay(letter).replaceAll("applicant \\S+", "an applicant")));
    }

    private String replay(DeadLetter letter) {
        ReplayedLetter replayed = ReplayedLetter.of(letter);
        if (replayed.obstacle() != null) {
            return "Cannot be replayed: " + replayed.obstacle();
        }
        audit.note(Actor.operator(), "replay", subject(letter), "from " + replayed.source());
        Exchange answer =
                routes.request(ROUTE, exchange -> exchange.getMessage().setBody(replayed));
        String said = answer.getException() == null
                ? answer.getMessage().getBody(String.class)
                : "Not replayed, and kept as it is: "
                        + Faults.of(answer.getException()).getMessage();
        LOG.info("{} from {}: {}", replayed, replayed.source(), said);
        return said;
    }

    /** Takes one from the list for good; its input stays. */
    @ManagedOperation(description = "Takes one from the list for good, though its source may bring it again")
    @ManagedOperationParameter(name = "id", description = "as list() shows it")
    @ManagedOperationParameter(name = "reason", description = "without personal data")
    @Needs(Role.OPERATOR)
    public String discard(String id, String reason) {
        String note = Discards.note(reason);
        DeadLetter letter = find(id);
        if (!letters.discard(letter.getId(), note)) {
            return settled(find(id));
        }
        return "Discarded";
    }

    private static String subject(DeadLetter letter) {
        return ReplayedLetter.of(letter).toString();
    }

    private static String settled(DeadLetter letter) {
        return "Settled already" + (letter.getResolution() == null ? "" : ": " + letter.getResolution());
    }

    private DeadLetter find(String id) {
        try {
            return letters.find(UUID.fromString(id == null ? "" : id.strip())).orElseThrow(DeadLetterWorkList::unknown);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("No dead letter has that id; see list()");
    }

    private List<KeptLetter> byCode(String code, int limit) {
        if (Span.isEmpty(code)) {
            throw new IllegalArgumentException("A code is needed; list() shows which there are");
        }
        if (limit < 0) {
            throw new IllegalArgumentException("A limit is a number of dead letters, or 0 for all");
        }
        return letters.open(
                Codes.fault(code), Span.ALWAYS.since(), Span.ALWAYS.until(), limit == 0 ? Integer.MAX_VALUE : limit);
    }

    private List<KeptLetter> byTime(String since, String until) {
        if (Span.isEmpty(since) && Span.isEmpty(until)) {
            throw new IllegalArgumentException("A time range has a beginning or an end");
        }
        Span span = Span.of(since, until);
        return letters.open(null, span.since(), span.until(), Integer.MAX_VALUE);
    }
}
