package org.applicantrelay.sandbox;

/** Writes XML the way idibu does: a missing value is no element, an empty one is an empty element. */
final class Xml {

    private final StringBuilder out = new StringBuilder();

    static Xml fragment() {
        return new Xml();
    }

    Xml element(String name, Object value) {
        return written(name, value == null ? null : escape(value.toString()));
    }

    /** An element whose content is XML already. */
    Xml written(String name, String content) {
        if (content == null) {
            return this;
        }
        if (content.isEmpty()) {
            out.append('<').append(name).append("/>\n");
        } else {
            out.append('<').append(name).append('>').append(content);
            out.append("</").append(name).append(">\n");
        }
        return this;
    }

    Xml open(String name) {
        out.append('<').append(name).append(">\n");
        return this;
    }

    Xml close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    Xml raw(String xml) {
        out.append(xml);
        return this;
    }

    /** Puts what was written into an element, empty where nothing was. */
    Xml into(String name) {
        Xml outer = new Xml();
        return out.isEmpty()
                ? outer.element(name, "")
                : outer.open(name).raw(out.toString()).close(name);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
