package org.applicantrelay.application;

/** The states that an operator sees; an application is in exactly one. */
public enum ApplicationState {
    /** Taken in, nothing done yet. */
    RECEIVED,
    /** A replica works on it and holds the lease. */
    DELIVERING,
    /** Is tried again when due; the code says why. */
    WAITING,
    /** Jobtrain has it. */
    DELIVERED,
    /** A person must act; the code says on what. */
    PARKED,
    /** Retries are used up, or the fault is unknown. */
    DEAD,
    /** A re-application that the client's policy skips, or a mail that was found to be of another application. */
    DUPLICATE,
    /** The applicant's personal data is erased here. */
    ERASED
}
