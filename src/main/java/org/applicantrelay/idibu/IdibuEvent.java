package org.applicantrelay.idibu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/**
 * An event of idibu's, a pointer only (idibu, "Webhooks (V2)"). What is missing or empty is null.
 *
 * @param type such as ApplicationReceived; never null
 * @param clientId the account
 * @param trackId the applicant, {@code aptrack_id}
 * @param from the candidate's e-mail address
 * @param date as it came
 */
public record IdibuEvent(
        String eventId,
        String type,
        String clientId,
        String senderId,
        String jobId,
        String jobReference,
        String jobTitle,
        String postlogId,
        String trackId,
        String from,
        String portalId,
        String date) {

    /** Types that mean an applicant; a subscription to the second is served with the first. */
    private static final List<String> APPLICANT = List.of("ApplicationReceived", "ApplicationReceivedV2");

    /**
     * Reads a form, strictly: a browser's leniency would make of a broken event another one.
     *
     * @throws RelayException EVENT_UNREADABLE for a broken escape, for what is not UTF-8, for a field that is there twice,
     *     and without a type
     */
    public static IdibuEvent read(byte[] form) throws RelayException {
        Map<String, String> fields = fields(form);
        if (fields.get("type") == null) {
            throw new RelayException(Fault.EVENT_UNREADABLE, "it has no type");
        }
        return new IdibuEvent(
                fields.get("event_id"),
                fields.get("type"),
                fields.get("client_id"),
                fields.get("sender_id"),
                fields.get("job_id"),
                fields.get("job_reference"),
                fields.get("job_title"),
                fields.get("postlog_id"),
                fields.get("aptrack_id"),
                fields.get("from"),
                fields.get("portal_id"),
                fields.get("date"));
    }

    private static Map<String, String> fields(byte[] form) throws RelayException {
        Map<String, String> fields = new HashMap<>();
        int begin = 0;
        while (begin < form.length) {
            int end = indexOf(form, '&', begin, form.length);
            if (end > begin) {
                int equals = indexOf(form, '=', begin, end);
                String name = decode(form, begin, equals);
                String value = decode(form, Math.min(equals + 1, end), end).strip();
                if (fields.containsKey(name)) {
                    throw new RelayException(Fault.EVENT_UNREADABLE, "a field is there twice");
                }
                fields.put(name, value.isEmpty() ? null : value);
            }
            begin = end + 1;
        }
        return fields;
    }

    /** Where {@code wanted} stands from {@code begin} on, or {@code end}. */
    private static int indexOf(byte[] form, char wanted, int begin, int end) {
        int at = begin;
        while (at < end && form[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String decode(byte[] form, int begin, int end) throws RelayException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - begin);
        for (int at = begin; at < end; at++) {
            if (form[at] == '%') {
                boolean whole = at + 2 < end;
                int high = whole ? Character.digit(form[at + 1], 16) : -1;
                int low = whole ? Character.digit(form[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new RelayException(Fault.EVENT_UNREADABLE, "a percent sign begins no escape");
                }
                decoded.write(high << 4 | low);
                at += 2;
            } else {
                decoded.write(form[at] == '+' ? ' ' : form[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RelayException(Fault.EVENT_UNREADABLE, "it is not UTF-8");
        }
    }

    /** Whether it means an applicant. */
    public boolean isOfApplicant() {
        return APPLICANT.contains(type);
    }

    /** Personal data is in it, so only the id is printed. */
    @Override
    public String toString() {
        return "event of applicant " + trackId;
    }
}
