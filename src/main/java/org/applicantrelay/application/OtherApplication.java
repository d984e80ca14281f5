package org.applicantrelay.application;

import java.time.Instant;

/**
 * As much of another application of the same person for the same job as tells whether one more is wanted.
 *
 * @param intentAt since when a create of it is under way or in doubt; null where nothing is
 * @param finishedAt when it last ended; null where it never has
 * @param candidateId null where Jobtrain gave none
 * @param applicationId null where Jobtrain gave none
 */
public record OtherApplication(
        String trackId,
        ApplicationState state,
        Instant intentAt,
        Instant finishedAt,
        String candidateId,
        String applicationId) {

    /** Whether Jobtrain has it. */
    public boolean isDelivered() {
        return state == ApplicationState.DELIVERED;
    }

    /** Whether it comes to its end by itself: it is worked on, or will be when it is due. */
    public boolean isUnderWay() {
        return switch (state) {
            case RECEIVED, DELIVERING, WAITING -> true;
            default -> false;
        };
    }

    /** Whether neither: a doubt is not cleared any more, unless an operator or another channel lets it go on. */
    public boolean isHeldUp() {
        return !isDelivered() && !isUnderWay();
    }
}
