package org.applicantrelay.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schema NewApplication of jobtrain.openapi.yaml, read as a stream: a CV in base64 is decoded on its way through.
 */
final class ApplicationBody {

    String source;
    String firstName;
    String lastName;
    String email;
    String phone;
    String coverLetter;
    Cv cv;
    private long cvExpected;
    private boolean badCv;
    private String lastNameField = "lastName";

    /** Of the candidate, what the schema does not know. */
    private final Map<String, String> others = new HashMap<>();

    private String cvFileName;
    private String cvContentType;

    /** Reads a JSON body of this length (0: not known) to its end; throws where it is no JSON object. */
    static ApplicationBody json(InputStream in, long length, boolean keepAll) throws IOException {
        ApplicationBody body = new ApplicationBody();
        body.cvExpected = length / 4 * 3;
        try (JsonParser parser = Answer.JSON.getFactory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotJson("an object is expected");
            }
            body.readApplication(parser, keepAll);
            if (parser.nextToken() != null) {
                throw new NotJson("one object is expected");
            }
        } catch (JsonProcessingException e) {
            throw new NotJson(e.getOriginalMessage());
        }
        return body;
    }

    /** The JSON part and the file part of a multipart body; what the file part says of itself goes first. */
    static ApplicationBody multipart(MultipartBody parts, boolean keepAll) throws IOException {
        MultipartBody.Part application = parts.part("application")
                .orElseThrow(() -> new NotJson("a part named \"application\" with the JSON is expected"));
        ApplicationBody body = json(application.content(), 0, keepAll);
        Optional<MultipartBody.Part> file = parts.part("cv");
        if (file.isPresent()) {
            CvSink sink = new CvSink(keepAll, file.get().content().available());
            file.get().content().transferTo(sink);
            body.cv = sink.cv()
                    .named(body.cvFileName, body.cvContentType)
                    .named(file.get().fileName(), file.get().contentType());
        }
        return body;
    }

    private void readApplication(JsonParser parser, boolean keepAll) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "source" -> source = text(parser);
                case "coverLetter" -> coverLetter = text(parser);
                case "candidate" -> {
                    if (value == JsonToken.START_OBJECT) {
                        readCandidate(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                case "cv" -> {
                    if (value == JsonToken.START_OBJECT) {
                        readCv(parser, keepAll);
                    } else {
                        badCv = value != JsonToken.VALUE_NULL;
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void readCandidate(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "firstName" -> firstName = text(parser);
                case "lastName" -> lastName = text(parser);
                case "email" -> email = text(parser);
                case "phone" -> phone = text(parser);
                default -> others.put(field, text(parser));
            }
        }
    }

    private void readCv(JsonParser parser, boolean keepAll) throws IOException {
        CvSink sink = new CvSink(keepAll, cvExpected);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "fileName" -> cvFileName = text(parser);
                case "contentType" -> cvContentType = text(parser);
                case "content" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        readContent(parser, sink);
                    } else {
                        badCv = value != JsonToken.VALUE_NULL;
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
        cv = sink.cv().named(cvFileName, cvContentType);
    }

    private void readContent(JsonParser parser, CvSink sink) throws IOException {
        try {
            parser.readBinaryValue(sink);
        } catch (JsonEOFException e) {
            throw e;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new NotBase64(e.getMessage());
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return parser.getValueAsString();
    }

    /** Another Jobtrain calls the last name otherwise. */
    void callTheLastName(String field) {
        if (!field.equals(lastNameField)) {
            lastNameField = field;
            lastName = others.get(field);
        }
    }

    /** What the schema requires and is not there: [{field, message}]. */
    ArrayNode errors() {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        require(errors, "source", source);
        require(errors, "candidate.firstName", firstName);
        require(errors, "candidate." + lastNameField, lastName);
        require(errors, "candidate.email", email);
        if (email != null && !email.isBlank() && !email.matches("[^@\\s]+@[^@\\s]+")) {
            errors.addObject().put("field", "candidate.email").put("message", "is not an e-mail address");
        }
        if (badCv) {
            errors.addObject().put("field", "cv").put("message", "is not as the schema says");
        }
        return errors;
    }

    private static void require(ArrayNode errors, String field, String value) {
        if (value == null || value.isBlank()) {
            errors.addObject().put("field", field).put("message", "is required");
        }
    }

    /** The body is not what its content type says; the caller is told, nothing is created. */
    static final class NotJson extends IOException {

        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    /** The CV is not base64. */
    static final class NotBase64 extends IOException {

        private static final long serialVersionUID = 1L;

        NotBase64(String message) {
            super(message);
        }
    }
}
