package org.applicantrelay.flow;

import java.util.List;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.preview.Previews;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** What would be sent of an application by the routes that run. */
@Component
@ManagedResource(
        objectName = PreviewControl.NAME,
        description = "What would be sent of an application, from what is kept of it; nothing is sent")
public class PreviewControl {

    static final String NAME = "org.applicantrelay:type=Flow,name=Preview";

    private final Previews previews;

    PreviewControl(Previews previews) {
        this.previews = previews;
    }

    /** idibu's input, the applicant, Jobtrain's JSON and the job, each personal value masked. */
    @ManagedOperation(
            description =
                    "Shows idibu's input, the applicant, the JSON that would go to Jobtrain, and the job that would match"
                            + " and by which rule. Personal values are masked, and nothing is sent")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.VIEWER)
    public List<String> preview(String trackId) {
        return previews.masked(trackId).all();
    }
}
