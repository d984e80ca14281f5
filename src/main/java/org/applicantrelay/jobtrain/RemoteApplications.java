package org.applicantrelay.jobtrain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A page of applications that Jobtrain holds, as {@code routes/mapping/jobtrain-to-applications.jslt} reads it.
 *
 * @param total over all pages
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RemoteApplications(int total, List<RemoteApplication> applications) {

    /** @param appliedAt date and time with offset (ISO 8601); null where Jobtrain does not say */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RemoteApplication(String applicationId, String candidateId, String email, String appliedAt) {

        /** Whether it is certain that the application was made before {@code time}. */
        public boolean appliedBefore(Instant time) {
            try {
                return appliedAt != null
                        && OffsetDateTime.parse(appliedAt).toInstant().isBefore(time);
            } catch (DateTimeParseException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "application " + applicationId;
        }
    }
}
