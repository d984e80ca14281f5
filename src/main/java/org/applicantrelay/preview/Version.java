package org.applicantrelay.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.jobtrain.JobMap;
import org.applicantrelay.jobtrain.JobMapFile;
import org.applicantrelay.jobtrain.JobMapReader;
import org.applicantrelay.routefiles.Finding;
import org.applicantrelay.routefiles.Mapping;
import org.applicantrelay.routefiles.MappingException;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.table.Defaults;
import org.applicantrelay.table.FieldTables;
import org.applicantrelay.table.Portals;
import org.applicantrelay.table.TableFile;

/** What one folder of routes says of an applicant: its mapping, as it was when this was made, and its tables. */
final class Version {

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";

    /** How a message reaches the mapping: delivery has removed all. */
    private static final JsonNode NO_HEADERS = JsonNodeFactory.instance.objectNode();

    private final MergedRoutes routes;
    private final String mapping;

    Version(MergedRoutes routes) throws IOException {
        this.routes = routes;
        this.mapping = routes.files().get(MAPPING).getContentAsString(StandardCharsets.UTF_8);
    }

    /** Where somebody finds the mapping, and the tables of one's own that it looks things up in. */
    String place() {
        return Stream.concat(
                        Stream.of(MAPPING),
                        Stream.of(Portals.PATH, Defaults.PATH).filter(routes.own()::contains))
                .map(routes::place)
                .collect(Collectors.joining(" and "));
    }

    /**
     * What the mapping gives.
     *
     * @param real null where it gives nothing
     * @param shown the same, made of what may be shown; null where that cannot be
     * @param problem as a compiler says it, without what may not be shown; null where there is none
     */
    record Output(JsonNode real, JsonNode shown, String problem) {}

    /** @param masked the same applicant, of which all may be shown */
    Output output(JsonNode applicant, JsonNode masked) {
        Mapping compiled;
        try {
            compiled = Mapping.compile(MAPPING, mapping);
        } catch (MappingException e) {
            return new Output(null, null, problem(e.line(), e.getMessage()));
        }
        JsonNode shown = null;
        String problem = null;
        try {
            shown = apply(compiled, masked);
        } catch (MappingException e) {
            problem = problem(e.line(), e.getMessage());
        }
        try {
            return new Output(apply(compiled, applicant), shown, null);
        } catch (MappingException e) {
            // What it says of the applicant can quote them.
            String hidden = "The mapping fails for this applicant; --show-personal-data says why.";
            return new Output(null, null, problem == null ? problem(e.line(), hidden) : problem);
        }
    }

    private static JsonNode apply(Mapping compiled, JsonNode applicant) throws MappingException {
        return compiled.apply(NO_HEADERS, applicant, "this applicant");
    }

    private String problem(int line, String message) {
        return new Finding(routes.place(MAPPING), line, message).toString();
    }

    /**
     * The applicant with what the tables of this folder say of them; empty where one is wrong.
     *
     * @param problems gets what is wrong with it
     */
    Optional<Applicant> complete(Applicant applicant, List<String> problems) {
        return FieldTables.read(routes, problems).map(tables -> tables.complete(applicant));
    }

    /**
     * Empty where it is wrong.
     *
     * @param problems gets what is wrong with it
     */
    Optional<JobMap> jobMap(List<String> problems) {
        return TableFile.read(routes, JobMapFile.PATH, JobMapReader::read, problems);
    }
}
