package org.applicantrelay.sandbox;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An applicant to be put into the simulator of idibu, with the values that a perfect receiver ends up with, whatever
 * {@link Quirk quirks} the answers have. Null leaves an element out, "" makes it empty (quirk 7 of
 * idibu.md); only the date is now where it is null.
 *
 * @param id        the track id; null takes the next free one
 * @param date      as idibu writes it; any text goes, {@code 0000-00-00 00:00:00} too
 * @param rawDetail a whole answer for the detail request, sent as it is; null has it written from the rest
 * @param quirks    in the order of {@link Quirk}
 * @param clientReference the client's own key of the job, which only a forwarded mail tells (quirk 20); null where the
 *                  job was posted without
 * @param hidden    the listing neither shows nor counts the applicant; detail and files can be read
 */
public record NewApplicant(
        Long id,
        String email,
        String parsedEmail,
        String name,
        Long jobId,
        String jobReference,
        Long portalId,
        String portalName,
        String date,
        String messageSubject,
        String messageText,
        String messageHtml,
        String status,
        List<ApplicantFile> files,
        String rawDetail,
        Set<Quirk> quirks,
        String clientReference,
        boolean hidden) {

    public NewApplicant {
        Set<Quirk> sorted = EnumSet.noneOf(Quirk.class);
        sorted.addAll(quirks);
        quirks = Collections.unmodifiableSet(sorted);
    }

    /** Begins with an invented applicant for whom everything is known, but without files. */
    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.id = id;
        builder.email = email;
        builder.parsedEmail = parsedEmail;
        builder.name = name;
        builder.jobId = jobId;
        builder.jobReference = jobReference;
        builder.portalId = portalId;
        builder.portalName = portalName;
        builder.date = date;
        builder.messageSubject = messageSubject;
        builder.messageText = messageText;
        builder.messageHtml = messageHtml;
        builder.status = status;
        builder.files = files == null ? null : new ArrayList<>(files);
        builder.rawDetail = rawDetail;
        builder.quirks.addAll(quirks);
        builder.clientReference = clientReference;
        builder.hidden = hidden;
        return builder;
    }

    /** The builder of a {@link NewApplicant}; each method takes null (no element) and "" (an empty one). */
    public static final class Builder {

        private Long id;
        private String email = "ada.sample@example.org";
        private String parsedEmail = "";
        private String name = "Ada Sample";
        private Long jobId;
        private String jobReference;
        private Long portalId = 517L;
        private String portalName = "Sandbox Board";
        private String date;
        private String messageSubject = "Application";
        private String messageText = "I would like to apply.";
        private String messageHtml = "";
        private String status = "New";
        private List<ApplicantFile> files = new ArrayList<>();
        private String rawDetail;
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        private String clientReference;
        private boolean hidden;

        private Builder() {}

        public Builder id(Long newId) {
            id = newId;
            return this;
        }

        public Builder email(String newEmail) {
            email = newEmail;
            return this;
        }

        public Builder parsedEmail(String newParsedEmail) {
            parsedEmail = newParsedEmail;
            return this;
        }

        public Builder name(String newName) {
            name = newName;
            return this;
        }

        public Builder job(Long newJobId, String newJobReference) {
            jobId = newJobId;
            jobReference = newJobReference;
            return this;
        }

        public Builder jobId(Long newJobId) {
            jobId = newJobId;
            return this;
        }

        public Builder jobReference(String newJobReference) {
            jobReference = newJobReference;
            return this;
        }

        public Builder portal(Long newPortalId, String newPortalName) {
            portalId = newPortalId;
            portalName = newPortalName;
            return this;
        }

        public Builder portalId(Long newPortalId) {
            portalId = newPortalId;
            return this;
        }

        public Builder portalName(String newPortalName) {
            portalName = newPortalName;
            return this;
        }

        /** The wall clock of London. */
        public Builder date(LocalDateTime newDate) {
            date = newDate == null ? null : LondonTime.text(newDate);
            return this;
        }

        /** Any text, {@code 0000-00-00 00:00:00} or "" too. */
        public Builder rawDate(String newDate) {
            date = newDate;
            return this;
        }

        public Builder message(String subject, String text, String html) {
            messageSubject = subject;
            messageText = text;
            messageHtml = html;
            return this;
        }

        public Builder messageSubject(String subject) {
            messageSubject = subject;
            return this;
        }

        public Builder messageText(String text) {
            messageText = text;
            return this;
        }

        public Builder messageHtml(String html) {
            messageHtml = html;
            return this;
        }

        public Builder status(String newStatus) {
            status = newStatus;
            return this;
        }

        public Builder file(String fileName, byte[] bytes) {
            return file(new ApplicantFile(fileName, bytes));
        }

        public Builder file(ApplicantFile file) {
            if (files == null) {
                files = new ArrayList<>();
            }
            files.add(file);
            return this;
        }

        /** Null leaves the element {@code files} out. */
        public Builder files(List<ApplicantFile> newFiles) {
            files = newFiles == null ? null : new ArrayList<>(newFiles);
            return this;
        }

        public Builder rawDetail(String xml) {
            rawDetail = xml;
            return this;
        }

        /** Adds quirks; they combine. */
        public Builder quirk(Quirk... more) {
            quirks.addAll(Arrays.asList(more));
            return this;
        }

        /** These quirks and no others. */
        public Builder quirks(Collection<Quirk> newQuirks) {
            quirks.clear();
            quirks.addAll(newQuirks);
            return this;
        }

        public Builder clientReference(String newClientReference) {
            clientReference = newClientReference;
            return this;
        }

        /** Announced by webhook or mail alone: the listing is silent. */
        public Builder hidden(boolean newHidden) {
            hidden = newHidden;
            return this;
        }

        public NewApplicant build() {
            return QuirkyData.of(asIs());
        }

        /** Without what the quirks make of the data. */
        NewApplicant asIs() {
            return new NewApplicant(
                    id,
                    email,
                    parsedEmail,
                    name,
                    jobId,
                    jobReference,
                    portalId,
                    portalName,
                    date,
                    messageSubject,
                    messageText,
                    messageHtml,
                    status,
                    files == null ? null : List.copyOf(files),
                    rawDetail,
                    quirks,
                    clientReference,
                    hidden);
        }
    }
}
