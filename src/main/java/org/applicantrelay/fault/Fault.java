package org.applicantrelay.fault;

/**
 * Every way an application can be held up. The names are the stable codes that operators and idibu see.
 */
public enum Fault {
    IDIBU_UNAVAILABLE(
            FailureClass.PASSING,
            Handling.RETRY,
            "idibu does not answer or answers with an error of its own. Nothing to do."),
    IDIBU_REFUSED(
            FailureClass.REFUSED,
            Handling.RETRY,
            "idibu answered that the request failed; its text is in the timeline. Check relay.idibu.hash and that the"
                    + " applicant still exists there."),
    IDIBU_CREDENTIALS(
            FailureClass.CONFIGURATION,
            Handling.RETRY,
            "idibu refuses the relay's credential, so nothing is asked of it. Check relay.idibu.hash; nothing is lost"
                    + " meanwhile."),
    IDIBU_UNREADABLE(
            FailureClass.PASSING,
            Handling.RETRY,
            "idibu's answer is not the XML it should be. If it stays so, tell idibu."),
    LISTING_UNREADABLE(
            FailureClass.PASSING,
            Handling.RETRY,
            "A page of idibu's listing is not the XML it should be. All other pages are read, and this one is asked for"
                    + " again at each poll. If it stays so, tell idibu."),
    TEXT_TOO_LONG(
            FailureClass.DATA,
            Handling.PARK,
            "A text of the applicant is longer than 5 million characters. What idibu sent is kept; take the applicant"
                    + " over by hand."),
    APPLICANT_DELETED(
            FailureClass.DATA,
            Handling.PARK,
            "idibu has deleted the applicant's data, and it was not sent. Erase it here as well."),
    ANSWER_TOO_LARGE(
            FailureClass.DOUBTFUL,
            Handling.RETRY,
            "A partner's answer is larger than the relay accepts. If it stays so, tell it."),
    MAIL_UNREADABLE(
            FailureClass.DATA,
            Handling.PARK,
            "The forwarded mail cannot be taken apart, and idibu has no file of the applicant. The mail is kept; take its"
                    + " CV over by hand."),
    FILE_AWAITED(
            FailureClass.PASSING,
            Handling.RETRY,
            "idibu has no file of the applicant, and a forwarded mail may bring one at any moment. Nothing to do."),
    FILE_UNAVAILABLE(FailureClass.PASSING, Handling.RETRY, "The file cannot be fetched now. Nothing to do."),
    FILE_SLOW(
            FailureClass.PASSING,
            Handling.RETRY_SLOWLY,
            "The file comes slowly, and would keep others from idibu; it is fetched again with patience, one at a time."
                    + " Nothing to do."),
    FILE_GONE(
            FailureClass.DATA,
            Handling.RETRY_THEN_PARK,
            "idibu no longer has the file. Ask the applicant for it, or discard."),
    FILE_HOST_REFUSED(
            FailureClass.DATA,
            Handling.PARK,
            "The file lies on a host that is not allowed. Add the host to relay.idibu.file-hosts."),
    FILE_TOO_LARGE(FailureClass.DATA, Handling.PARK, "The file is larger than relay.files.max-size."),
    FILE_TYPE_REFUSED(
            FailureClass.DATA,
            Handling.PARK,
            "By its content, no file of the applicant is of a type in relay.files.types."),
    NO_EMAIL(
            FailureClass.DATA,
            Handling.PARK,
            "idibu knows no e-mail address of the applicant, and Jobtrain requires one."),
    JOBS_NOT_READ(
            FailureClass.PASSING,
            Handling.RETRY,
            "Jobtrain's jobs have not been read since the applicant came. Nothing to do."),
    JOB_UNKNOWN(
            FailureClass.DATA,
            Handling.PARK,
            "No job in Jobtrain is found for the advert. Correct its reference on either side, or name the job in"
                    + " mapping/job-map.yaml or the console."),
    JOB_AMBIGUOUS(
            FailureClass.DATA,
            Handling.PARK,
            "More than one job in Jobtrain is found for the advert; they are in the timeline. Correct a reference, or"
                    + " name the right one in mapping/job-map.yaml."),
    JOB_GONE(
            FailureClass.DATA,
            Handling.PARK,
            "Jobtrain does not know the job any more, or hides it from the relay's user. Where another has taken its"
                    + " place, name that in mapping/job-map.yaml."),
    REAPPLICATION_AWAITED(
            FailureClass.PASSING,
            Handling.RETRY,
            "The same person's other application for this job is being sent or in doubt, and is settled first. Nothing to"
                    + " do."),
    JOBTRAIN_UNREACHABLE(
            FailureClass.PASSING, Handling.RETRY, "No connection to Jobtrain; nothing was sent. Nothing to do."),
    JOBTRAIN_BUSY(FailureClass.PASSING, Handling.RETRY, "Jobtrain asks for a pause. Nothing to do."),
    JOBTRAIN_UNAVAILABLE(
            FailureClass.DOUBTFUL,
            Handling.RETRY,
            "Jobtrain failed or its answer was lost; it is asked before anything is sent again."),
    JOBTRAIN_UNREADABLE(
            FailureClass.DOUBTFUL,
            Handling.RETRY,
            "Jobtrain's answer is not the JSON it should be. If it stays so, tell Jobtrain."),
    JOBTRAIN_CREDENTIALS(
            FailureClass.CONFIGURATION,
            Handling.RETRY,
            "Jobtrain refuses the relay's credentials, so deliveries are held. Check relay.jobtrain.client-id, api-key,"
                    + " api-password and auth; nothing is lost meanwhile."),
    JOBTRAIN_PATH(
            FailureClass.CONFIGURATION,
            Handling.RETRY,
            "Jobtrain does not know the address of a call, so deliveries are held. Check relay.jobtrain.base-url, and the"
                    + " paths in routes/kamelets; nothing is lost meanwhile."),
    JOBTRAIN_REFUSED(
            FailureClass.REFUSED,
            Handling.PARK,
            "Jobtrain refuses the application; the fields it names are in the timeline. Correct, replay."),
    MAPPING_FAILED(
            FailureClass.DATA,
            Handling.DEAD,
            "The mapping of the application failed. Correct the JSLT file, then replay."),
    DATABASE(FailureClass.PASSING, Handling.RETRY, "The relay's own database failed for a moment. Nothing to do."),
    RECORD_UNREADABLE(
            FailureClass.DATA,
            Handling.RETRY_THEN_PARK,
            "A sealed record of it cannot be opened: its key is not among the relay's, or it is damaged. Set the key as"
                    + " relay.privacy.encryption-key-previous, then replay; without it, take it over by hand."),
    NO_TRACK_ID(
            FailureClass.DATA,
            Handling.PARK,
            "The input names no applicant, or more than one. Look at it; give a mail its track id, or discard it."),
    EVENT_UNREADABLE(
            FailureClass.DATA,
            Handling.DEAD,
            "idibu's webhook sent what is no event: a broken form, or one without a type. The sender was told 400. Look at"
                    + " it; tell idibu if it stays so."),
    WRONG_ACCOUNT(
            FailureClass.DATA,
            Handling.PARK,
            "The event or mail is of another idibu account. An event was refused with 403. Check relay.idibu.client-id."),
    MAILBOX_UNAVAILABLE(
            FailureClass.PASSING,
            Handling.RETRY,
            "The mailbox does not answer, or breaks off. Check relay.mailbox.host and port."),
    MAILBOX_CREDENTIALS(
            FailureClass.CONFIGURATION,
            Handling.RETRY,
            "The mailbox refuses the relay. Check relay.mailbox.username and password."),
    MAIL_TOO_LARGE(
            FailureClass.DATA,
            Handling.PARK,
            "The mail is larger than the relay fetches. It stays in the mailbox, flagged; take it over by hand."),
    DISCARDED(
            FailureClass.DATA,
            Handling.DEAD,
            "An operator has discarded it; the timeline has the reason. Nothing to do."),
    UNEXPECTED(
            FailureClass.DOUBTFUL,
            Handling.DEAD,
            "A fault that the relay does not know; the log of that time says more. Report it.");

