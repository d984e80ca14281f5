package org.applicantrelay.jobtrain;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for an engineer's regular expression in a text of anybody's, but not for ever: some, such as {@code (a+)+$}, would
 * keep a worker busy for years.
 */
final class PatientMatch {

    private static final Logger LOG = LoggerFactory.getLogger(PatientMatch.class);

    /** As many letters as are looked at, the same one as often as it is; a sound expression needs some thousands. */
    private static final int PATIENCE = 1_000_000;

    private PatientMatch() {}

    /** The first place at the beginning or the end of {@code text} where something matches. */
    static Optional<MatchResult> find(Pattern pattern, String text) {
        try {
            Matcher matcher = pattern.matcher(new Counted(text));
            while (matcher.find()) {
                if (matcher.end() > matcher.start() && (matcher.start() == 0 || matcher.end() == text.length())) {
                    return Optional.of(matcher.toMatchResult());
                }
            }
        } catch (OutOfPatienceException | StackOverflowError e) {
            LOG.warn("The suffix {} of the job map takes too long and is passed over; write it simpler", pattern);
        }
        return Optional.empty();
    }

    private static final class OutOfPatienceException extends RuntimeException {
        OutOfPatienceException() {
            super(null, null, false, false);
        }
    }

    /** A text that breaks off a search which looks at it too often. */
    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private int looks;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (looks++ > PATIENCE) {
                throw new OutOfPatienceException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
