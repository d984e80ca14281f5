package org.applicantrelay.partner;

import java.time.Instant;
import org.applicantrelay.time.LondonTime;

/** What a harmless call asks for: as little as the partner gives. Its presence lets the call pass a hold. */
public record Probe() {

    public static Probe make() {
        return new Probe();
    }

    /** Jobtrain's parameter PageNo; asked by the Kamelet. */
    public int pageNo(int first) {
        return first;
    }

    /** Jobtrain's parameter PageSize; asked by the Kamelet. */
    public int getPageSize() {
        return 1;
    }

    /** idibu's parameter after_date, for its listing: nobody has applied since. */
    public String getAfterDate() {
        return LondonTime.format(Instant.now());
    }
}
