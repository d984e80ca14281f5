package org.applicantrelay.webhook;

import java.time.Instant;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** idibu's subscription for the webhook, as operators see and change it. */
@ManagedResource(
        objectName = SubscriptionControl.NAME,
        description = "idibu's subscription for the relay's webhook; an operation answers with the state after it")
public class SubscriptionControl {

    static final String NAME = "org.applicantrelay:type=Webhook,name=Subscription";

    private static final String ROUTE = "direct:idibu-webhook-subscription";

    private final WebhookSubscriptions subscriptions;
    private final ProducerTemplate routes;

    SubscriptionControl(WebhookSubscriptions subscriptions, ProducerTemplate routes) {
        this.subscriptions = subscriptions;
        this.routes = routes;
    }

    @ManagedAttribute(description = "The address that idibu sends events to")
    public String getUrl() {
        return subscriptions.current().map(Subscription::getUrl).orElse(null);
    }

    @ManagedAttribute(description = "SUBSCRIBED, UNSUBSCRIBED, FAILED, or UNKNOWN before idibu was first asked")
    public String getState() {
        return subscriptions
                .current()
                .map(Subscription::getState)
                .orElse(Subscription.State.UNKNOWN)
                .name();
    }

    @ManagedAttribute(description = "When idibu was last asked, with success")
    public String getCheckedAt() {
        return subscriptions
                .current()
                .flatMap(row -> Optional.ofNullable(row.getCheckedAt()))
                .map(Instant::toString)
                .orElse(null);
    }

    @ManagedOperation(description = "Tells idibu the subscription, and keeps it in place from now on")
    @Needs(Role.OPERATOR)
    public String subscribe() {
        return become(true);
    }

    @ManagedOperation(description = "Deletes the subscription at idibu, and leaves it deleted")
    @Needs(Role.OPERATOR)
    public String unsubscribe() {
        return become(false);
    }

    private String become(boolean wanted) {
        subscriptions.want(wanted);
        routes.requestBody(ROUTE, true);
        return getState();
    }
}
