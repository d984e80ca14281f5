package org.applicantrelay.sandbox;

/**
 * One fault that is switched on.
 *
 * @param on      the kind of request that it hits; null hits every kind
 * @param about   only requests about this applicant (idibu) or job (Jobtrain); null hits all, but BAD_PAGE needs one
 * @param times   how many requests it hits; 0 means until it is cleared
 * @param percent how many of a hundred such requests it hits, by chance; 100 hits each
 * @param value   a status, seconds, milliseconds or how many: see {@link FaultKind}
 */
public record FaultSwitch(FaultKind kind, RequestKind on, Long about, int times, int percent, long value) {

    private static final int EACH = 100;

    public FaultSwitch {
        if (times < 0) {
            throw new IllegalArgumentException("times must be 1 or more, or 0 for \"until cleared\"");
        }
        if (percent < 1 || percent > EACH) {
            throw new IllegalArgumentException("percent must be from 1 to 100");
        }
        if (value < 0) {
            throw new IllegalArgumentException("value must not be negative");
        }
        if (kind == FaultKind.ERROR_5XX && (value < 400 || value > 599)) {
            throw new IllegalArgumentException("value must be an HTTP status from 400 to 599");
        }
        if (kind == FaultKind.ECHO && (value < 200 || value > 599)) {
            throw new IllegalArgumentException("value must be an HTTP status from 200 to 599");
        }
        if (kind == FaultKind.LEADING_NEWLINES && value > 10_000) {
            throw new IllegalArgumentException("value must be 10000 or less");
        }
    }

    /** A fault of this kind with its default value, on all requests, until it is cleared. */
    public static FaultSwitch of(FaultKind kind) {
        return new FaultSwitch(kind, null, null, 0, EACH, kind.defaultValue());
    }

    public FaultSwitch on(RequestKind newOn) {
        return new FaultSwitch(kind, newOn, about, times, percent, value);
    }

    public FaultSwitch about(Long newAbout) {
        return new FaultSwitch(kind, on, newAbout, times, percent, value);
    }

    public FaultSwitch times(int newTimes) {
        return new FaultSwitch(kind, on, about, newTimes, percent, value);
    }

    /** Not all of these requests, but so many of a hundred, by chance. */
    public FaultSwitch percent(int newPercent) {
        return new FaultSwitch(kind, on, about, times, newPercent, value);
    }

    public FaultSwitch value(long newValue) {
        return new FaultSwitch(kind, on, about, times, percent, newValue);
    }

    boolean hits(Endpoint request) {
        if (on != null && on != request.kind()) {
            return false;
        }
        return switch (kind) {
            case BAD_PAGE -> request.shows().test(about);
            case TOTAL_MOVES -> request.kind() == RequestKind.LISTING;
            default -> about == null || about.equals(request.about());
        };
    }
}
