package org.applicantrelay.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.TimelineEntry;
import org.applicantrelay.content.Content;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.delivery.Outcome;
import org.applicantrelay.privacy.UnreadableRecordException;

/**
 * A ZIP with what is held on a person: inputs and files as entries of their own, streamed, then {@code person.json}, which
 * lists them and says the rest. Names of entries are made here; what partners call a file only ends one.
 */
final class PersonArchive {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LONGEST_NAME = 100;

    private final ZipOutputStream zip;
    private final ObjectNode person = JSON.createObjectNode();
    private final ArrayNode applications = person.putArray("applications");
    private final ArrayNode deadLetters = person.putArray("deadLetters");

    /** Gives the bytes of an entry. */
    @FunctionalInterface
    interface Bytes {
        InputStream open() throws IOException;
    }

    PersonArchive(OutputStream out, Instant now) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        person.put("exportedAt", now.toString());
    }

    /** Begins an application; its timeline and contents are added to what this returns. */
    ObjectNode add(Application application) {
        ObjectNode one = applications.addObject();
        one.put("trackId", application.getTrackId());
        try {
            one.put("name", application.getName());
            one.put("email", application.getEmail());
        } catch (UnreadableRecordException e) {
            one.put("unreadable", true);
        }
        one.put("state", application.getState().name());
        one.put("code", application.getCode());
        one.put("channels", application.getChannels());
        one.put("receivedAt", text(application.getReceivedAt()));
        one.put("finishedAt", text(application.getFinishedAt()));
        ObjectNode job = one.putObject("job");
        job.put("reference", application.jobKeys().reference());
        job.put("clientReference", application.jobKeys().clientReference());
        job.put("idibuJobId", application.jobKeys().idibuJobId());
        job.put("jobtrainJobId", application.getJobId());
        job.put("foundBy", application.getJobRule());
        ObjectNode jobtrain = one.putObject("jobtrain");
        jobtrain.put("candidateId", application.getCandidateId());
        jobtrain.put("applicationId", application.getApplicationId());
        one.putArray("timeline");
        one.putArray("contents");
        return one;
    }

    static void add(ObjectNode application, TimelineEntry entry) {
        ObjectNode line = ((ArrayNode) application.get("timeline")).addObject();
        line.put("at", text(entry.getAt()));
        line.put("state", entry.getState().name());
        line.put("code", entry.getCode());
        line.put("note", entry.getNote());
    }

    static void add(ObjectNode application, Outcome outcome) {
        ObjectNode told = application.putObject("toldToIdibu");
        told.put("success", outcome.isSuccess());
        told.put("remoteId", outcome.getRemoteId());
        told.put("error", outcome.getError());
        told.put("at", text(outcome.getToldAt()));
    }

    void add(ObjectNode application, Content content, Bytes bytes) throws IOException {
        ObjectNode one = ((ArrayNode) application.get("contents")).addObject();
        String kind = content.getKind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        one.put("kind", kind);
        one.put("mediaType", content.getMediaType());
        one.put("bytes", content.getSize());
        one.put("sha256", content.getSha256());
        String folder = "applications/" + safe(application.get("trackId").asText()) + "/";
        try {
            String name = content.getName();
            one.put("name", name);
            write(one, folder + kind + "-" + (content.getPosition() + 1) + ending(content, name), bytes);
        } catch (UnreadableRecordException e) {
            one.put("unreadable", true);
        }
    }

    private static String ending(Content content, String name) {
        return switch (content.getKind()) {
            case LISTING, DETAIL -> ".xml";
            case EVENT -> ".txt";
            case MAIL -> ".eml";
            case FILE, MAIL_FILE -> name == null ? "" : "-" + safe(name);
        };
    }

    /** @param input null where it is not of this person alone */
    void add(DeadLetter letter, Bytes input) throws IOException {
        ObjectNode one = deadLetters.addObject();
        one.put("id", letter.getId().toString());
        one.put("source", letter.getSource());
        one.put("code", letter.getCode());
        one.put("times", letter.getTimes());
        one.put("firstAt", text(letter.getFirstAt()));
        one.put("lastAt", text(letter.getLastAt()));
        if (input == null) {
            one.put("entry", "left out: the input names other people too");
        } else {
            write(one, "dead-letters/" + letter.getId(), input);
        }
    }

    /** How many dead letters cannot be opened, so that nobody knows whether they are of this person. */
    void addUnreadable(int number) {
        person.put("unreadableDeadLetters", number);
    }

    private void write(ObjectNode described, String entry, Bytes bytes) throws IOException {
        described.put("entry", entry);
        zip.putNextEntry(new ZipEntry(entry));
        try (InputStream in = bytes.open()) {
            in.transferTo(zip);
        } finally {
            zip.closeEntry();
        }
    }

    /** Of letters, digits and a few signs, and no path. */
    private static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String safe = last.replaceAll("[^\\p{L}\\p{M}\\p{N}._ -]", "-").replaceFirst("^[. ]+", "");
        return safe.substring(Math.max(0, safe.length() - LONGEST_NAME));
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    /** Writes {@code person.json} and the end. */
    void finish() throws IOException {
        zip.putNextEntry(new ZipEntry("person.json"));
        zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(person));
        zip.closeEntry();
        zip.finish();
    }
}
