package org.applicantrelay.sandbox;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A mail as idibu forwards it for an applicant: the headers of idibu-applicant-management.txt and quirks 19 to 22 of
 * idibu.md, the board's text, the files. Each method changes this mail and returns it; {@link #raw()} writes it.
 */
public final class ForwardedMail {

    /** What the letter is written in. */
    public enum Body {
        TEXT,
        HTML,
        /** Plain text and HTML, the reader chooses. */
        ALTERNATIVE
    }

    /** How the attachments are named. */
    public enum FileNames {
        /** In quotes; RFC 2047 words where the name is not ASCII. */
        QUOTED,
        RFC_2231,
        /** All like the first. */
        SAME,
        NONE
    }

    /** Whether a mail lies in another one, as message/rfc822. */
    public enum Wrapping {
        NONE,
        /** idibu's whole mail, headers too, is an attachment of a mail that a person wrote. */
        FORWARDED_BY_A_PERSON,
        /** idibu's headers are outside; the candidate's mail, with letter and files, is an attachment. */
        ORIGINAL_ATTACHED
    }

    private static final String CRLF = MimeText.CRLF;
    private static final String PREFIX = "X-iTrackID";
    private static final String OLD_PREFIX = "X-Itrackid";
    private static final String CLIENT_REFERENCE = "-ClientReference";

    /** Written in two ways at the same time in real mails: it kept its capital R (idibu.md). */
    private static final Set<String> NEVER_LOWER = Set.of(CLIENT_REFERENCE);

    private static final Map<String, String> TYPES = Map.of(
            "pdf", "application/pdf",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "rtf", "application/rtf",
            "txt", "text/plain",
            "html", "text/html");
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final SimulatedApplicant applicant;
    private final Map<String, String> tracking = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private String from;
    private String to = SandboxMailbox.ADDRESS;
    private String subject;
    private String messageId = "<" + UUID.randomUUID() + "@idibu.sandbox.example>";
    private String charset = "UTF-8";
    private boolean oldSpelling;
    private boolean inlineImage;
    private Body body;
    private FileNames fileNames = FileNames.QUOTED;
    private Wrapping wrapping = Wrapping.NONE;

    private ForwardedMail(SimulatedApplicant applicant, long clientId, String jobTitle) {
        NewApplicant data = applicant.data();
        this.applicant = applicant;
        this.from = applicant.email();
        this.subject = data.messageSubject();
        this.body = data.messageHtml() == null || data.messageHtml().isEmpty() ? Body.TEXT : Body.ALTERNATIVE;
        tracking.put("", String.valueOf(applicant.id()));
        tracking.put("-ClientID", String.valueOf(clientId));
        tracking.put("-PortalID", text(data.portalId()));
        tracking.put("-Portal-Name", data.portalName());
        tracking.put("-ClientSettingsID", String.valueOf(IdibuXml.SENDER_ID));
        tracking.put(
                "-ClientSettings-Name",
                "%s %s (%s)".formatted(IdibuXml.SENDER_FIRST_NAME, IdibuXml.SENDER_LAST_NAME, IdibuXml.SENDER_EMAIL));
        tracking.put("-Office", "Sandbox Office");
        tracking.put("-Team", "Sandbox Team");
        tracking.put("-PostLogID", String.valueOf(applicant.postLogId()));
        tracking.put("-JobID", text(data.jobId()));
        tracking.put("-Title", jobTitle);
        tracking.put("-Reference", data.jobReference());
        tracking.put("-Type", "2 Permanent");
        tracking.put(CLIENT_REFERENCE, data.clientReference());
    }

    /** With everything that idibu knows; see {@link IdibuSimulator#mail(SimulatedApplicant)} for that of an account. */
    public static ForwardedMail of(SimulatedApplicant applicant, long clientId, String jobTitle) {
        return new ForwardedMail(applicant, clientId, jobTitle);
    }

    /** Any text, a number that idibu does not know too; null leaves the header {@code X-iTrackID} out. */
    public ForwardedMail trackId(String newTrackId) {
        return tracking("", newTrackId);
    }

    public ForwardedMail withoutTrackId() {
        return trackId(null);
    }

    /** Null leaves the header out. */
    public ForwardedMail clientId(String newClientId) {
        return tracking("-ClientID", newClientId);
    }

    /** Null leaves the header out, as for a job that was posted without. */
    public ForwardedMail clientReference(String newClientReference) {
        return tracking(CLIENT_REFERENCE, newClientReference);
    }

    public ForwardedMail title(String newTitle) {
        return tracking("-Title", newTitle);
    }

    /**
     * Any other header of idibu.
     *
     * @param rest  what follows {@code X-iTrackID} in the newer spelling, such as {@code -Type}
     * @param value encoded and folded when it is written; null leaves the header out
     */
    public ForwardedMail tracking(String rest, String value) {
        tracking.put(rest, value);
        return this;
    }

    /** {@code X-Itrackid-Portalid} in place of {@code X-iTrackID-PortalID}. */
    public ForwardedMail oldSpelling() {
        oldSpelling = true;
        return this;
    }

    /** A whole header line, written as it is before all others, outside of any wrapping; line breaks are added. */
    public ForwardedMail header(String line) {
        lines.add(line);
        return this;
    }

    /** The address only: idibu's mails carry no name of the candidate. */
    public ForwardedMail from(String newFrom) {
        from = newFrom;
        return this;
    }

    public ForwardedMail to(String newTo) {
        to = newTo;
        return this;
    }

    public ForwardedMail subject(String newSubject) {
        subject = newSubject;
        return this;
    }

