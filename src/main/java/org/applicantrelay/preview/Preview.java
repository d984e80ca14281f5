package org.applicantrelay.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.applicant.CvChoice;
import org.applicantrelay.applicant.Letter;
import org.applicantrelay.delivery.Assembly;
import org.applicantrelay.delivery.SeenMail;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.mail.ReadMail;
import org.applicantrelay.preview.Version.Output;
import org.applicantrelay.routefiles.Differences;

/**
 * Shows one applicant on the way from idibu to Jobtrain, section by section. The mapping is also run with the masked
 * applicant, and only what comes of that is shown: so nothing personal shows, whatever a mapping makes of it.
 */
final class Preview {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mask mask;
    private final boolean personal;
    private final List<String> types;
    private final Version running;

    /** Null where there is nothing to compare with. */
    private final Version other;

    private final List<String> lines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    /**
     * @param types what a CV may be, setting {@code relay.files.types}
     * @param other null where there is nothing to compare with
     */
    Preview(boolean personal, List<String> types, Version running, Version other) {
        this.mask = new Mask(personal);
        this.personal = personal;
        this.types = types;
        this.running = running;
        this.other = other;
    }

    /** idibu's XML, after its repair. */
    void input(String title, Mended input) {
        section(title);
        if (input.note() != null) {
            lines.add(input.note());
        }
        try {
            lines.add(mask.xml(input.xml()));
        } catch (XMLStreamException e) {
            lines.add("It is not XML to its end, and is shown nowhere.");
        }
    }

    void mail(SeenMail seen) {
        ReadMail mail = seen.mail();
        section("The forwarded mail");
        lines.add(
                switch (mail.trackIds().size()) {
                    case 0 -> "It names no applicant, so it would be held for an operator: " + Fault.NO_TRACK_ID + ".";
                    case 1 ->
                        "It names applicant " + trackId(mail) + ", and adds to what idibu says of them, which wins:"
                                + " their address, name and job come from there.";
                    default -> "It names more than one applicant, so it would be held for an operator.";
                });
        if (!mail.oddities().isEmpty()) {
            lines.add("read all the same: " + String.join(", ", mail.oddities()));
        }
        String letter = Letter.of(mail.text(), mail.html());
        ObjectNode model = JSON.createObjectNode();
        model.set("mail", JSON.valueToTree(mail.track()));
        model.put("subject", mail.subject());
        model.put("letter", letter);
        model.set("files", JSON.valueToTree(seen.files()));
        json(mask.applicant(model));
        Optional<Applicant.File> cv = CvChoice.of(seen.files(), types);
        lines.add("Where idibu has none, Jobtrain would get: "
                + (letter == null ? "no cover letter" : "the letter as cover letter") + ", and "
                + cv.map(file -> "file " + file.position() + " as CV").orElse("no CV") + ".");
    }

    /** Track ids are digits, or else anything that somebody has written. */
    private static String trackId(ReadMail mail) {
        String id = mail.trackIds().get(0);
        return id.matches("\\d{1,20}") ? id : "with an odd id";
    }

    /** A line of its own, without personal data. */
    void note(String line) {
        lines.add(line);
    }

    /** What keeps the preview from being whole, without personal data. */
    void problem(String line) {
        problems.add(line);
    }

    /** That nothing would be sent at all. */
    void refused(RelayException refusal) {
        problems.add("Nothing would be sent: " + words(refusal));
    }

    private static String words(RelayException refusal) {
        return refusal.getMessage() + ". " + refusal.fault().advice();
    }

    void applicant(Applicant applicant) {
        section("The applicant, as the mapping sees it");
        Optional<Applicant> completed = running.complete(applicant, problems);
        json(mask.applicant(JSON.valueToTree(completed.orElse(applicant))));
        Assembly.refusal(applicant).ifPresent(refusal -> lines.add("Nothing would be sent: " + words(refusal)));
        Output now = output(running, completed.orElse(null));
        if (other != null) {
            Output changed = output(other, other.complete(applicant, problems).orElse(null));
            if (now.shown() != null && changed.shown() != null) {
                compare(now, changed);
            }
        }
    }

    /** @param applicant as the mapping of that version sees it; null where a table of it is wrong */
    private Output output(Version version, Applicant applicant) {
        section("What would go to Jobtrain, by " + version.place());
        if (applicant == null) {
            lines.add("nothing, see below");
            return new Output(null, null, null);
        }
        JsonNode real = JSON.valueToTree(applicant);
        Output output = version.output(real, mask.applicant(real));
        if (output.problem() != null) {
            lines.add("nothing, see below");
            problems.add(output.problem());
        } else if (output.shown() == null) {
            lines.add("The mapping needs the values themselves; --show-personal-data shows what it gives.");
        } else {
            json(output.shown());
            if (!Mask.shape(output.real()).equals(Mask.shape(output.shown()))) {
                lines.add("The mapping looks at personal values, and gives something else by the real ones;"
                        + " --show-personal-data shows it.");
            }
        }
        return output;
    }

    private void compare(Output now, Output changed) {
        int hidden = 0;
        for (List<String> way : Differences.between(now.real(), changed.real())) {
            JsonNode before = Differences.at(now.shown(), way);
            JsonNode after = Differences.at(changed.shown(), way);
            if (before.isMissingNode() && after.isMissingNode()) {
                // Its very name can come from a personal value.
                hidden++;
            } else {
                differences.add(Differences.pointer(way) + ": " + value(before) + " -> " + value(after));
            }
        }
        if (hidden > 0) {
            differences.add(hidden + " more by personal values; --show-personal-data shows them");
        }
    }

    private static String value(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    /**
     * The job that would match, in words.
     *
     * @param changed the same by the other folder; null where there is none
     */
    void job(String now, String changed) {
        section("The job");
        lines.add(now);
        if (changed != null && !changed.equals(now)) {
            differences.add("job: " + now + " -> " + changed);
        }
    }

    Shown done() {
        if (other != null) {
            section("What changes, by " + other.place());
            lines.addAll(!problems.isEmpty() && differences.isEmpty() ? List.of("cannot be said") : differences);
            if (problems.isEmpty() && differences.isEmpty()) {
                lines.add("nothing");
            }
        }
        lines.add("");
        lines.add("Nothing was sent." + (personal ? "" : " Personal values are masked."));
        return new Shown(List.copyOf(lines), List.copyOf(problems));
    }

    private void section(String title) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("== " + title);
    }

    private void json(JsonNode json) {
        try {
            lines.add(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that cannot be written");
        }
    }
}
