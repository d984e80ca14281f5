package org.applicantrelay.idibu;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;

/**
 * One text of idibu's XML, repaired. As XML: a raw {@code &} or {@code <}, entities that only HTML knows, characters that
 * no XML may hold. As text: entities that were escaped twice, so that a reader would see {@code M&uuml;ller}.
 */
final class TextRepair {

    /** A reference that HTML knows, or a numeric one. */
    private static final Pattern REFERENCE =
            Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");

    private static final Set<String> OF_XML = Set.of("amp", "lt", "gt", "quot", "apos");

    private static final Set<String> OF_A_TAG = Set.of("lt", "gt");

    /** Texts that never hold a reference on purpose. */
    private static final Set<String> CERTAIN = Set.of("name", "portal-name", "reference", "email", "parsed_email");

    /** Texts of people, who may write about HTML. */
    private static final Set<String> WRITTEN = Set.of("subject", "text", "message");

    private static final Pattern ESCAPED_TAG = Pattern.compile("&lt;/?(p|br|div|span|body|ul|li|table|b|strong)\\b");
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final int MOST_ROUNDS = 3;

    private final String element;
    private final String raw;
    private final boolean cdata;
    private final Set<String> repairs = new LinkedHashSet<>();
    private final Set<String> doubts = new LinkedHashSet<>();
    private final String mended;

    /** @param cdata whether {@code raw} stood in a CDATA section, and so is the text itself */
    TextRepair(String element, String raw, boolean cdata) {
        this.element = element;
        this.raw = raw;
        this.cdata = cdata;
        this.mended = repaired();
    }

    /** The text, ready to stand between two tags. */
    String mended() {
        return mended;
    }

    Set<String> repairs() {
        return repairs;
    }

    Set<String> doubts() {
        return doubts;
    }

    private String repaired() {
        String text = resolved(permitted(cdata ? raw : parsed()));
        return repairs.isEmpty() && !cdata ? raw : escaped(permitted(text));
    }

    /** What an XML parser would make of it, were it as lenient as a browser. */
    private String parsed() {
        if (raw.indexOf('<') >= 0) {
            repairs.add("raw <");
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        Matcher reference = REFERENCE.matcher(raw);
        while (reference.find()) {
            text.append(unreferenced(raw.substring(at, reference.start())))
                    .append(character(reference.toMatchResult()));
            at = reference.end();
        }
        return text.append(unreferenced(raw.substring(at))).toString();
    }

    private String unreferenced(String part) {
        if (part.indexOf('&') >= 0) {
            repairs.add("raw &");
        }
        return part;
    }

    private String character(MatchResult reference) {
        String name = reference.group(1);
        // In a link, what looks like an entity of HTML is a parameter.
        boolean link = element.equals("link");
        if (!isKnown(name) || link && !isOfXml(name)) {
            repairs.add("raw &");
            if (!link) {
                doubts.add("an unknown entity");
            }
            return reference.group();
        }
        String value = value(name);
        if (!isOfXml(name) || name.startsWith("#") && value.codePointAt(0) != codePoint(name)) {
            repairs.add("HTML entities");
        }
        return value;
    }

    private String permitted(String text) {
        Matcher control = NO_XML.matcher(text);
        if (!control.find()) {
            return text;
        }
        repairs.add("control characters");
        // Word's line break is a vertical tab.
        return control.replaceAll(found -> found.group().matches("[\\x0B\\f]") ? "\n" : "");
    }

    /** What is still escaped after parsing was escaped twice, unless somebody wrote it so. */
    private String resolved(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        if (element.equals("link")) {
            return noted(text, again(text, link -> link.replace("&amp;", "&")));
        }
        if (CERTAIN.contains(element)) {
            return noted(text, again(text, TextRepair::unescaped));
        }
        if (element.equals("html")) {
            boolean whole = text.indexOf('<') < 0 && ESCAPED_TAG.matcher(text).find();
            return whole ? noted(text, unescaped(text)) : text;
        }
        return WRITTEN.contains(element) ? written(text) : text;
    }

    /** Where every {@code &} begins an entity, the writer's own were escaped too; where not, some may be meant so. */
    private String written(String text) {
        List<MatchResult> known = known(text);
        if (known.isEmpty()) {
            return text;
        }
        boolean whole = text.chars().filter(c -> c == '&').count() == known.size()
                && text.indexOf('<') < 0
                && text.indexOf('>') < 0;
        if (whole && !known.stream().allMatch(reference -> OF_A_TAG.contains(reference.group(1)))) {
            return noted(text, unescaped(text));
        }
        String letters = replaced(text, name -> isKnown(name) && isBeyondAscii(value(name)));
        if (!known(letters).isEmpty()) {
            doubts.add("entities");
        }
        return noted(text, letters);
    }

    private static List<MatchResult> known(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(reference -> isKnown(reference.group(1)))
                .toList();
    }

    private static String again(String text, UnaryOperator<String> step) {
        String after = step.apply(text);
        for (int round = 1; round < MOST_ROUNDS; round++) {
            after = step.apply(after);
        }
        return after;
    }

    private String noted(String before, String after) {
        if (!before.equals(after)) {
            repairs.add("entities escaped twice");
        }
        return after;
    }

    private static String unescaped(String text) {
        return replaced(text, TextRepair::isKnown);
    }

    private static String replaced(String text, Predicate<String> which) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        which.test(reference.group(1)) ? value(reference.group(1)) : reference.group()));
    }

    private static boolean isKnown(String name) {
        return isOfXml(name) || Entities.isNamedEntity(name);
    }

    private static boolean isOfXml(String name) {
        return name.startsWith("#") ? Character.isValidCodePoint(codePoint(name)) : OF_XML.contains(name);
    }

    private static boolean isBeyondAscii(String value) {
        return value.chars().anyMatch(c -> c > 127);
    }

    /** The characters of a known reference; as in browsers, 128 to 159 are meant in Windows' character set. */
    private static String value(String name) {
        if (name.startsWith("#") && codePoint(name) < ' ') {
            return Character.toString(codePoint(name));
        }
        return name.equals("apos") ? "'" : Parser.unescapeEntities("&" + name + ";", true);
    }

    private static int codePoint(String name) {
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        return Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
