package org.applicantrelay.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** By what an input that could not become an application is known to be of a person: track id or e-mail address. */
final class Traces {

    private final Set<String> emails;
    private final Pattern trackIds;

    /** Either may be empty, and then nothing is found by it. */
    Traces(Collection<String> trackIds, Collection<String> emails) {
        this.emails = emails.stream()
                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String ids = trackIds.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        // As the listing, the webhook and a mail's header write it; any other number may be anything.
        this.trackIds = trackIds.isEmpty()
                ? null
                : Pattern.compile(
                        "(?:<id>\\s*|\\baptrack_id=|^X-iTrackID:\\s*)(?:" + ids + ")(?!\\d)",
                        Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    }

    boolean areIn(String input) {
        return areInText(input) || input.contains("%40") && areInText(decoded(input));
    }

    /** A form as it was meant; as it is, where it is none. */
    private static String decoded(String form) {
        try {
            return URLDecoder.decode(form, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return form.replace("%40", "@");
        }
    }

    private boolean areInText(String input) {
        String lower = input.toLowerCase(Locale.ROOT);
        return trackIds != null && trackIds.matcher(input).find()
                || emails.stream().anyMatch(email -> holds(lower, email));
    }

    /** As a whole, and not as the beginning or the end of another address. */
    private static boolean holds(String text, String email) {
        for (int at = text.indexOf(email); at >= 0; at = text.indexOf(email, at + 1)) {
            int end = at + email.length();
            boolean begins = at == 0 || !isOfAnAddress(text.charAt(at - 1));
            // A full stop may end a sentence.
            boolean goesOn = end < text.length()
                    && (text.charAt(end) == '-'
                            || Character.isLetterOrDigit(text.charAt(end))
                            || text.charAt(end) == '.'
                                    && end + 1 < text.length()
                                    && Character.isLetterOrDigit(text.charAt(end + 1)));
            if (begins && !goesOn) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfAnAddress(char character) {
        return Character.isLetterOrDigit(character) || "._+-".indexOf(character) >= 0;
    }
}
