package org.applicantrelay.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What is known of idibu's subscription for one address of the webhook. */
@Entity
@Table(name = "webhook_subscription")
class Subscription {

    /** How it stood when idibu was last asked. */
    enum State {
        /** idibu has not been asked yet. */
        UNKNOWN,
        SUBSCRIBED,
        UNSUBSCRIBED,
        /** idibu could not be asked or told; it is tried again at the next interval. */
        FAILED
    }

    @Id
    private String url;

    private boolean wanted;

    @Enumerated(EnumType.STRING)
    private State state;

    private String toldSecret;
    private Instant checkedAt;
    private Instant changedAt;

    protected Subscription() {}

    Subscription(String url, Instant now) {
        this.url = url;
        this.wanted = true;
        this.state = State.UNKNOWN;
        this.changedAt = now;
    }

    void want(boolean wanted) {
        this.wanted = wanted;
    }

    /** idibu has been asked, and has it as it is wanted. */
    void checked(String toldSecret, Instant now) {
        this.toldSecret = wanted ? toldSecret : null;
        this.checkedAt = now;
    }

    /** Whether that is another state than before. */
    boolean become(State state, Instant now) {
        boolean changed = this.state != state;
        if (changed) {
            this.state = state;
            this.changedAt = now;
        }
        return changed;
    }

    /** As it is to be. */
    State aim() {
        return wanted ? State.SUBSCRIBED : State.UNSUBSCRIBED;
    }

    String getUrl() {
        return url;
    }

    boolean isWanted() {
        return wanted;
    }

    State getState() {
        return state;
    }

    String getToldSecret() {
        return toldSecret;
    }

    Instant getCheckedAt() {
        return checkedAt;
    }

    Instant getChangedAt() {
        return changedAt;
    }
}
