package org.applicantrelay.routefiles;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What looks like a credential: by its name, or by itself. */
final class SecretWords {

    /** How the name of a credential ends, in lower case without separators. {@code apiKeyHeader} only names one. */
    private static final List<String> NAME_ENDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "secret",
            "token",
            "authorization",
            "credential",
            "credentials",
            "hash",
            "apikey",
            "accesskey",
            "authkey",
            "privatekey",
            "secretkey",
            "encryptionkey");

    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");

    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/\\s:@{}$\"']+:[^/\\s@{}$\"']+(?=@)");

    private static final Pattern QUERY = Pattern.compile(
            "(?<=\\b(?i:hash|token|access_token|password|secret|client_secret|api_?key|apikey)=)[A-Za-z0-9%+/_.-]{4,}");

    private static final Pattern BEARER = Pattern.compile("(?<=\\b(?:Bearer|Basic) )[A-Za-z0-9+/=_.-]{8,}");

    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=_-]{20,}");
    private static final double BITS_PER_LETTER = 3.6;
    private static final int HEX_LENGTH = 32;

    private SecretWords() {}

    static boolean isName(String name) {
        String plain = SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return NAME_ENDS.stream().anyMatch(plain::endsWith);
    }

    /** Whether a value is written out, and not taken from a setting, a message or a bean. */
    static boolean isLiteral(String value) {
        return !value.isBlank() && !value.contains("{{") && !value.contains("${") && !value.startsWith("#");
    }

    /** Whether a line holds something that looks like a credential by itself. */
    static boolean isIn(String text) {
        return !mask(text, Set.of()).equals(text);
    }

    /** {@code text} with what looks like a credential, and with these, replaced by asterisks. */
    static String mask(String text, Set<String> known) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, "***");
        }
        // What a pattern must have before it is looked for first: by itself it looks back from every letter of the
        // text.
        masked = masked.contains("@") ? USER_INFO.matcher(masked).replaceAll("***") : masked;
        masked = masked.contains("=") ? QUERY.matcher(masked).replaceAll("***") : masked;
        masked = masked.contains("B") ? BEARER.matcher(masked).replaceAll("***") : masked;
        return LONG_WORD
                .matcher(masked)
                .replaceAll(word -> isRandom(word.group()) ? "***" : Matcher.quoteReplacement(word.group()));
    }

    private static boolean isRandom(String word) {
        long digits = word.chars().filter(Character::isDigit).count();
        if (word.length() >= HEX_LENGTH && digits > 4 && word.matches("[0-9a-f-]+|[0-9A-F-]+")) {
            return true;
        }
        return digits >= 2
                && word.chars().anyMatch(Character::isUpperCase)
                && word.chars().anyMatch(Character::isLowerCase)
                && bitsPerLetter(word) > BITS_PER_LETTER;
    }

    private static double bitsPerLetter(String word) {
        return word.chars()
                .distinct()
                .mapToDouble(letter ->
                        (double) word.chars().filter(other -> other == letter).count() / word.length())
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }
}
