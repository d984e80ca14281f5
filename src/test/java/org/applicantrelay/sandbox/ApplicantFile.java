package org.applicantrelay.sandbox;

import java.nio.charset.StandardCharsets;

/** An attachment of an applicant. The name may be empty: some boards send none. */
public record ApplicantFile(String name, byte[] bytes) {

    public static ApplicantFile text(String name, String content) {
        return new ApplicantFile(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
