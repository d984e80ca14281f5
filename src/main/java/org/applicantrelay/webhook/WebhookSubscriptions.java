package org.applicantrelay.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

/** Keeps idibu's subscription for the webhook as it is wanted: the address is its key, and to post it again updates it. */
@Component
public class WebhookSubscriptions {

    static final String POLLER = "idibu-webhook-subscription";

    /** idibu, "Webhooks (V2)". */
    private static final String TYPE = "ApplicationReceivedV2";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSubscriptions.class);

    private final SubscriptionRows rows;
    private final DatabaseClock clock;
    private final Pollers pollers;
    private final Vault vault;
    private final Audit audit;
    private final RelayProperties.Webhook webhook;
    private final TransactionTemplate transaction;

    WebhookSubscriptions(
            SubscriptionRows rows,
            DatabaseClock clock,
            Pollers pollers,
            Vault vault,
            Audit audit,
            RelayProperties relay,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.clock = clock;
        this.pollers = pollers;
        this.vault = vault;
        this.audit = audit;
        this.webhook = relay.idibu().webhook();
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The subscriptions' rows. */
    interface SubscriptionRows extends JpaRepository<Subscription, String> {}

    /** One look at what idibu has, and what it is to be told. */
    public static final class Upkeep {
        private final Turn turn;
        private final String url;
        private final boolean told;
        private final boolean wanted;
        private boolean missing;
        private boolean unwanted;

        private Upkeep(Turn turn, Subscription row, boolean told) {
            this.turn = turn;
            this.url = row.getUrl();
            this.wanted = row.isWanted();
            this.told = told;
        }

        /** The address, as idibu's key. */
        public String getUrl() {
            return url;
        }

        /** Whether idibu is to be told the subscription. */
        public boolean isMissing() {
            return missing;
        }

        /** Whether idibu is to delete it. */
        public boolean isUnwanted() {
            return unwanted;
        }
    }

    /**
     * A look to be taken now, or null: another replica takes it, or has just done.
     *
     * @param asked whether an operator waits for it; idibu is told again then, whatever it says that it has
     */
    public Upkeep begin(Boolean asked) {
        boolean now = Boolean.TRUE.equals(asked);
        Turn turn = pollers.start(POLLER).orElse(null);
        if (turn == null) {
            return null;
        }
        Subscription row = row();
        boolean told = secretHash().equals(row.getToldSecret());
        if (!now && told == row.isWanted() && row.getState() == row.aim() && !isTime(turn)) {
            pollers.giveUp(turn);
            return null;
        }
        return new Upkeep(turn, row, told && !now);
    }

    /** Each replica has a clock: what one has seen need not be looked at by all. */
    private boolean isTime(Turn turn) {
        Duration pause = webhook.subscriptionInterval().dividedBy(2);
        return turn.finishedAt() == null
                || !turn.startedAt().isBefore(turn.finishedAt().plus(pause));
    }

    private String url() {
        return webhook.publicUrl();
    }

    private Subscription row() {
        return rows.findById(url()).orElseGet(() -> rows.save(new Subscription(url(), clock.now())));
    }

    /** A change of it is noticed without the secret lying in the database. */
    private String secretHash() {
        return vault.secretHash(webhook.secret().reveal());
    }

    /** Compares what idibu lists with what is wanted. */
    public void compare(Upkeep upkeep, SubscriptionList list) {
        Optional<SubscriptionList.Listed> listed = list == null ? Optional.empty() : list.of(upkeep.url);
        boolean right = listed.isPresent() && listed.get().isFor(TYPE) && upkeep.told;
        upkeep.missing = upkeep.wanted && !right;
        upkeep.unwanted = !upkeep.wanted && listed.isPresent();
    }

    /** The subscription as idibu reads it, secret included: to be sent and not to be kept. */
    public String element(Upkeep upkeep) {
        return "<subscription><url>%s</url><types>%s</types><secret>%s</secret></subscription>"
                .formatted(escaped(upkeep.url), TYPE, escaped(webhook.secret().reveal()));
    }

    private static String escaped(String text) {
        // As numbers: XML knows few of HTML's names.
        return HtmlUtils.htmlEscapeDecimal(text, "UTF-8");
    }

    /** Ends a look after which idibu has the subscription as it is wanted. */
    public void finish(Upkeep upkeep) {
        if (pollers.finish(upkeep.turn)) {
            change(row -> {
                Instant now = clock.now();
                Subscription.State state =
                        upkeep.wanted ? Subscription.State.SUBSCRIBED : Subscription.State.UNSUBSCRIBED;
                row.checked(upkeep.wanted ? secretHash() : null, now);
                if (row.become(state, now)) {
                    LOG.info("idibu's webhook subscription is {}", state);
                }
            });
        }
    }

    /** Ends a look that a fault has broken off: the next one is taken when the interval is over. */
    public void fail(Upkeep upkeep, Exception thrown) {
        String fault = Faults.of(thrown).getMessage();
        if (upkeep != null) {
            pollers.giveUp(upkeep.turn);
        }
        try {
            change(row -> {
                if (row.become(Subscription.State.FAILED, clock.now())) {
                    LOG.warn("idibu's webhook subscription could not be looked after: {}", fault);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn(
                    "idibu's webhook subscription could not be looked after: {}, {}",
                    fault,
                    Faults.of(e).getMessage());
        }
    }

    /** Notes what an operator wants from now on. */
    void want(boolean wanted) {
        change(row -> {
            row.want(wanted);
            audit.note(Actor.operator(), wanted ? "subscribe" : "unsubscribe", "idibu's webhook subscription", null);
        });
    }

    private void change(Consumer<Subscription> change) {
        transaction.executeWithoutResult(status -> change.accept(row()));
    }

    /** What is known of it; empty before the first look, and where none is kept. */
    Optional<Subscription> current() {
        return webhook.isSubscribed() ? rows.findById(url()) : Optional.empty();
    }
}
