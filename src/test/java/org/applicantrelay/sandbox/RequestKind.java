package org.applicantrelay.sandbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a request to a simulator asks for; faults and counts are kept per kind. */
public enum RequestKind {
    LISTING,
    DETAIL,
    FILE,
    STORAGE,
    OUTCOME,
    OUTCOME_LIST,
    SET_STATUS,
    DELETION,
    JOBS,
    JOB,
    SETTINGS,
    WEBHOOK_LIST,
    WEBHOOK_SAVE,
    WEBHOOK_DELETE,
    TOKEN,
    CANDIDATES,
    CANDIDATE,
    CANDIDATE_STATUS,
    CREATE,
    EXPORT,
    OTHER;

    static final Set<RequestKind> OF_IDIBU = Collections.unmodifiableSet(EnumSet.of(
            LISTING,
            DETAIL,
            FILE,
            STORAGE,
            OUTCOME,
            OUTCOME_LIST,
            SET_STATUS,
            DELETION,
            JOBS,
            JOB,
            SETTINGS,
            WEBHOOK_LIST,
            WEBHOOK_SAVE,
            WEBHOOK_DELETE,
            OTHER));

    static final Set<RequestKind> OF_JOBTRAIN = Collections.unmodifiableSet(
            EnumSet.of(TOKEN, JOBS, JOB, CANDIDATES, CANDIDATE, CANDIDATE_STATUS, CREATE, EXPORT, SETTINGS, OTHER));
}
