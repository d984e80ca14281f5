package org.applicantrelay.delivery;

import java.util.Map;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.springframework.stereotype.Component;

/**
 * What may be claimed now. Nothing while Jobtrain takes nothing: who comes then is delivered later at the first attempt.
 * Only who is fetched already while idibu gives nothing. And of those whose attempts take long, one at a time: they never
 * take all workers from the others.
 */
@Component
public class DeliveryGate {

    private final Partners partners;
    private final Leases leases;

    DeliveryGate(Partners partners, Leases leases) {
        this.partners = partners;
        this.leases = leases;
    }

    /** Whether anything may be claimed. */
    public boolean isOpen() {
        return partners.isOpen(Partner.JOBTRAIN);
    }

    /** Whether idibu may be told an outcome. */
    public boolean isOpenToIdibu() {
        return partners.isOpen(Partner.IDIBU);
    }

    /** The parameters of {@link org.applicantrelay.application.Application#DUE}. */
    public Map<String, Object> parameters() {
        return Map.of("fetching", isOpenToIdibu(), "slow", leases.isSlowLaneFree());
    }
}
