package org.applicantrelay.table;

import java.util.HashMap;
import java.util.Map;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.table.TableReader.Section;
import org.applicantrelay.yaml.YamlText;
import org.snakeyaml.engine.v2.nodes.Node;

/** What Jobtrain calls the job boards that idibu names: {@code mapping/portals.yaml}. */
public final class Portals {

    /** Below the folder of routes. */
    public static final String PATH = "mapping/portals.yaml";

    private static final int LONGEST = 100;

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private Portals() {}

    /** What the file says; worth nothing where there are problems. */
    public static Portals read(byte[] file, YamlText.Problems problems) {
        Portals portals = new Portals();
        TableReader table = new TableReader(problems);
        table.sections(
                file,
                new Section(
                        "ids", node -> read(table, "ids: stands one portal in a line, such as 517", node, portals.ids)),
                new Section(
                        "names",
                        node -> read(
                                table,
                                "names: stands one portal in a line, such as linkedin.com",
                                node,
                                portals.names)));
        return portals;
    }

    private static void read(TableReader table, String shape, Node node, Map<String, String> sources) {
        table.lines(node, "Below " + shape + ": LinkedIn, without a dash.", (line, portal, source) -> {
            if (table.isSendable(line, portal, source, LONGEST)) {
                sources.put(portal, source);
            }
        });
    }

    /** What Jobtrain is told as the source; null where no line names the portal, which may be null. */
    String source(Applicant.Portal portal) {
        if (portal == null) {
            return null;
        }
        String byId = portal.id() == null ? null : ids.get(portal.id());
        return byId != null || portal.name() == null ? byId : names.get(portal.name());
    }

    /** Whether it names no portal. */
    public boolean isEmpty() {
        return ids.isEmpty() && names.isEmpty();
    }

    /** How much it names, for the log. */
    @Override
    public String toString() {
        return "ids %d, names %d".formatted(ids.size(), names.size());
    }
}
