package org.applicantrelay.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobtrain's credentials and tokens: both ways to show them that jobtrain.openapi.yaml and design.md name. */
final class JobtrainAccess {

    final String clientId;
    final String apiKey;
    final String apiPassword;
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Duration lifetime = Duration.ofHours(1);

    JobtrainAccess(String clientId, String apiKey, String apiPassword) {
        this.clientId = clientId;
        this.apiKey = apiKey;
        this.apiPassword = apiPassword;
    }

    void lifetime(Duration newLifetime) {
        lifetime = newLifetime;
    }

    void expireTokens() {
        tokens.clear();
    }

    int issued() {
        return issued.get();
    }

    Answer token(Call call) throws IOException {
        Map<String, String> form = call.form();
        boolean right = "client_credentials".equals(form.get("grant_type"))
                && clientId.equals(form.get("client_id"))
                && apiKey.equals(form.get("client_secret"))
                && apiPassword.equals(form.get("api_password"));
        if (!right) {
            return JobtrainJson.problem(401, "invalid_client", "The credentials are not right");
        }
        Duration valid = lifetime;
        String token = UUID.randomUUID().toString();
        issued.incrementAndGet();
        tokens.put(token, System.nanoTime() + valid.toNanos());
        return Answer.json(
                200,
                JobtrainJson.object()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", valid.toSeconds()));
    }

    boolean admits(Call call) {
        String authorization = call.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            Long until = tokens.get(authorization.substring(7).strip());
            return until != null && until - System.nanoTime() > 0;
        }
        return clientId.equals(call.header("ClientID"))
                && apiKey.equals(call.header("ApiKey"))
                && apiPassword.equals(call.header("ApiPassword"));
    }
}
