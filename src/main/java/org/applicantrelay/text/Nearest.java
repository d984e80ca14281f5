package org.applicantrelay.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Guesses what a misspelt name was meant to be. */
public final class Nearest {

    private static final int SHOWN = 12;

    private Nearest() {}

    /** The second half of a sentence: a guess where one name is near, otherwise the names, where there are few. */
    public static String hint(String word, Collection<String> names) {
        boolean few = !names.isEmpty() && names.size() <= SHOWN;
        return hint(word, names, few ? "there is " + some(names) + "." : "correct or remove it.");
    }

    /** The same with another second half where no name is near. */
    public static String hint(String word, Collection<String> names, String otherwise) {
        String lower = word.toLowerCase(Locale.ROOT);
        int near = Math.max(2, word.length() / 3);
        return names.stream()
                .min(Comparator.<String>comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= near)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse(otherwise);
    }

    /** The names, or the first dozen of them. */
    public static String some(Collection<String> names) {
        String shown = names.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
