package org.applicantrelay.sandbox;

import java.util.List;

/**
 * An applicant whom the simulator of idibu holds.
 *
 * @param data   what was put in, with the job completed and the date filled in
 * @param status the current status; {@code set-status} changes it
 * @param links  where the files can be fetched, in the order of the files
 */
public record SimulatedApplicant(long id, NewApplicant data, String status, List<String> links) {

    static final String DELETED = "deleted@idibu.com";

    private static final long FIRST_POST_LOG = 333_000_000;

    public String email() {
        return data.email();
    }

    public String name() {
        return data.name();
    }

    public String date() {
        return data.date();
    }

    /** The number of the post through which the candidate came; the listing does not show it, events and mails do. */
    public long postLogId() {
        return FIRST_POST_LOG + id;
    }

    public List<ApplicantFile> files() {
        return data.files() == null ? List.of() : data.files();
    }

    SimulatedApplicant withStatus(String newStatus) {
        return new SimulatedApplicant(id, data, newStatus, links);
    }

    /** What stays after a deletion: the record for the reports, without the person (quirk 17 of idibu.md). */
    SimulatedApplicant deleted() {
        NewApplicant remains = data.toBuilder().quirks(List.of(Quirk.DELETED)).build();
        return new SimulatedApplicant(id, remains, status, List.of());
    }
}
