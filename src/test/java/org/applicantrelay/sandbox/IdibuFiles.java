package org.applicantrelay.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The files of idibu: a direct link that answers 302, and a store behind it (quirk 15 of idibu.md). Neither may ever
 * see the account's hash.
 */
final class IdibuFiles {

    private record Stored(long applicantId, int number, ApplicantFile file, Set<Quirk> quirks) {}

    private record Ticket(Stored stored, String signature) {}

    private static final String OLD = "/down.php";

    private final URI root;
    private final String hash;
    private final Map<String, Stored> bySignature = new ConcurrentHashMap<>();
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private final List<String> leaks = new CopyOnWriteArrayList<>();

    IdibuFiles(URI root, String hash) {
        this.root = root;
        this.hash = hash;
    }

    List<String> links(long applicantId, NewApplicant data) {
        List<String> links = new ArrayList<>();
        for (ApplicantFile file : data.files() == null ? List.<ApplicantFile>of() : data.files()) {
            String signature = random();
            Stored stored = new Stored(applicantId, links.size() + 1, file, data.quirks());
            bySignature.put(signature, stored);
            links.add(
                    data.quirks().contains(Quirk.OLD_LINK)
                            ? root + OLD + "?id=" + applicantId + "&file=" + signature
                            : link(stored, signature));
        }
        return links;
    }

    private String link(Stored stored, String signature) {
        String name =
                URLEncoder.encode(stored.file().name(), StandardCharsets.UTF_8).replace("+", "%20");
        return root + "/files/" + stored.applicantId() + "/" + stored.number() + "/" + name + "?sig=" + signature
                + "&v=1";
    }

    void delete(long applicantId) {
        bySignature.values().removeIf(stored -> stored.applicantId() == applicantId);
        tickets.values().removeIf(ticket -> ticket.stored().applicantId() == applicantId);
    }

    List<String> leaks() {
        return List.copyOf(leaks);
    }

    /** The endpoint of a request for a file; empty where the path is another's. */
    Optional<Endpoint> route(Call call) {
        List<String> file = call.partsAfter("/files");
        if (file != null) {
            noteLeak(call);
            Stored stored = call.param("sig").map(bySignature::get).orElse(null);
            Long about = stored == null ? null : stored.applicantId();
            return Optional.of(new Endpoint(RequestKind.FILE, about, () -> redirect(call, file, stored)));
        }
        if (call.path().equals(OLD)) {
            noteLeak(call);
            String signature = call.param("file").orElse("");
            Stored stored = bySignature.get(signature);
            Long about = stored == null ? null : stored.applicantId();
            return Optional.of(new Endpoint(
                    RequestKind.FILE,
                    about,
                    () -> stored == null ? text(404, "Not found") : Answer.redirect(link(stored, signature))));
        }
        List<String> storage = call.partsAfter("/storage");
        if (storage != null) {
            noteLeak(call);
            Ticket ticket = storage.size() == 1 ? tickets.get(storage.get(0)) : null;
            Long about = ticket == null ? null : ticket.stored().applicantId();
            return Optional.of(new Endpoint(RequestKind.STORAGE, about, () -> content(call, ticket)));
        }
        return Optional.empty();
    }

    private Answer redirect(Call call, List<String> path, Stored stored) {
        if (!call.isGet()) {
            return text(405, "Method not allowed");
        }
        if (stored == null || path.isEmpty() || !path.get(0).equals(String.valueOf(stored.applicantId()))) {
            return text(404, "Not found");
        }
        if (stored.quirks().contains(Quirk.FILE_GONE)) {
            return text(404, "Not found");
        }
        String token = random();
        String signature = random();
        tickets.put(token, new Ticket(stored, signature));
        return Answer.redirect(root + "/storage/" + token + "?X-Expires=900&X-Signature=" + signature);
    }

    private Answer content(Call call, Ticket ticket) {
        if (!call.isGet()) {
            return text(405, "Method not allowed");
        }
        if (ticket == null) {
            return text(404, "Not found");
        }
        if (!ticket.signature().equals(call.param("X-Signature").orElse(null))) {
            return text(403, "Forbidden");
        }
        return new Answer(
                200, "application/octet-stream", ticket.stored().file().bytes(), Map.of());
    }

    private void noteLeak(Call call) {
        if (call.path().contains(hash) || decoded(call.query()).contains(hash)) {
            leaks.add("in the address of " + call.path());
        }
        call.headers().forEach((name, values) -> {
            if (values.stream().anyMatch(value -> decoded(value).contains(hash))) {
                leaks.add("in the header " + name + " of " + call.path());
            }
        });
    }

    private static String decoded(String text) {
        try {
            return text + " " + URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Answer text(int status, String text) {
        return Answer.of(status, "text/plain; charset=utf-8", text);
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
