package org.applicantrelay.flow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.jobtrain.JobtrainToken;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** How idibu and Jobtrain stand, and whether they take the relay's credentials now. */
@Component
@ManagedResource(
        objectName = PartnerControl.NAME,
        description = "idibu and Jobtrain: how each stands, and whether it takes the relay's credentials")
public class PartnerControl {

    static final String NAME = "org.applicantrelay:type=Flow,name=Partners";

    private static final String ROUTE = "direct:partner-call";

    private final Partners partners;
    private final ProducerTemplate routes;
    private final JobtrainToken token;
    private final Audit audit;

    PartnerControl(Partners partners, ProducerTemplate routes, JobtrainToken token, Audit audit) {
        this.token = token;
        this.partners = partners;
        this.routes = routes;
        this.audit = audit;
    }

    /** One line a partner, as this replica knows. */
    @ManagedOperation(
            description = "How each partner stands: open, paused as it has asked, held because it refuses the relay, or"
                    + " down and probed")
    @Needs(Role.VIEWER)
    public List<String> list() {
        return partners.words().entrySet().stream()
                .map(partner -> partner.getKey() + ": " + partner.getValue())
                .toList();
    }

    /** One sentence a partner; a hold ends where the partner takes the call. */
    @ManagedOperation(
            description =
                    "Makes a harmless call to each partner now, and says whether it takes the relay's credentials;"
                            + " where it does, a hold ends")
    @Needs(Role.OPERATOR)
    public List<String> check() {
        audit.note(Actor.operator(), "check", "partners", labels());
        // One that was given before says nothing of the credentials.
        token.forget();
        return Arrays.stream(Partner.values()).map(this::check).toList();
    }

    private static String labels() {
        return Arrays.stream(Partner.values()).map(Partner::label).collect(Collectors.joining(", "));
    }

    private String check(Partner partner) {
        long begun = System.nanoTime();
        Exchange answer =
                routes.request(ROUTE, exchange -> exchange.getMessage().setBody(partner.label()));
        if (answer.getException() == null) {
            return "%s takes the relay's credentials, within %d ms"
                    .formatted(partner, (System.nanoTime() - begun) / 1_000_000);
        }
        RelayException fault = Faults.of(answer.getException());
        return "%s does not take the call: %s. %s"
                .formatted(partner, fault.getMessage(), fault.fault().advice());
    }
}
