package org.applicantrelay.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * The lines of the profile {@code json}: every text is masked, exceptions included, and what is said of one applicant has
 * the track id as a member of its own.
 */
class JsonLines implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    /** What all of those lines begin with. */
    private static final String ABOUT_ONE = "applicant {} ";

    @Override
    public void customize(JsonWriter.Members<ILoggingEvent> members) {
        members.add("trackId", JsonLines::trackId).whenNotNull();
        members.applyingValueProcessor(JsonWriter.ValueProcessor.of(String.class, SecretMask::mask));
    }

    private static String trackId(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return event.getMessage() != null && event.getMessage().startsWith(ABOUT_ONE) && arguments != null
                ? String.valueOf(arguments[0])
                : null;
    }
}
