package org.applicantrelay.logging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Replaces known credentials, and anything that looks like an e-mail address, in a text that is about to be shown. */
public final class SecretMask {

    public static final String MASK = "***";

    /** A token that was replaced may still be named in a line that is about to be written; older ones are worthless. */
    private static final int TOKENS_KEPT = 8;

    /** Shorter ones would blot out ordinary words; a credential of that length protects nothing. */
    private static final int SHORTEST = 3;

    /** Letters of any script, and the escapes of a URL; looked for once per word, or a long text would take hours. */
    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}._+'%-])[\\p{L}\\p{M}\\p{N}._+'%-]+(?:@|%40)"
                    + "[\\p{L}\\p{M}\\p{N}-]++\\.[\\p{L}\\p{M}\\p{N}.-]++");

    private static final Set<String> SECRETS = new HashSet<>();
    private static final Deque<String> TOKENS = new ArrayDeque<>();

    private static volatile List<String> spellings = List.of();

    private SecretMask() {}

    /** From now on {@code secret} is masked wherever it would be logged: as it is, URL-encoded, or in base64. */
    public static synchronized void hide(String secret) {
        if (worthHiding(secret) && SECRETS.add(secret)) {
            spell();
        }
    }

    /** The same for a credential that is replaced again and again; the newest {@value #TOKENS_KEPT} are masked. */
    public static synchronized void hideToken(String token) {
        if (worthHiding(token) && !TOKENS.contains(token)) {
            TOKENS.addLast(token);
            if (TOKENS.size() > TOKENS_KEPT) {
                TOKENS.removeFirst();
            }
            spell();
        }
    }

    private static boolean worthHiding(String secret) {
        return secret != null && secret.strip().length() >= SHORTEST;
    }

    private static void spell() {
        // The longest first, or a secret that is part of another would leave the rest of it readable.
        spellings = Stream.concat(SECRETS.stream(), TOKENS.stream())
                .flatMap(secret -> Stream.of(
                        secret,
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** {@code text} with everything hidden replaced by {@value #MASK}. */
    public static String mask(String text) {
        String masked = text;
        for (String secret : spellings) {
            masked = masked.replace(secret, MASK);
        }
        if (masked.indexOf('@') >= 0 || masked.contains("%40")) {
            masked = EMAIL.matcher(masked).replaceAll(Matcher.quoteReplacement(MASK + "@" + MASK));
        }
        return masked;
    }
}
