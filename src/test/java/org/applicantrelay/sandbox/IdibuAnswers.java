package org.applicantrelay.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads answers of idibu with the strict parser of the JDK, for the tests of the simulator. */
final class IdibuAnswers {

    private IdibuAnswers() {}

    static Document xml(HttpResponse<String> answer) throws SAXException {
        return xml(answer.body());
    }

    /** From text, not from bytes: "utf8" is not a name that a parser knows. */
    static Document xml(String answer) throws SAXException {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(answer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Long> ids(Document xml) {
        List<Long> ids = new ArrayList<>();
        NodeList applicants = xml.getElementsByTagName("applicant");
        for (int i = 0; i < applicants.getLength(); i++) {
            ids.add(Long.valueOf(((Element) applicants.item(i))
                    .getElementsByTagName("id")
                    .item(0)
                    .getTextContent()));
        }
        return ids;
    }

    static List<String> texts(Document xml, String name) {
        List<String> texts = new ArrayList<>();
        NodeList found = xml.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}
