package org.applicantrelay.flow;

import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.pause.Pause;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** Deliveries to Jobtrain, as operators pause them. */
@Component
@ManagedResource(
        objectName = DeliveryControl.NAME,
        description = "Deliveries to Jobtrain: whether they are paused, pause, resume")
public class DeliveryControl {

    static final String NAME = "org.applicantrelay:type=Flow,name=Deliveries";

    private final Pauses pauses;

    DeliveryControl(Pauses pauses) {
        this.pauses = pauses;
    }

    @ManagedOperation(description = "Whether deliveries are paused, since when, by whom and why")
    @Needs(Role.VIEWER)
    public String show() {
        return Stage.DELIVERIES.label() + ": "
                + pauses.of(Stage.DELIVERIES).map(Pause::inWords).orElse("not paused");
    }

    /** On all replicas, and until they are resumed; who is being delivered comes to an end. */
    @ManagedOperation(
            description =
                    "Pauses deliveries, on all replicas and until they are resumed. Who is being delivered at that"
                            + " moment comes to an end; applicants are taken in, and idibu is told outcomes, as before")
    @ManagedOperationParameter(name = "reason", description = "for whoever finds it paused; without personal data")
    @Needs(Role.OPERATOR)
    public String pause(String reason) {
        return Control.pause(pauses, Stage.DELIVERIES, reason);
    }

    /** Whoever came meanwhile is delivered now, the longest due first. */
    @ManagedOperation(description = "Ends the pause: whoever came meanwhile is delivered, the longest due first")
    @Needs(Role.OPERATOR)
    public String resume() {
        return Control.resume(pauses, Stage.DELIVERIES);
    }
}
