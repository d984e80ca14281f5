package org.applicantrelay.jobtrain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.logging.SecretMask;

/**
 * The OAuth2 token for Jobtrain, shared by all calls: fetched once however many ask, renewed before it expires, and
 * renewed when Jobtrain refuses it. camel-http's own does none of these.
 */
public class JobtrainToken {

    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofDays(2);
    private static final Duration SHORTEST_USE = Duration.ofSeconds(1);

    private final Source source;
    private final Clock clock;
    private String token;
    private Instant renewAt = Instant.MIN;

    /** Asks Jobtrain for a token. */
    public interface Source {
        Grant fetch() throws IOException;
    }

    /**
     * Jobtrain's grant, as {@code routes/mapping/jobtrain-to-token.jslt} gives it.
     *
     * @param expiresIn seconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Grant(String token, long expiresIn) {
        @Override
        public String toString() {
            return SecretMask.MASK;
        }
    }

    public JobtrainToken(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** A token that is good now; whoever asks while it is fetched waits for that one. */
    public synchronized String current() throws IOException {
        Instant now = clock.instant();
        if (token == null || !now.isBefore(renewAt)) {
            Grant grant = source.fetch();
            if (grant == null || grant.token() == null || grant.token().isBlank()) {
                throw new RelayException(Fault.JOBTRAIN_UNREADABLE, "the answer holds no token");
            }
            SecretMask.hideToken(grant.token());
            token = grant.token();
            Duration life = Duration.ofSeconds(Math.min(grant.expiresIn(), LONGEST_LIFE.toSeconds()));
            // A short life is renewed when a tenth of it is left, a long one a minute before its end.
            Duration early = life.dividedBy(10).compareTo(EARLY) < 0 ? life.dividedBy(10) : EARLY;
            Duration use = life.minus(early);
            renewAt = now.plus(use.compareTo(SHORTEST_USE) < 0 ? SHORTEST_USE : use);
        }
        return token;
    }

    /** The next who asks fetches another, whatever is known of this one. */
    public synchronized void forget() {
        token = null;
    }

    /** Jobtrain has refused {@code refused}: unless it was replaced meanwhile, the next who asks fetches another. */
    public synchronized void refused(String refused) {
        if (token != null && token.equals(refused)) {
            token = null;
        }
    }
}
