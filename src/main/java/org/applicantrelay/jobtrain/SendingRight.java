package org.applicantrelay.jobtrain;

/** The right to send an application to Jobtrain, which ends when another replica may take it over. */
@FunctionalInterface
public interface SendingRight {

    /** Throws where it has ended: not another byte may leave. */
    void check();
}