    /** What becomes of the application. */
    public enum Handling {
        /** Waits and is tried again until {@code relay.delivery.retry.max-age}, then it is dead. */
        RETRY,
        /** The same, but parked in the end: a person can mend it. */
        RETRY_THEN_PARK,
        /** Tried again in the slow lane, where it takes no worker from others. */
        RETRY_SLOWLY,
        /** Parked at once: trying again changes nothing until a person has acted. */
        PARK,
        /** Dead at once. */
        DEAD
    }

    private final FailureClass failureClass;
    private final Handling handling;
    private final String advice;

    Fault(FailureClass failureClass, Handling handling, String advice) {
        this.failureClass = failureClass;
        this.handling = handling;
        this.advice = advice;
    }

    /** What kind of failure it is. */
    public FailureClass failureClass() {
        return failureClass;
    }

    /** Whether the same can be sent again without a look at what became of it. */
    public boolean safeToRetry() {
        return failureClass != FailureClass.DOUBTFUL;
    }

    public Handling handling() {
        return handling;
    }

    /** One or two sentences for an operator: what it means and what to do. */
    public String advice() {
        return advice;
    }

    /** Whether it can end when another channel brings more about the applicant: a file, a reference, an address. */
    public boolean endsWithMore() {
        return switch (this) {
            case IDIBU_REFUSED,
                    FILE_AWAITED,
                    FILE_GONE,
                    FILE_HOST_REFUSED,
                    FILE_TOO_LARGE,
                    FILE_TYPE_REFUSED,
                    MAIL_UNREADABLE,
                    NO_EMAIL,
                    JOB_UNKNOWN,
                    JOB_AMBIGUOUS -> true;
            default -> false;
        };
    }

    /**
     * Whether a create that met this fault may have reached Jobtrain all the same: whatever does not prove the
     * contrary, a mapping of the answer that fails included.
     */
    public boolean leavesDoubt() {
        return switch (this) {
            case JOB_GONE, JOBTRAIN_UNREACHABLE, JOBTRAIN_BUSY, JOBTRAIN_CREDENTIALS, JOBTRAIN_PATH, JOBTRAIN_REFUSED ->
                false;
            default -> true;
        };
    }
}
