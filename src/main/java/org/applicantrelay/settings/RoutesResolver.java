package org.applicantrelay.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets Camel find {@code routes:/mapping/x.jslt} and {@code routes:/kamelets/x.kamelet.yaml} in {@link MergedRoutes}: in the
 * folder of {@code relay.routes}, or else among the packaged ones. Camel asks the registry for it by its name.
 */
@Component("resource-loader-" + RoutesResolver.SCHEME)
class RoutesResolver extends ResourceResolverSupport {

    static final String SCHEME = "routes";

    private final MergedRoutes routes;

    RoutesResolver(@Value("${relay.routes:}") String folder) throws IOException {
        super(SCHEME);
        routes = folder.isBlank() ? MergedRoutes.packaged() : MergedRoutes.with(Path.of(folder));
    }

    @Override
    protected Resource createResource(String location, String remaining) {
        String path = remaining.replaceFirst("^/+", "");
        Optional<org.springframework.core.io.Resource> file =
                Optional.ofNullable(routes.files().get(path));
        // Named by where it really is: that is what Camel says of a file that is wrong.
        return new ResourceSupport(SCHEME, routes.location(path)) {
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
