package org.applicantrelay.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;

/**
 * What the header of a message or of a part says. It takes the place of mime4j's own, which loses raw 8-bit bytes and
 * takes minutes over a long Content-Type of blanks. No other header than those named here is ever looked at.
 */
final class PartHeader implements BodyDescriptorBuilder, BodyDescriptor {

    private static final String TEXT = "text/plain";
    private static final String MESSAGE = "message/rfc822";
    private static final String UNKNOWN = "application/octet-stream";
    private static final String DIGEST = "multipart/digest";

    private static final Pattern TYPE = Pattern.compile("([\\w!#$&^.+-]+)\\s*/\\s*([\\w!#$&^.+-]+)");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]+");
    private static final int LONGEST_BOUNDARY = 1000;

    private final String typeByDefault;
    private final Map<String, List<String>> track = new HashMap<>();
    private HeaderParameters type;
    private HeaderParameters disposition;
    private String transferEncoding;
    private String subject;
    private boolean hasContentId;

    /** Of the outermost message. */
    PartHeader() {
        this(TEXT);
    }

    private PartHeader(String typeByDefault) {
        this.typeByDefault = typeByDefault;
    }

    @Override
    public BodyDescriptorBuilder newChild() {
        return new PartHeader(type().equals(DIGEST) ? MESSAGE : TEXT);
    }

    /** mime4j calls it before the first field only. */
    @Override
    public void reset() {}

    @Override
    public BodyDescriptor build() {
        return this;
    }

    /** Of a header that stands twice the first counts; track headers are all kept. */
    @Override
    public Field addField(RawField field) {
        String name = field.getNameLowerCase();
        switch (name) {
            case "content-type" -> type = type == null ? parameters(field) : type;
            case "content-disposition" -> disposition = disposition == null ? parameters(field) : disposition;
            case "content-transfer-encoding" ->
                transferEncoding = transferEncoding == null ? token(HeaderText.decode(raw(field))) : transferEncoding;
            case "content-id" -> hasContentId = true;
            case "subject" -> subject = subject == null ? HeaderText.value(raw(field)) : subject;
            default -> addTrack(name, field);
        }
        return null;
    }

    private void addTrack(String name, RawField field) {
        String value = TrackHeaders.has(name) ? HeaderText.value(raw(field)) : null;
        if (value != null) {
            track.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
    }

    private static HeaderParameters parameters(RawField field) {
        return new HeaderParameters(raw(field));
    }

    /** The bytes behind the colon. */
    private static byte[] raw(RawField field) {
        byte[] whole = field.getRaw().toByteArray();
        return Arrays.copyOfRange(whole, Math.min(field.getDelimiterIdx() + 1, whole.length), whole.length);
    }

    private static String token(String text) {
        Matcher token = TOKEN.matcher(text);
        return token.find() ? token.group().toLowerCase(Locale.ROOT) : null;
    }

    /** All values by lower-case name, in the order of the mail. */
    Map<String, List<String>> track() {
        return track;
    }

    /** Null where there is none. */
    String subject() {
        return subject;
    }

    /** In lower case; what is no media type is plain text, and parts without a boundary cannot be told apart. */
    String type() {
        if (type == null) {
            return typeByDefault;
        }
        Matcher valid = TYPE.matcher(type.value());
        if (!valid.lookingAt()) {
            return TEXT;
        }
        String name = (valid.group(1) + "/" + valid.group(2)).toLowerCase(Locale.ROOT);
        return name.startsWith("multipart/") && getBoundary() == null ? UNKNOWN : name;
    }

    boolean isMessage() {
        return type().equals(MESSAGE) || type().equals("message/global");
    }

    /** Whether parts are declared that nothing tells apart. */
    boolean lacksBoundary() {
        return type().equals(UNKNOWN)
                && type != null
                && type.value().toLowerCase(Locale.ROOT).startsWith("multipart");
    }

    /** Whether it is text for the reader of the mail rather than a file. */
    boolean isLetter() {
        return (type().equals(TEXT) || isHtml()) && !isAttachment() && fileName() == null;
    }

    boolean isHtml() {
        return type().equals("text/html");
    }

    boolean isAttachment() {
        return "attachment".equals(dispositionType());
    }

    /**
     * Whether it is an image that belongs to the text: a logo, a signature.
     *
     * @param related whether it stands within {@code multipart/related}
     */
    boolean isDecoration(boolean related) {
        boolean inline = "inline".equals(dispositionType());
        return type().startsWith("image/")
                && !isAttachment()
                && (related ? inline || hasContentId : inline && hasContentId);
    }

    private String dispositionType() {
        return disposition == null ? null : token(disposition.value());
    }

    /** As it came, decoded; null where there is none. */
    String fileName() {
        String name = disposition == null ? null : disposition.text("filename");
        if (name == null || name.isBlank()) {
            name = type == null ? null : type.text("name");
        }
        return name == null || name.isBlank() ? null : name;
    }

    @Override
    public String getMimeType() {
        return type();
    }

    @Override
    public String getMediaType() {
        return type().substring(0, type().indexOf('/'));
    }

    @Override
    public String getSubType() {
        return type().substring(type().indexOf('/') + 1);
    }

    /** Null where there is none, or none that is sane. */
    @Override
    public String getBoundary() {
        String boundary = type == null ? null : type.raw("boundary");
        return boundary == null || boundary.isBlank() || boundary.length() > LONGEST_BOUNDARY ? null : boundary;
    }

    /** As declared, or null. */
    @Override
    public String getCharset() {
        return type == null ? null : type.raw("charset");
    }

    /** In lower case, or null. */
    @Override
    public String getTransferEncoding() {
        return transferEncoding;
    }

    @Override
    public long getContentLength() {
        return -1;
    }
}
