package org.applicantrelay.poller;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** This process among the replicas: its host's name and a part that is new at every start. */
@Component
public class Replica {

    private final String name;

    Replica() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "replica";
        }
        name = host.substring(0, Math.min(host.length(), 60)) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    public String name() {
        return name;
    }
}
