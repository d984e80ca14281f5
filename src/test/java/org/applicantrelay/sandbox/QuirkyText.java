package org.applicantrelay.sandbox;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Writes the texts of one applicant as the content of XML elements, with what the quirks do to them. Null stays null:
 * no element.
 */
final class QuirkyText {

    private static final String START_OF_HEADING = "\u0001";
    private static final String UNIT_SEPARATOR = "\u001f";
    private static final String BACKSPACE = "\b";
    private static final char VERTICAL_TAB = '\u000b';

    private final Set<Quirk> quirks;

    QuirkyText(Set<Quirk> quirks) {
        this.quirks = quirks;
    }

    String name(String clean) {
        return clean == null ? null : written(clean, lineEscape(), "&#x8;");
    }

    /** The subject, or the name of a portal. */
    String line(String clean) {
        return clean == null ? null : escaped(clean, lineEscape());
    }

    String fileName(String clean) {
        return escaped(clean, has(Quirk.ENTITIES_TWICE) ? QuirkyText::twice : QuirkyText::once);
    }

    String link(String clean, boolean detail) {
        if (has(Quirk.RAW_AMPERSAND) || (detail && has(Quirk.MESSAGE_IN_CDATA))) {
            return clean;
        }
        return has(Quirk.LINK_ESCAPED_TWICE) ? Xml.escape(Xml.escape(clean)) : Xml.escape(clean);
    }

    String letter(String clean) {
        if (clean == null) {
            return null;
        }
        String text = clean;
        if (has(Quirk.CONTROL_CHARACTERS)) {
            text = text.replace("\r\n", "\n").replace('\n', VERTICAL_TAB);
        }
        if (has(Quirk.HUGE_TEXT)) {
            text += Filler.LETTER;
        }
        if (has(Quirk.MESSAGE_IN_CDATA)) {
            return cdata(written(text, letterContent(), BACKSPACE));
        }
        return written(
                text,
                has(Quirk.RAW_ENTITIES)
                        ? lineEscape()
                        : c -> Xml.escape(letterContent().apply(c)),
                "&#x8;");
    }

    String html(String clean) {
        if (clean == null || clean.isEmpty()) {
            return clean;
        }
        return has(Quirk.MESSAGE_IN_CDATA) ? cdata(clean) : Xml.escape(clean);
    }

    private boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    private IntFunction<String> lineEscape() {
        if (has(Quirk.ENTITIES_TWICE)) {
            return QuirkyText::twice;
        }
        return has(Quirk.RAW_ENTITIES) ? QuirkyText::asEntity : QuirkyText::once;
    }

    /** What a character of the letter is in the element's content, before that is written as XML. */
    private IntFunction<String> letterContent() {
        if (has(Quirk.ENTITIES_TWICE)) {
            return HtmlEntities::escaped;
        }
        return has(Quirk.ENTITIES_MIXED) ? HtmlEntities::named : Character::toString;
    }

    private static String once(int character) {
        return Xml.escape(Character.toString(character));
    }

    private static String twice(int character) {
        return Xml.escape(HtmlEntities.escaped(character));
    }

    private static String asEntity(int character) {
        return character < 128 ? once(character) : HtmlEntities.named(character);
    }

    private static String escaped(String clean, IntFunction<String> escape) {
        return clean.codePoints().mapToObj(escape).collect(Collectors.joining());
    }

    /** Control characters go between whole characters, so that dropping them gives the clean text again. */
    private String written(String clean, IntFunction<String> escape, String backspace) {
        int[] characters = clean.codePoints().toArray();
        if (!has(Quirk.CONTROL_CHARACTERS) || characters.length == 0) {
            return escaped(clean, escape);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < characters.length; i++) {
            out.append(escape.apply(characters[i]));
            out.append(i == 0 ? START_OF_HEADING : "");
            out.append(i == characters.length / 2 ? backspace : "");
            out.append(i == characters.length - 1 ? UNIT_SEPARATOR : "");
        }
        return out.toString();
    }

    private static String cdata(String content) {
        return "<![CDATA[" + content.replace("]]>", "]]]]><![CDATA[>") + "]]>";
    }
}
