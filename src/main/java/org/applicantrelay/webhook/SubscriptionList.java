package org.applicantrelay.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** idibu's answer to which webhooks the account has; it never shows their secrets. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SubscriptionList(Response response) {

    /** The part of the envelope that matters. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Response(Subscriptions subscriptions) {}

    /** None, one or more. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Subscriptions(
            @JsonProperty("subscription") @JacksonXmlElementWrapper(useWrapping = false)
            List<Listed> subscription) {}

    /** @param types of events, with commas or blanks between them */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Listed(String url, String types) {

        /** Whether it is for events of this type and no other. */
        boolean isFor(String type) {
            return types != null && Set.of(type).equals(Set.copyOf(List.of(types.split("[\\s,;|]+"))));
        }
    }

    /** The subscription for that address. */
    Optional<Listed> of(String url) {
        if (response == null || response.subscriptions == null || response.subscriptions.subscription == null) {
            return Optional.empty();
        }
        return response.subscriptions.subscription.stream()
                .filter(listed -> listed != null && url.equals(listed.url()))
                .findFirst();
    }
}
