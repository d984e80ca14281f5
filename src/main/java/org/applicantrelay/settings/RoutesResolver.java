package org.applicantrelay.settings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets Camel find {@code routes:/mapping/x.jslt} and {@code routes:/kamelets/x.kamelet.yaml} in {@link MergedRoutes}: in the
 * folder of {@code relay.routes}, or else among the packaged ones. Camel asks the registry for it by its name.
 */
@Component(RoutesResolver.NAME)
public class RoutesResolver extends ResourceResolverSupport {

    static final String SCHEME = "routes";

    /** What Camel calls it in its registry. */
    public static final String NAME = "resource-loader-" + SCHEME;

    private final Supplier<MergedRoutes> routes;

    @Autowired
    RoutesResolver(CurrentRoutes current) {
        this(current::get);
    }

    /** Finds them in what {@code routes} gives at the moment. */
    public RoutesResolver(Supplier<MergedRoutes> routes) {
        super(SCHEME);
        this.routes = routes;
    }

    @Override
    protected Resource createResource(String location, String remaining) {
        String path = remaining.replaceFirst("^/+", "");
        MergedRoutes now = routes.get();
        Optional<org.springframework.core.io.Resource> file =
                Optional.ofNullable(now.files().get(path));
        // Named by where it really is: that is what Camel says of a file that is wrong.
        return new ResourceSupport(SCHEME, now.location(path)) {
            @Override
            public boolean exists() {
                return file.isPresent() && file.get().exists();
            }

            @Override
            public InputStream getInputStream() throws IOException {
                return exists() ? file.get().getInputStream() : null;
            }
        };
    }
}
