package org.applicantrelay.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManifestsTest {

    @Test
    void allThatIsAppliedIsSound() {
        ManifestCheck check = new ManifestCheck();

        assertThat(check.findings(Overlay.CAMEL_K)).isEmpty();
        assertThat(check.newerInUse())
                .as("allowed though the schemas do not have it")
                .isEqualTo(ResourceSchemas.NEWER);
    }
}
