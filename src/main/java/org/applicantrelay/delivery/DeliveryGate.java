package org.applicantrelay.delivery;

import java.util.Map;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.springframework.stereotype.Component;

/**
 * What may be claimed now. Nothing while Jobtrain takes nothing, or an operator has paused deliveries: who comes then is
 * delivered later at the first attempt. Only who is fetched already while idibu gives nothing. And of those whose attempts take long, one at a time: they never
 * take all workers from the others.
 */
@Component
public class DeliveryGate {

    private final Partners partners;
    private final Pauses pauses;
    private final Leases leases;

    DeliveryGate(Partners partners, Pauses pauses, Leases leases) {
        this.partners = partners;
        this.pauses = pauses;
        this.leases = leases;
    }

    /** Whether anything may be claimed. */
    public boolean isOpen() {
        return isOpenToJobtrain() && !pauses.isPaused(Stage.DELIVERIES);
    }

    /** Whether Jobtrain may be asked for something else, whatever operators have paused. */
    public boolean isOpenToJobtrain() {
        return partners.isOpen(Partner.JOBTRAIN);
    }

    /** Whether idibu may be told an outcome; also in a pause of deliveries, for what it is told has happened. */
    public boolean isOpenToIdibu() {
        return partners.isOpen(Partner.IDIBU);
    }

    /** The parameters of {@link org.applicantrelay.application.Application#DUE}. */
    public Map<String, Object> parameters() {
        return Map.of("fetching", isOpenToIdibu(), "slow", leases.isSlowLaneFree());
    }
}
