package org.applicantrelay.table;

import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.settings.CurrentRoutes;
import org.springframework.stereotype.Component;

/** The tables of the routes in force; each is asked anew for each applicant. */
@Component
public class Tables {

    private final TableFile<Portals> portals;
    private final TableFile<Defaults> defaults;
    private final TableFile<Statuses> statuses;

    /** @throws TableException where one cannot be read or is wrong */
    public Tables(CurrentRoutes routes) {
        this.portals = new TableFile<>(routes, Portals.PATH, Portals::read);
        this.defaults = new TableFile<>(routes, Defaults.PATH, Defaults::read);
        this.statuses = new TableFile<>(routes, Statuses.PATH, Statuses::read);
    }

    /** The applicant with what the tables say of them, as the mapping sees it. */
    public Applicant complete(Applicant applicant) {
        return new FieldTables(portals.current(), defaults.current()).complete(applicant);
    }

    public Statuses statuses() {
        return statuses.current();
    }
}
