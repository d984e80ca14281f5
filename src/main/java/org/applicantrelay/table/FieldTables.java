package org.applicantrelay.table;

import java.util.List;
import java.util.Optional;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.settings.MergedRoutes;

/** The tables that say what the mapping may fill fields of Jobtrain's with. */
public record FieldTables(Portals portals, Defaults defaults) {

    /**
     * Those of a set of routes that need not be in force.
     *
     * @param problems gets {@code file:line: what, how to mend}
     * @return empty where one is wrong
     */
    public static Optional<FieldTables> read(MergedRoutes routes, List<String> problems) {
        Optional<Portals> portals = TableFile.read(routes, Portals.PATH, Portals::read, problems);
        Optional<Defaults> defaults = TableFile.read(routes, Defaults.PATH, Defaults::read, problems);
        return portals.flatMap(one -> defaults.map(other -> new FieldTables(one, other)));
    }

    /** The applicant with what the tables say of them. */
    public Applicant complete(Applicant applicant) {
        return applicant.with(portals.source(applicant.portal()), defaults.of(applicant.unknownName()));
    }
}
