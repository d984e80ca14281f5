package org.applicantrelay.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads the XML that callers post to idibu in the form field {@code data}. */
final class IdibuPosts {

    private IdibuPosts() {}

    /** The XML of the form field; idibu.md: never as a raw body. */
    static Element data(Call call) throws IOException {
        if (!call.hasContentType("application/x-www-form-urlencoded")) {
            throw new IllegalArgumentException("No data: post a form");
        }
        String data = call.form().get("data");
        if (data == null || data.isBlank()) {
            throw new IllegalArgumentException("No data");
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(data.strip())))
                    .getDocumentElement();
        } catch (SAXException e) {
            throw new IllegalArgumentException("Invalid XML: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Outcome outcome(long applicantId, Element root) {
        if (!root.getTagName().equals("applicant")) {
            throw new IllegalArgumentException("Invalid XML: no applicant");
        }
        String status = child(root, "status");
        if (!Set.of("success", "fail").contains(status)) {
            throw new IllegalArgumentException("Invalid status: " + status);
        }
        String date = child(root, "date-processed");
        if (date.isEmpty()) {
            date = LondonTime.now();
        }
        LondonTime.requireDateTime(date);
        return new Outcome(
                applicantId, status, child(root, "remote-id"), child(root, "error-message"), date, Instant.now());
    }

    /** The texts of all elements of this name, as in {@code <ids><id/><id/></ids>}. */
    static List<String> all(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }

    /** The text of the first child of this name; empty where there is none. */
    static String child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element.getTextContent().strip();
            }
        }
        return "";
    }
}
