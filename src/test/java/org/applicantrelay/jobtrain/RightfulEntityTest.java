package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class RightfulEntityTest {

    private static final String MAPPED = "{\"cv\":\"cv:content\"}";
    private static final int SIZE = 300_000;

    private final ApplicationBody.Cv cv =
            new ApplicationBody.Cv("cv.pdf", "application/pdf", SIZE, () -> new ByteArrayInputStream(new byte[SIZE]));

    @Test
    void leavesWholeWhileTheRightLasts() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RightfulEntity body = new RightfulEntity(ApplicationBody.base64(MAPPED, cv), () -> {});

        body.writeTo(out);

        assertThat(out.size()).isEqualTo(body.getContentLength());
    }

    @Test
    void breaksOffWhereTheRightEndsInTheMiddle() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RightfulEntity body = new RightfulEntity(ApplicationBody.base64(MAPPED, cv), () -> {
            if (out.size() > SIZE / 2) {
                throw new IllegalStateException("over");
            }
        });

        assertThatThrownBy(() -> body.writeTo(out)).hasMessage("over");
        assertThat(out.size()).isLessThan(SIZE);
    }
}
