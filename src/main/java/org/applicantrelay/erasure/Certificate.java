package org.applicantrelay.erasure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.privacy.Vault;
import org.springframework.stereotype.Component;

/**
 * What can be shown of an erasure, without personal data: lines of text, the last of them a seal over all before it. Times
 * are UTC.
 */
@Component
class Certificate {

    private static final String SEAL = "seal: ";

    private final ErasureRecords records;
    private final Vault vault;

    Certificate(ErasureRecords records, Vault vault) {
        this.records = records;
        this.vault = vault;
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
        return text + "\n" + SEAL + vault.signature(text);
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

    /** Whether this relay has sealed {@code text}, with the current or the previous key, and nobody has changed it. */
    boolean isGenuine(String text) {
        String lines = text.strip().replace("\r\n", "\n");
        int seal = lines.lastIndexOf("\n" + SEAL);
        return seal >= 0
                && vault.isSignature(
                        lines.substring(0, seal),
                        lines.substring(seal + 1 + SEAL.length()).strip());
    }
}
