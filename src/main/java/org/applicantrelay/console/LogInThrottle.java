package org.applicantrelay.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.applicantrelay.text.Texts;

/**
 * Slows guessing down. From the fifth failure on, the next try for the same user, or from the same address, has to wait:
 * 1 s, 2 s, 4 s, up to a minute; a try before that does not count. A quarter of an hour after the last failure all is
 * forgotten. Where a user has logged in before, only the address's own failures count, so nobody can keep him out of
 * there by guessing elsewhere. In memory, and so per replica.
 */
final class LogInThrottle {

    private static final int FREE = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int LONGEST_NAME = 100;

    /** Of each kind; the oldest is forgotten for a new one. */
    static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byUser = new Newest<>();
    private final Map<String, Failures> byAddress = new Newest<>();
    private final Map<Home, Boolean> homes = new Newest<>();

    LogInThrottle(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {

        Duration rest(Instant now) {
            if (count <= FREE) {
                return Duration.ZERO;
            }
            Duration wait = Duration.ofSeconds(1L << Math.min(count - FREE - 1, 6));
            Duration rest = Duration.between(now, last.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
            return rest.isNegative() ? Duration.ZERO : rest;
        }
    }

    private record Home(String user, String address) {}

    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    /** How long a try must wait still; zero where it may be made now. */
    synchronized Duration wait(String user, String address) {
        Instant now = clock.instant();
        Duration ofAddress = rest(byAddress, address, now);
        Duration ofUser =
                homes.containsKey(new Home(name(user), address)) ? Duration.ZERO : rest(byUser, name(user), now);
        return ofUser.compareTo(ofAddress) > 0 ? ofUser : ofAddress;
    }

    synchronized void failed(String user, String address) {
        count(byUser, name(user));
        count(byAddress, address);
    }

    /** Takes no failure back: who guesses could have an account of his own. */
    synchronized void succeeded(String user, String address) {
        Home home = new Home(name(user), address);
        homes.remove(home);
        homes.put(home, true);
    }

    private Duration rest(Map<String, Failures> failures, String key, Instant now) {
        Failures known = failures.get(key);
        return known == null ? Duration.ZERO : known.rest(now);
    }

    private void count(Map<String, Failures> failures, String key) {
        Instant now = clock.instant();
        Failures known = failures.remove(key);
        boolean again = known != null && known.last().plus(FORGOTTEN).isAfter(now);
        failures.put(key, new Failures(again ? known.count() + 1 : 1, now));
    }

    private static String name(String user) {
        return Texts.cut(user.toLowerCase(Locale.ROOT), LONGEST_NAME);
    }
}
