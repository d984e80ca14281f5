package org.applicantrelay.erasure;

import org.applicantrelay.audit.Actor;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** Erasures as an operator asks for them. No answer holds personal data. */
@Component
@ManagedResource(
        objectName = ErasureOperations.NAME,
        description = "Erases a person here for good, has idibu asked, and names what is left to do in Jobtrain")
public class ErasureOperations {

    static final String NAME = "org.applicantrelay:type=Privacy,name=Erasure";

    private static final String PERSON = "idibu's id of the applicant, or the e-mail address";

    private final Erasures erasures;

    ErasureOperations(Erasures erasures) {
        this.erasures = erasures;
    }

    /** Changes nothing. */
    @ManagedOperation(description = "How much an erasure would remove here; changes nothing")
    @ManagedOperationParameter(name = "trackIdOrEmail", description = PERSON)
    @Needs(Role.VIEWER)
    public String find(String trackIdOrEmail) {
        boolean isEmail = trackIdOrEmail != null && trackIdOrEmail.contains("@");
        return isEmail
                ? erasures.find(null, trackIdOrEmail)
                : erasures.find(trackIdOrEmail == null ? "" : trackIdOrEmail, null);
    }

    /** The person with that track id, with all other applications under the same address. */
    @ManagedOperation(
            description = "Erases the applicant and all other applications with the same e-mail address; for good")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.ADMIN)
    public String eraseByTrackId(String trackId) {
        return said(erasures.byTrackId(trackId == null ? "" : trackId, Actor.operator()));
    }

    /** All with that address. */
    @ManagedOperation(description = "Erases all applications with that e-mail address; for good")
    @ManagedOperationParameter(name = "email", description = "the address that the person has applied with")
    @Needs(Role.ADMIN)
    public String eraseByEmail(String email) {
        return said(erasures.byEmail(email, Actor.operator()));
    }

    private static String said(Erased erased) {
        return "Erasure " + erased.id() + ": " + erased.inWords();
    }
}
