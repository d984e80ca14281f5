package org.applicantrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the body of {@code POST /sandbox/applicants}: the fields of {@link NewApplicant}. What is not there takes an
 * invented value, in which the quirks can be seen; null leaves the element out.
 */
final class ApplicantJson {

    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "id",
            "email",
            "parsedEmail",
            "name",
            "jobId",
            "jobReference",
            "portalId",
            "portalName",
            "date",
            "messageSubject",
            "messageText",
            "messageHtml",
            "status",
            "files",
            "rawDetail",
            "quirks",
            "clientReference",
            "hidden"));
    private static final int LARGEST = 200 * 1024 * 1024;

    private ApplicantJson() {}

    static NewApplicant read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("The body must be an object with fields of " + FIELDS);
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("Field \"" + field + "\" is not known, one of " + FIELDS);
            }
        });
        NewApplicant.Builder builder = NewApplicant.builder();
        builder.id(json.hasNonNull("id") ? number(json, "id") : null);
        Set<Quirk> quirks = quirks(json);
        NewApplicant byDefault = builder.build();
        for (Quirk quirk : quirks) {
            byDefault = QuirkySamples.show(quirk, byDefault);
        }
        return byDefault.toBuilder()
                .quirks(quirks)
                .email(text(json, "email", byDefault.email()))
                .parsedEmail(text(json, "parsedEmail", byDefault.parsedEmail()))
                .name(text(json, "name", byDefault.name()))
                .jobId(number(json, "jobId"))
                .jobReference(text(json, "jobReference", null))
                .portalId(json.has("portalId") ? number(json, "portalId") : byDefault.portalId())
                .portalName(text(json, "portalName", byDefault.portalName()))
                .rawDate(date(json))
                .messageSubject(text(json, "messageSubject", byDefault.messageSubject()))
                .messageText(text(json, "messageText", byDefault.messageText()))
                .messageHtml(text(json, "messageHtml", byDefault.messageHtml()))
                .status(text(json, "status", byDefault.status()))
                .files(files(json, byDefault))
                .rawDetail(text(json, "rawDetail", null))
                .clientReference(text(json, "clientReference", null))
                .hidden(flag(json, "hidden"))
                .build();
    }

    private static String text(JsonNode json, String field, String byDefault) {
        if (!json.has(field)) {
            return byDefault;
        }
        return json.get(field).isNull() ? null : json.get(field).asText();
    }

    private static Long number(JsonNode json, String field) {
        if (!json.hasNonNull(field)) {
            return null;
        }
        if (!json.get(field).canConvertToLong()) {
            throw new IllegalArgumentException(field + " must be a whole number");
        }
        return json.get(field).asLong();
    }

    private static boolean flag(JsonNode json, String field) {
        if (json.has(field) && !json.get(field).isBoolean()) {
            throw new IllegalArgumentException(field + " must be true or false");
        }
        return json.path(field).asBoolean();
    }

    /** Both 2026-01-31T09:00:00 and 2026-01-31 09:00:00, and anything else as it is. */
    private static String date(JsonNode json) {
        String date = text(json, "date", null);
        return date != null && date.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")
                ? date.replace('T', ' ')
                : date;
    }

    private static Set<Quirk> quirks(JsonNode json) {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        if (json.has("quirks") && !json.get("quirks").isArray()) {
            throw new IllegalArgumentException("quirks must be a list of " + List.of(Quirk.values()));
        }
        json.path("quirks").forEach(quirk -> quirks.add(Quirk.of(quirk.asText())));
        return quirks;
    }

    private static List<ApplicantFile> files(JsonNode json, NewApplicant byDefault) {
        if (!json.has("files")) {
            return byDefault.files();
        }
        if (json.get("files").isNull()) {
            return null;
        }
        List<ApplicantFile> files = new ArrayList<>();
        for (JsonNode file : json.get("files")) {
            String name = file.path("name").asText("cv.pdf");
            if (file.hasNonNull("content")) {
                files.add(new ApplicantFile(
                        name, Base64.getDecoder().decode(file.get("content").asText())));
            } else {
                int size = file.path("size").asInt(20_000);
                if (size < 0 || size > LARGEST) {
                    throw new IllegalArgumentException("size must be from 0 to " + LARGEST);
                }
                files.add(new ApplicantFile(name, SampleCv.of(name, "Ada Sample", size)));
            }
        }
        return files;
    }
}