    /** With angle brackets; null leaves the header out. */
    public ForwardedMail messageId(String newMessageId) {
        messageId = newMessageId;
        return this;
    }

    public ForwardedMail withoutMessageId() {
        return messageId(null);
    }

    /** Of the letter; one that does not exist is written over UTF-8. */
    public ForwardedMail charset(String newCharset) {
        charset = newCharset;
        return this;
    }

    public ForwardedMail body(Body newBody) {
        body = newBody;
        return this;
    }

    /** The HTML shows a picture that lies in the mail beside it: no file of the candidate. */
    public ForwardedMail inlineImage() {
        inlineImage = true;
        return this;
    }

    public ForwardedMail fileNames(FileNames newFileNames) {
        fileNames = newFileNames;
        return this;
    }

    public ForwardedMail wrapped(Wrapping newWrapping) {
        wrapping = newWrapping;
        return this;
    }

    /** The mail as it goes over the wire: RFC 5322, lines end with CR and LF. */
    public byte[] raw() {
        MimeText.Part content = content();
        String extra = String.join("", lines.stream().map(line -> line + CRLF).toList());
        return switch (wrapping) {
            case NONE -> mail(extra + envelope(from, subject, messageId) + trackingHeaders(), content);
            case FORWARDED_BY_A_PERSON -> {
                byte[] inner = mail(envelope(from, subject, messageId) + trackingHeaders(), content);
                String id = messageId == null ? null : messageId.replace("<", "<fwd-");
                yield mail(
                        extra + envelope(IdibuXml.SENDER_EMAIL, "Fwd: " + text(subject), id),
                        MimeText.multipart(
                                "mixed",
                                List.of(
                                        MimeText.text("plain", "UTF-8", "Please see attached."),
                                        MimeText.message("forwarded.eml", inner))));
            }
            case ORIGINAL_ATTACHED -> {
                byte[] inner = mail(envelope(from, subject, null), content);
                yield mail(
                        extra + envelope(from, subject, messageId) + trackingHeaders(),
                        MimeText.multipart("mixed", List.of(MimeText.message("original.eml", inner))));
            }
        };
    }

    private static byte[] mail(String headers, MimeText.Part content) {
        return new MimeText.Part(headers + "MIME-Version: 1.0" + CRLF + content.headers(), content.content()).bytes();
    }

    private String envelope(String sender, String about, String id) {
        String date = ZonedDateTime.now(ZoneId.of("Europe/London"))
                .format(DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH));
        return (id == null ? "" : "Message-ID: " + id + CRLF)
                + "Date: " + date + CRLF
                + MimeText.header("From", sender == null || sender.isEmpty() ? "idibu@sandbox.example" : sender)
                + MimeText.header("To", to)
                + MimeText.header("Subject", text(about));
    }

    private String trackingHeaders() {
        StringBuilder headers = new StringBuilder();
        tracking.forEach((rest, value) -> {
            if (value != null && !value.isEmpty()) {
                headers.append(MimeText.header(name(rest), value));
            }
        });
        return headers.toString();
    }

    private String name(String rest) {
        if (!oldSpelling) {
            return PREFIX + rest;
        }
        if (NEVER_LOWER.contains(rest)) {
            return OLD_PREFIX + rest;
        }
        StringBuilder name = new StringBuilder(OLD_PREFIX);
        for (String word : rest.isEmpty() ? new String[0] : rest.substring(1).split("-")) {
            name.append('-').append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private MimeText.Part content() {
        List<MimeText.Part> parts = new ArrayList<>();
        parts.add(letter());
        for (ApplicantFile file : applicant.files()) {
            parts.add(attachment(file));
        }
        return parts.size() == 1 ? parts.get(0) : MimeText.multipart("mixed", parts);
    }

    private MimeText.Part letter() {
        MimeText.Part plain =
                MimeText.text("plain", charset, text(applicant.data().messageText()));
        return switch (body) {
            case TEXT -> plain;
            case HTML -> html();
            case ALTERNATIVE -> MimeText.multipart("alternative", List.of(plain, html()));
        };
    }

    private MimeText.Part html() {
        String given = text(applicant.data().messageHtml());
        String html = given.isEmpty() ? "<p>" + Xml.escape(text(applicant.data().messageText())) + "</p>" : given;
        if (!inlineImage) {
            return MimeText.text("html", charset, html);
        }
        return MimeText.multipart(
                "related",
                List.of(
                        MimeText.text("html", charset, html + "<img src=\"cid:logo@sandbox\" alt=\"\">"),
                        MimeText.base64(
                                "Content-Type: image/png; name=\"logo.png\"" + CRLF
                                        + "Content-ID: <logo@sandbox>" + CRLF
                                        + "Content-Disposition: inline; filename=\"logo.png\"" + CRLF,
                                PIXEL)));
    }

    private MimeText.Part attachment(ApplicantFile file) {
        String own = text(file.name());
        String name = fileNames == FileNames.SAME ? applicant.files().get(0).name() : own;
        if (fileNames == FileNames.NONE || name.isEmpty()) {
            return MimeText.base64(
                    "Content-Type: application/octet-stream" + CRLF + "Content-Disposition: attachment" + CRLF,
                    file.bytes());
        }
        String extension = own.substring(own.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean modern = fileNames == FileNames.RFC_2231;
        return MimeText.base64(
                "Content-Type: " + TYPES.getOrDefault(extension, "application/octet-stream")
                        + (modern ? "" : MimeText.parameter("name", name)) + CRLF
                        + "Content-Disposition: attachment"
                        + (modern ? MimeText.parameter2231("filename", name) : MimeText.parameter("filename", name))
                        + CRLF,
                file.bytes());
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
