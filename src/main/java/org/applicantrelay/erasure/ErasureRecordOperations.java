package org.applicantrelay.erasure;

import java.util.List;
import java.util.UUID;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.logging.SecretMask;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.text.Texts;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What has become of erasures: certificates, and the tasks in Jobtrain. */
@Component
@ManagedResource(
        objectName = ErasureRecordOperations.NAME,
        description =
                "Erasures: how far the partners are, certificates, tasks in Jobtrain. No answer holds personal data")
public class ErasureRecordOperations {

    static final String NAME = "org.applicantrelay:type=Privacy,name=ErasureRecords";

    private static final int LONGEST_PROOF = 500;

    private final ErasureRecords records;
    private final Certificate certificate;
    private final Audit audit;

    ErasureRecordOperations(ErasureRecords records, Certificate certificate, Audit audit) {
        this.records = records;
        this.certificate = certificate;
        this.audit = audit;
    }

    /** One line an erasure: id, time, actor, idibu. */
    @ManagedOperation(description = "All erasures, the newest first, and how far idibu is with each")
    @Needs(Role.VIEWER)
    public List<String> list() {
        return records.all().stream()
                .map(erasure -> "%s asked %s by %s; idibu: %s; Jobtrain: %d open tasks"
                        .formatted(
                                erasure.getId(),
                                erasure.getAskedAt(),
                                erasure.getActor(),
                                Certificate.idibu(erasure),
                                records.tasksOf(erasure.getId()).stream()
                                        .filter(task -> !task.isDone())
                                        .count()))
                .toList();
    }

    @ManagedOperation(description = "The certificate of one erasure, as things stand now, with a seal in its last line")
    @ManagedOperationParameter(name = "erasureId", description = "the id that list shows")
    @Needs(Role.VIEWER)
    public String certificate(String erasureId) {
        return certificate.of(records.get(id(erasureId)));
    }

    @ManagedOperation(description = "Whether a certificate is this relay's, and unchanged")
    @ManagedOperationParameter(name = "text", description = "all its lines")
    @Needs(Role.VIEWER)
    public String verifyCertificate(String text) {
        return certificate.isGenuine(text == null ? "" : text)
                ? "genuine"
                : "NOT genuine: changed, or another database's";
    }

    @ManagedOperation(description = "What somebody still has to delete in Jobtrain, by ids")
    @Needs(Role.VIEWER)
    public List<String> jobtrainTasks() {
        return records.openTasks().stream()
                .map(task -> "erasure " + task.getErasureId() + ": " + task.line())
                .toList();
    }

    /** Ends all open tasks of one erasure. */
    @Transactional
    @ManagedOperation(description = "Somebody has deleted in Jobtrain all that one erasure's tasks name")
    @ManagedOperationParameter(name = "erasureId", description = "the id that list shows")
    @ManagedOperationParameter(
            name = "proof",
            description = "what proves it, such as a ticket's number; it stays, so no personal data")
    @Needs(Role.ADMIN)
    public String jobtrainDone(String erasureId, String proof) {
        if (proof == null || proof.isBlank()) {
            throw new IllegalArgumentException("A proof is needed, such as a ticket's number");
        }
        UUID id = records.get(id(erasureId)).getId();
        String kept = Texts.cut(SecretMask.mask(proof.strip()), LONGEST_PROOF);
        int done = records.done(id, Actor.operator(), kept);
        if (done == 0) {
            return "There is no open task";
        }
        audit.note(Actor.operator(), "deleted in Jobtrain", "erasure " + id, kept);
        return done + " tasks done";
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text == null ? "" : text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("An erasure's id looks like 01890a5d-ac96-774b-bcce-b302099a8057");
        }
    }
}
