package org.applicantrelay.kill;

import java.util.EnumSet;
import java.util.Set;

/** The steps at which a relay can be halted, before and after each of its durable writes and messages. */
enum Failpoint {
    INBOX_BEFORE_COMMIT(Place.AFTER_NODE, "applicant-intake-keep-input"),
    INBOX_AFTER_COMMIT(Place.AFTER_NODE, "applicant-intake-one-transaction"),
    WEBHOOK_BEFORE_ANSWER(Place.AFTER_NODE, "idibu-webhook-answer"),
    WEBHOOK_AFTER_ANSWER(Place.AFTER_ANSWER, "/webhooks/idibu"),
    LISTING_BEFORE_CURSOR(Place.BEFORE_NODE, "idibu-listing-finish"),
    LISTING_AFTER_CURSOR(Place.AFTER_NODE, "idibu-listing-finish"),
    MAIL_BEFORE_FLAG(Place.AFTER_NODE, "idibu-mailbox-moved"),
    /** Camel flags a mail when its exchange has ended, and only then begins with the next. */
    MAIL_AFTER_FLAG(Place.BEFORE_NODE, "idibu-mailbox-renew"),
    CLAIM_BEFORE_COMMIT(Place.AFTER_NODE, "application-claim-claim"),
    /** Not the node with the transaction: Camel commits around all that can be put around it. */
    CLAIM_AFTER_COMMIT(Place.AFTER_NODE, "application-delivery-claim"),
    INTENT_BEFORE_COMMIT(Place.BEFORE_COMMIT, "org.applicantrelay.delivery.Deliveries.intend"),
    INTENT_AFTER_COMMIT(Place.AFTER_COMMIT, "org.applicantrelay.delivery.Deliveries.intend"),
    CREATE_BEFORE_SEND(Place.BEFORE_SEND, "/applications"),
    /** Sent whole; whether Jobtrain has read it before the connection breaks is chance. */
    CREATE_AFTER_SEND(Place.AFTER_SEND, "/applications"),
    CREATE_AFTER_ANSWER(Place.AFTER_RECEIPT, "/applications"),
    ID_BEFORE_COMMIT(Place.BEFORE_COMMIT, "org.applicantrelay.delivery.Deliveries.record"),
    ID_AFTER_COMMIT(Place.AFTER_COMMIT, "org.applicantrelay.delivery.Deliveries.record"),
    /** Told, and not noted. */
    OUTCOME_BEFORE_COMMIT(Place.BEFORE_COMMIT, "org.applicantrelay.delivery.Outcomes.told"),
    OUTCOME_AFTER_COMMIT(Place.AFTER_COMMIT, "org.applicantrelay.delivery.Outcomes.told");

    /** The acknowledgements of the three sources, which a pass with one failpoint a process takes by turns. */
    static final Set<Failpoint> OF_WEBHOOK = EnumSet.of(WEBHOOK_BEFORE_ANSWER, WEBHOOK_AFTER_ANSWER);

    static final Set<Failpoint> OF_LISTING = EnumSet.of(LISTING_BEFORE_CURSOR, LISTING_AFTER_CURSOR);
    static final Set<Failpoint> OF_MAIL = EnumSet.of(MAIL_BEFORE_FLAG, MAIL_AFTER_FLAG);

    /** What a failpoint's name stands beside. */
    enum Place {
        /** Before the node of a route with that id. */
        BEFORE_NODE,
        AFTER_NODE,
        /** Before the commit of the transaction that this method begins. */
        BEFORE_COMMIT,
        AFTER_COMMIT,
        /** Once the relay's own answer to a request with that path has left. */
        AFTER_ANSWER,
        /** Before a POST to Jobtrain with a path that ends so leaves, on a connection that stands. */
        BEFORE_SEND,
        /** Once its last byte has left. */
        AFTER_SEND,
        /** Once its answer's status is read. */
        AFTER_RECEIPT
    }

    private final Place place;
    private final String name;

    Failpoint(Place place, String name) {
        this.place = place;
        this.name = name;
    }

    boolean isAt(Place asked, String nameThere) {
        return place == asked && name.equals(nameThere);
    }

    Place place() {
        return place;
    }

    String where() {
        return name;
    }
}
