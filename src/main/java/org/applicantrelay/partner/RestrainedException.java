package org.applicantrelay.partner;

import java.time.Duration;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/** A call that was not made, because of what an earlier one met. */
class RestrainedException extends RelayException {

    RestrainedException(Fault fault, String detail, Duration retryAfter) {
        super(fault, detail, retryAfter);
    }
}
