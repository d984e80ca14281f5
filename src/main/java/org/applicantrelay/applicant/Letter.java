package org.applicantrelay.applicant;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** A message as the plain text of a cover letter. */
public final class Letter {

    private static final Document.OutputSettings PLAIN = new Document.OutputSettings().prettyPrint(false);

    private Letter() {}

    /** {@code text} where there is any, else the text of {@code html}; null where both are blank. */
    public static String of(String text, String html) {
        if (text != null && !text.isBlank()) {
            return text.strip();
        }
        if (html == null || html.isBlank()) {
            return null;
        }
        Document document = Jsoup.parse(html).outputSettings(PLAIN);
        document.select("script, style, head").remove();
        document.select("p, div, li, tr, h1, h2, h3, h4").forEach(Letter::onItsOwnLine);
        String letter = document.body()
                .wholeText()
                .replace('\u00a0', ' ')
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
        return letter.isEmpty() ? null : letter;
    }

    private static void onItsOwnLine(Element block) {
        Node before = block.previousSibling();
        boolean textBefore = before instanceof TextNode text && !text.isBlank()
                || before instanceof Element element && !element.isBlock() && !element.nameIs("br");
        if (textBefore) {
            block.before(new TextNode("\n"));
        }
        block.appendText("\n");
    }
}
