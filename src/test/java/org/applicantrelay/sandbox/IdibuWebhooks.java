package org.applicantrelay.sandbox;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** The webhooks web service of idibu.md: who is told of events. */
final class IdibuWebhooks {

    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    synchronized List<Subscription> all() {
        return new ArrayList<>(subscriptions.values());
    }

    synchronized Optional<Subscription> find(String url) {
        return Optional.ofNullable(subscriptions.get(url));
    }

    Answer list() {
        return IdibuXml.success(IdibuXml.subscriptions(all()));
    }

    synchronized Answer save(Call call) throws IOException {
        Element root = IdibuPosts.data(call);
        if (!root.getTagName().equals("subscription")) {
            throw new IllegalArgumentException("Invalid XML: no subscription");
        }
        String url = IdibuPosts.child(root, "url");
        requireHttp(url);
        String types = IdibuPosts.child(root, "types");
        for (String type : types.split(",")) {
            if (!Subscription.TYPES.contains(type.strip())) {
                throw new IllegalArgumentException("Invalid type: " + type);
            }
        }
        Subscription saved = new Subscription(url, types, IdibuPosts.child(root, "secret"), LondonTime.now());
        return IdibuXml.success(
                subscriptions.put(url, saved) == null ? "Subscription created." : "Subscription updated.");
    }

    synchronized Answer delete(String url) {
        if (subscriptions.remove(url) == null) {
            throw new IllegalArgumentException("Subscription not found");
        }
        return IdibuXml.success("Subscription deleted.");
    }

    private static void requireHttp(String url) {
        URI address = URI.create(url);
        if (address.getHost() == null || !Arrays.asList("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException("Invalid url: " + url);
        }
    }
}
