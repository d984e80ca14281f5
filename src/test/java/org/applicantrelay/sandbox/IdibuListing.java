package org.applicantrelay.sandbox;

import java.util.List;

/** One request for the listing, looked up once: a fault that hits its page and its answer see the same applicants. */
final class IdibuListing {

    private final Call call;
    private final IdibuData data;
    private List<SimulatedApplicant> matching;

    IdibuListing(Call call, IdibuData data) {
        this.call = call;
        this.data = data;
    }

    Answer answer() {
        return IdibuXml.success(IdibuXml.listing(page(), matching().size()));
    }

    /** Whether the page of this request holds this applicant; what will be refused holds nobody. */
    boolean shows(long id) {
        try {
            return page().stream().anyMatch(applicant -> applicant.id() == id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<SimulatedApplicant> page() {
        return IdibuFilter.page(matching(), call);
    }

    private List<SimulatedApplicant> matching() {
        if (matching == null) {
            matching = data.applicants(IdibuFilter.applicants(call));
        }
        return matching;
    }
}
