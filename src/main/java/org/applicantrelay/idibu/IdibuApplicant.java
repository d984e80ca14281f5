package org.applicantrelay.idibu;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import java.util.List;

/**
 * One applicant as idibu writes it, in the list or in the detailed view: the two differ in how they name the portal
 * and the parsed e-mail address, and only the detail has the message (idibu, quirk 11). In old details portal and files
 * stand inside the message, and that holds another message (quirk 4). What is missing or empty is null (quirk 7).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IdibuApplicant(
        String id,
        String email,
        @JsonProperty("parsed_email") String listedParsedEmail,
        Parsed parsed,
        String name,
        Job job,
        @JsonProperty("portal-id") String listedPortalId,
        @JsonProperty("portal-name") String listedPortalName,
        Portal portal,
        String date,
        @JsonProperty("message") Message outerMessage,
        @JsonProperty("files") Files ownFiles) {

    /** The address of whom idibu has deleted on request; the record stays for its reports (idibu, quirk 17). */
    public static final String DELETED = "deleted@idibu.com";

    /** The advertised job. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Job(String id, String reference) {}

    /** The job board, as the detailed view has it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Portal(String id, String name) {}

    /** The applicant's message, only in the detailed view; plain text alone is its text. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Message(
            String subject,
            String html,
            String text,
            @JsonProperty("message") Message inner,
            Portal portal,
            Files files) {

        @JsonCreator
        public Message {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Message of(String text) {
            return text.isBlank() ? null : new Message(null, null, text.strip(), null, null, null);
        }
    }

    /** What idibu read out of the CV, only in the detailed view. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Parsed(String email) {}

    /** All files, most usually just the CV. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Files(
            @JacksonXmlElementWrapper(useWrapping = false) @JsonProperty("file")
            List<File> list) {}

    /** A file and where it can be fetched. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record File(String name, String link) {

        /** The link is signed: who has it has the file. */
        @Override
        public String toString() {
            return "file";
        }
    }

    /** An answer that holds the detailed view. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Detail(IdibuApplicant response) {}

    public String portalId() {
        Portal own = detailedPortal();
        return own != null && own.id() != null ? own.id() : listedPortalId;
    }

    public String portalName() {
        Portal own = detailedPortal();
        return own != null && own.name() != null ? own.name() : listedPortalName;
    }

    private Portal detailedPortal() {
        return portal != null || outerMessage == null ? portal : outerMessage.portal();
    }

    /** The message itself, of whichever layout; null in the list. */
    public Message message() {
        Message outer = outerMessage;
        if (outer == null || outer.inner() == null) {
            return outer;
        }
        Message inner = outer.inner();
        return new Message(
                inner.subject() == null ? outer.subject() : inner.subject(),
                inner.html() == null ? outer.html() : inner.html(),
                inner.text() == null ? outer.text() : inner.text(),
                null,
                null,
                null);
    }

    /** Whether idibu has deleted the person. */
    public boolean isDeleted() {
        return DELETED.equalsIgnoreCase(email);
    }

    public String parsedEmail() {
        return parsed != null && parsed.email() != null ? parsed.email() : listedParsedEmail;
    }

    public String jobReference() {
        return job == null ? null : job.reference();
    }

    /** The files; an empty list where there are none. */
    public List<File> filesOrNone() {
        Files files = ownFiles != null || outerMessage == null ? ownFiles : outerMessage.files();
        return files == null || files.list() == null
                ? List.of()
                : files.list().stream()
                        .filter(file -> file != null && file.link() != null)
                        .toList();
    }

    /** Personal data throughout, so only the id is printed. */
    @Override
    public String toString() {
        return "applicant " + id;
    }
}
