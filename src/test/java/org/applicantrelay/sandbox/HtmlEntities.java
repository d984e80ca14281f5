package org.applicantrelay.sandbox;

import java.util.HashMap;
import java.util.Map;

/** The named entities of HTML 4 that people's letters need: all of Latin-1, and what word processors put in. */
final class HtmlEntities {

    private static final int FIRST = 160;

    /** From U+00A0 to U+00FF. */
    private static final String LATIN_1 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring
            AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml
            times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil
            egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash
            ugrave uacute ucirc uuml yacute thorn yuml""";

    private static final Map<Integer, String> NAMES = names();

    private HtmlEntities() {}

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        for (String name : LATIN_1.split("\\s+")) {
            names.put(FIRST + names.size(), name);
        }
        names.putAll(Map.of('Œ' + 0, "OElig", 'œ' + 0, "oelig", 'Š' + 0, "Scaron", 'š' + 0, "scaron"));
        names.putAll(Map.of('–' + 0, "ndash", '—' + 0, "mdash", '…' + 0, "hellip", '•' + 0, "bull", '€' + 0, "euro"));
        names.putAll(Map.of('‘' + 0, "lsquo", '’' + 0, "rsquo", '‚' + 0, "sbquo"));
        names.putAll(Map.of('“' + 0, "ldquo", '”' + 0, "rdquo", '„' + 0, "bdquo", '™' + 0, "trade"));
        return names;
    }

    /** A character beyond ASCII as its entity; any other, and what has no name, as it is. */
    static String named(int character) {
        String name = NAMES.get(character);
        return name == null ? Character.toString(character) : "&" + name + ";";
    }

    /** A character as a careful writer of HTML puts it: markup too is escaped. */
    static String escaped(int character) {
        return character == '"'
                ? "&quot;"
                : character < 128 ? Xml.escape(Character.toString(character)) : named(character);
    }
}
