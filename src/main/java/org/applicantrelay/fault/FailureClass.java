package org.applicantrelay.fault;

/** What kind of failure a {@link Fault} is: whose it is, and so what helps. */
public enum FailureClass {
    /** Somebody does not answer now: helps itself. */
    PASSING,
    /** A partner has understood and says no. */
    REFUSED,
    /** Jobtrain may have the application; it is asked before anything is sent again. */
    DOUBTFUL,
    /** The relay is set up wrongly, and the next applicant would meet the same: the whole flow is held. */
    CONFIGURATION,
    /** Something in this one applicant's data, or missing from it. */
    DATA
}
