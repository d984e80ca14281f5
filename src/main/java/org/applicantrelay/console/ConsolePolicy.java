package org.applicantrelay.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.springframework.core.io.ClassPathResource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a role may read and do at beans that are not the product's: a policy file of Jolokia's, which allows what it names. */
final class ConsolePolicy {

    private final PolicyRestrictor rules;
    private final List<ObjectName> beans;

    /** @param file a resource */
    ConsolePolicy(String file) {
        try (InputStream policy = new ClassPathResource(file).getInputStream();
                InputStream again = new ClassPathResource(file).getInputStream()) {
            rules = new PolicyRestrictor(policy);
            beans = beans(again);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean mayRead(ObjectName bean, String attribute) {
        return rules.isAttributeReadAllowed(bean, attribute);
    }

    /** @param operation with its parameters' types, without spaces: names alone may mean several */
    boolean mayCall(ObjectName bean, String operation) {
        return rules.isOperationAllowed(bean, operation);
    }

    boolean names(ObjectName bean) {
        return beans.stream().anyMatch(pattern -> pattern.apply(bean));
    }

    private static List<ObjectName> beans(InputStream policy) throws IOException {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(policy);
            NodeList names = document.getElementsByTagName("name");
            List<ObjectName> beans = new ArrayList<>();
            for (int i = 0; i < names.getLength(); i++) {
                beans.add(new ObjectName(names.item(i).getTextContent().strip()));
            }
            return beans;
        } catch (ParserConfigurationException | SAXException | MalformedObjectNameException e) {
            throw new IllegalStateException("The policy cannot be read", e);
        }
    }
}
