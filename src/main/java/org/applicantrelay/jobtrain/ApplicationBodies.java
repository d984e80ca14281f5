package org.applicantrelay.jobtrain;

import java.util.UUID;
import org.apache.hc.core5.http.HttpEntity;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.RelayException;
import org.springframework.stereotype.Component;

/** Makes the body that the create Kamelet sends, in either of the two ways a CV can travel. */
@Component
public class ApplicationBodies {

    private static final String UNNAMED = "cv";

    private final Contents contents;

    ApplicationBodies(Contents contents) {
        this.contents = contents;
    }

    /**
     * @param mapped what the mapping has made of {@code applicant}
     * @param right asked before each piece of it leaves
     */
    public HttpEntity base64(String mapped, UUID id, Applicant applicant, SendingRight right) throws RelayException {
        return new RightfulEntity(ApplicationBody.base64(mapped, cv(id, applicant)), right);
    }

    /**
     * @param right asked before each piece of it leaves
     * @param jsonPart name of the form's part with the mapped JSON
     * @param cvPart name of the form's part with the CV
     */
    public HttpEntity multipart(
            String mapped, UUID id, Applicant applicant, SendingRight right, String jsonPart, String cvPart)
            throws RelayException {
        return new RightfulEntity(ApplicationBody.multipart(mapped, cv(id, applicant), jsonPart, cvPart), right);
    }

    private ApplicationBody.Cv cv(UUID id, Applicant applicant) {
        Applicant.File file = applicant.cv();
        if (file == null) {
            return null;
        }
        Content.Kind kind = file.from().equals(Applicant.File.MAIL) ? Content.Kind.MAIL_FILE : Content.Kind.FILE;
        Content content = contents.find(id, kind, file.position()).orElseThrow();
        return new ApplicationBody.Cv(
                file.name() == null ? UNNAMED : file.name(),
                file.mediaType(),
                file.size(),
                () -> contents.open(content));
    }
}
