package org.applicantrelay.erasure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What can be shown of an erasure, without personal data: lines of text, the last of them a seal over all before it. Times
 * are UTC.
 */
@Component
class Certificate {

    private static final String SEAL = "seal: ";

    private final ErasureRecords records;
    private final TombstoneKeys keys;

    Certificate(ErasureRecords records, TombstoneKeys keys) {
        this.records = records;
        this.keys = keys;
    }

    /** As things stand now. */
    String of(ErasureRecord erasure) {
        List<String> tasks =
                records.tasksOf(erasure.getId()).stream().map(ErasureTask::line).toList();
        String text = Stream.concat(
                        Stream.of(
                                "Applicant Relay: certificate of an erasure",
                                "erasure: " + erasure.getId(),
                                "asked: " + erasure.getAskedAt() + " by " + erasure.getActor(),
                                "removed here: " + erasure.getRemoved(),
                                "tombstones: " + erasure.getTombstones(),
                                "idibu: " + idibu(erasure)),
                        tasks.isEmpty()
                                ? Stream.of("Jobtrain: nothing is known here any more; look there by the address")
                                : tasks.stream().map(line -> "Jobtrain: " + line))
                .collect(Collectors.joining("\n"));
        return text + "\n" + SEAL + keys.own().sign(text);
    }

    static String idibu(ErasureRecord erasure) {
        if (erasure.getIdibuDeletedAt() != null) {
            return "seen to be deleted " + erasure.getIdibuDeletedAt();
        }
        if (erasure.isUnknownToIdibu()) {
            return "nothing to ask for";
        }
        return erasure.getIdibuAskedAt() == null
                ? "still to be asked"
                : "asked " + erasure.getIdibuAskedAt() + ", deletion still to be seen";
    }

    /** Whether this relay has sealed {@code text}, and nobody has changed it; for ever, for that key is never changed. */
    boolean isGenuine(String text) {
        String lines = text.strip().replace("\r\n", "\n");
        int seal = lines.lastIndexOf("\n" + SEAL);
        if (seal < 0) {
            return false;
        }
        byte[] given = lines.substring(seal + 1 + SEAL.length()).strip().getBytes(StandardCharsets.UTF_8);
        String sealed = lines.substring(0, seal);
        return keys.all().stream()
                .map(key -> key.sign(sealed).getBytes(StandardCharsets.UTF_8))
                .anyMatch(own -> MessageDigest.isEqual(own, given));
    }
}
